/** Tells when the page wins or loses the customer's attention; at the start nothing is told. */
export function watchAttention(window: Window, told: (focused: boolean) => void): { stop(): void } {
  const { document } = window;
  const read = (): boolean => document.visibilityState === 'visible' && document.hasFocus();
  let last = read();
  const look = (): void => {
    const focused = read();
    if (focused === last) return;
    last = focused;
    told(focused);
  };
  window.addEventListener('focus', look);
  window.addEventListener('blur', look);
  document.addEventListener('visibilitychange', look);
  return {
    stop() {
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
      document.removeEventListener('visibilitychange', look);
    },
  };
}
