/** Runs `tick` every `everyMs` while the switch is on; the switch is a button that says what it would do. */
export function liveSwitch(button, everyMs, tick) {
  let timer;
  const set = (on) => {
    clearInterval(timer);
    timer = on ? setInterval(() => tick(), everyMs) : undefined;
    button.setAttribute('aria-pressed', String(on));
    button.textContent = on ? 'Pause updates' : 'Resume updates';
  };
  button.addEventListener('click', () => set(timer === undefined));
  set(true);
  return { stop: () => clearInterval(timer) };
}
