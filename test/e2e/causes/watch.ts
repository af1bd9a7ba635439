import { expect, type Page } from '@playwright/test';

/** Events of a page's session in the order they came, from `listen` on. */
export interface Heard {
  event: string;
  payload: Record<string, unknown>;
  /** An `Error`. */
  error: boolean;
}

const EVENTS = ['session_error', 'session_ended', 'session_left'];

/** Notes what a live session says of its own accord. */
export async function listen(page: Page): Promise<void> {
  await page.evaluate((events) => {
    const { session } = window as unknown as { session: { on(event: string, handler: (payload: object) => void): void } };
    const heard: Heard[] = [];
    (window as unknown as { heard: Heard[] }).heard = heard;
    for (const event of events)
      session.on(event, (payload) => heard.push({ event, payload: JSON.parse(JSON.stringify(payload)), error: payload instanceof Error }));
  }, EVENTS);
}

/** Waits until the session has ended, and gives all that was heard. */
export async function heardUntilEnd(page: Page, timeout = 30_000): Promise<Heard[]> {
  const read = (): Promise<Heard[]> => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
  await expect.poll(async () => (await read()).map(({ event }) => event), { timeout }).toContain('session_ended');
  return read();
}
