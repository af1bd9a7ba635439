import { listen } from '@sightline/link';

/** Whether the customer is at this page. */
export const attended = ({ document }: Window): boolean => document.visibilityState === 'visible' && document.hasFocus();

/**
 * Tells when the page wins or loses the customer's attention, compared with what agents know: at the start `known`. What `told` does
 * not take (false) is told at a later look.
 */
export function watchAttention(window: Window, known: boolean, told: (focused: boolean) => boolean): { look(): void; stop(): void } {
  let last = known;
  const look = (): void => {
    const focused = attended(window);
    if (focused !== last && told(focused)) last = focused;
  };
  // Bubbles from the document.
  return { look, ...listen(window, ['focus', 'blur', 'visibilitychange'], look) };
}
