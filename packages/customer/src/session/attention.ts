import { listen } from '@sightline/link';

/** Whether the customer is at this page. */
export const attended = ({ document }: Window): boolean => document.visibilityState === 'visible' && document.hasFocus();

/** Tells when the page wins or loses the customer's attention; at the start nothing is told. */
export function watchAttention(window: Window, told: (focused: boolean) => void): { stop(): void } {
  let last = attended(window);
  const look = (): void => {
    const focused = attended(window);
    if (focused === last) return;
    last = focused;
    told(focused);
  };
  // Bubbles from the document.
  return listen(window, ['focus', 'blur', 'visibilitychange'], look);
}
