/** Marks a moment for the trace; see `lib/browser.mjs`. */
export const mark = (name) => performance.mark(`bench:${name}`);

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when two frames were drawn and `changes()` has stood still for `ms`. */
export async function quiet(changes, ms) {
  await frame();
  await frame();
  for (;;) {
    const before = changes();
    await pause(ms);
    if (changes() === before) return;
  }
}

/** The bytes as base64, in pieces small enough for `fromCharCode`. */
export function base64(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}
