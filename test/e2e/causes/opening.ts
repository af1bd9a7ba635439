import type { Page } from '@playwright/test';

/** What came of one `init`. */
export interface Opened {
  ways: ('callback' | 'rejection' | 'promise')[];
  same: boolean;
  success: unknown;
  error: Record<string, unknown> | null;
  /** A session is given even where it failed; now it is the page's `session`. */
  session: boolean;
}

/** Calls `init` on a page that was opened `manual`. */
export function callInit(page: Page, settings: object): Promise<Opened> {
  return page.evaluate(async (given) => {
    const { ZoomCobrowseSDK, ZoomCobrowseAgentSDK } = window as unknown as Record<string, { init(...args: unknown[]): Promise<unknown> }>;
    const ways: ('callback' | 'rejection' | 'promise')[] = [];
    const seen: unknown[] = [];
    const note = (way: (typeof ways)[number], value: unknown): void => {
      ways.push(way);
      if (way !== 'promise') seen.push(value);
    };
    let answer: { success?: unknown; session?: unknown; error?: unknown } = {};
    const heard = (result: typeof answer): void => {
      answer = result;
      (window as unknown as { session: unknown }).session = result.session;
      note('callback', result.error);
    };
    await (ZoomCobrowseSDK ?? ZoomCobrowseAgentSDK)?.init(given, heard).then(
      (value) => note('promise', value),
      (error: unknown) => note('rejection', error),
    );
    return {
      ways,
      same: seen.every((one) => one === seen[0] && one instanceof Error),
      success: answer.success,
      error: JSON.parse(JSON.stringify(seen[0] ?? null)) as Record<string, unknown> | null,
      session: typeof answer.session === 'object' && answer.session !== null,
    };
  }, settings);
}
