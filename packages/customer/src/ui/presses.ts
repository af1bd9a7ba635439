import { listen, type Natives } from '@sightline/link';

/** Milliseconds in which a press becomes a click, on a screen that waits for a second tap too. */
const CLICK_MS = 400;

export interface PressesOptions {
  view: Window;
  natives: Pick<Natives, 'setTimeout' | 'clearTimeout'>;
  host: HTMLElement;
  button: HTMLElement;
  press(): void;
}

/**
 * Presses a button that was pressed by pointer where no click came of it: the page's focus trap takes clicks and touches outside of
 * its own dialog away. The window hears of a press before any of its listeners on the document.
 */
export function hearPresses({ view, natives, host, button, press }: PressesOptions): { stop(): void } {
  let clicks = 0;
  let down = false;
  let timer: unknown;
  const on = (event: PointerEvent): boolean => {
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    return event.composedPath().includes(host) && x >= left && x <= right && y >= top && y <= bottom;
  };
  const counted = (): void => void clicks++;
  button.addEventListener('click', counted);
  const listening = listen(
    view,
    ['pointerdown', 'pointerup'],
    (event) => {
      const here = event.isTrusted && on(event as PointerEvent);
      if (event.type === 'pointerup' && down && here) {
        const before = clicks;
        natives.clearTimeout(timer);
        timer = natives.setTimeout(() => {
          if (clicks === before) press();
        }, CLICK_MS);
      }
      down = here && event.type === 'pointerdown';
    },
    true,
  );
  return {
    stop() {
      natives.clearTimeout(timer);
      button.removeEventListener('click', counted);
      listening.stop();
    },
  };
}
