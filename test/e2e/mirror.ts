import { expect, type Frame, type Page } from '@playwright/test';
import type { Service } from './service.js';
import { customerTree, mirrorTree } from './tree.js';

interface PublicSession {
  start(options: { sdkToken: string; customPinCode?: string }): Promise<unknown>;
  join(options?: { pinCode?: string; sdkToken?: string }): Promise<unknown>;
  end(): Promise<unknown>;
  preview(on: boolean): Promise<unknown>;
  pause(): Promise<unknown>;
  resume(): Promise<unknown>;
  on(event: string, handler: (payload: Record<string, unknown>) => void): void;
  getSessionInfo(): { sessionStatus: string; sessionId?: string; pinCode?: string; agents?: { userId: string; userName: string }[] };
}
declare global {
  interface Window {
    ZoomCobrowseSDK: { init(settings: object, callback?: (result: { session: PublicSession }) => void): Promise<PublicSession> };
  }
}

/** What the page's own session says of itself; `init` again gives the same session. Waits for the script behind the stub. */
export async function sessionInfo(page: Page): Promise<ReturnType<PublicSession['getSessionInfo']>> {
  await page.waitForFunction(() => 'CobrowseSDK' in window);
  return page.evaluate(async () => (await window.ZoomCobrowseSDK.init({})).getSessionInfo());
}

/** The PIN the customer would read out, once she has one. */
export async function pinOf(page: Page): Promise<string> {
  await expect.poll(async () => (await sessionInfo(page)).pinCode ?? '', { timeout: 15_000 }).not.toBe('');
  return (await sessionInfo(page)).pinCode ?? '';
}

/** Presses the demo's help button, once the page has wired it, and reads the PIN. */
export async function getHelp(page: Page): Promise<string> {
  await page.locator('#get-help[data-status]').evaluate((button: HTMLElement) => button.click());
  return pinOf(page);
}

/** Starts a session from a page whose integration made one, as its "help" button would. */
export async function startSharing(page: Page, service: Service): Promise<string> {
  const sdkToken = await service.token('customer', { userId: 'customer-1', userName: 'Customer' });
  await page.evaluate(async (token) => void (await (await window.ZoomCobrowseSDK.init({})).start({ sdkToken: token })), sdkToken);
  return pinOf(page);
}

/** The agent opens the desk, types the PIN and presses Enter; the page is there `within` ms. */
export async function joinAtDesk(page: Page, service: Service, pin: string, { token = '', within = 15_000 } = {}): Promise<void> {
  await page.goto(token ? `${service.origin}/sdkapi/zcb/frame-templates/desk?access_token=${token}` : `${service.origin}/demo/desk`);
  await page.locator('input[name=pin]').fill(pin);
  await page.keyboard.press('Enter');
  await mirrorOf(page, within);
}

/** The frame that shows the customer's page, once it has content. */
export async function mirrorOf(page: Page, within = 15_000): Promise<Frame> {
  await expect
    .poll(
      async () => {
        const frame = page.frames().find((each) => each.url() === 'about:srcdoc');
        return frame ? frame.evaluate(() => document.body?.childElementCount ?? 0).catch(() => 0) : 0;
      },
      { message: 'the mirror shows a page', timeout: within },
    )
    .toBeGreaterThan(0);
  const frame = page.frames().find((each) => each.url() === 'about:srcdoc');
  // It may go, and another come, at any time.
  return frame ?? mirrorOf(page, within);
}

/** Waits until both trees are equal and returns the text they share. */
export async function expectSameTree(customer: Page, agent: Page, masked?: string): Promise<string> {
  let shared = '';
  await expect(async () => {
    const frame = await mirrorOf(agent);
    const [theirs, ours] = await Promise.all([mirrorTree(frame), customerTree(customer, masked)]);
    expect(theirs).toBe(ours);
    shared = ours;
  }).toPass({ timeout: 40_000, intervals: [50, 100, 200, 400] });
  return shared;
}
