import type { Page } from '@playwright/test';

/** One call of a method of the page's session; a callback is put behind the arguments. */
export type Call = readonly [method: string, ...args: unknown[]];

/** What came of one call, in the order it came. */
export interface Outcome {
  ways: ('event' | 'callback' | 'rejection' | 'promise')[];
  /** All of them gave one object, an `Error`. */
  same: boolean;
  /** Nothing else ran between the first and the last. */
  oneTask: boolean;
  /** `success` of the callback's answer. */
  success: unknown;
  /** The error as JSON, or `null`. */
  error: Record<string, unknown> | null;
  /** The error's own enumerable fields, as spreading takes them. */
  spread: Record<string, unknown>;
  /** Milliseconds from the call to its end. */
  ms: number;
}

type Method = (...args: unknown[]) => Promise<unknown>;

interface Session {
  on: Method;
  off: Method;
  [method: string]: Method;
}

/** Makes calls on the page's session, all in one tick, and waits until each has settled. */
export function callAll(page: Page, calls: readonly Call[]): Promise<Outcome[]> {
  return page.evaluate(async (all) => {
    const session = (window as unknown as { session: Session }).session;
    type Way = 'event' | 'callback' | 'rejection' | 'promise';
    const seen: { way: Way; call: number; value: unknown; task: number }[] = [];
    let task = 0;
    const note = (way: Way, call: number, value: unknown): void => {
      seen.push({ way, call, value, task });
      const next = new MessageChannel();
      next.port1.onmessage = () => {
        task++;
        next.port1.close();
      };
      next.port2.postMessage(0);
    };
    const onError = (error: unknown): void => note('event', -1, error);
    void session.on('session_error', onError);
    const answers: unknown[] = [];
    const times: number[] = [];
    const from = performance.now();
    await Promise.all(
      all.map(([method, ...args], i) => {
        const callback = (answer: { error?: unknown }): void => {
          answers[i] = answer;
          note('callback', i, answer.error);
        };
        const settled = (way: Way) => (value: unknown) => {
          times[i] = performance.now() - from;
          note(way, i, value);
        };
        return (session[method] as Method)(...args, callback).then(settled('promise'), settled('rejection'));
      }),
    );
    void session.off('session_error', onError);
    return all.map((_, i) => {
      const error = seen.find((one) => one.call === i && one.way === 'rejection')?.value;
      const own = seen.filter((one) => one.call === i || (one.way === 'event' && one.value === error));
      return {
        ways: own.map((one) => one.way),
        same: own.every((one) => one.value === error && one.value instanceof Error),
        oneTask: own.every((one) => one.task === own[0]?.task),
        success: (answers[i] as { success?: unknown } | undefined)?.success,
        error: error === undefined ? null : JSON.parse(JSON.stringify(error)),
        spread: { ...(error as object) } as Record<string, unknown>,
        ms: times[i] ?? Number.NaN,
      };
    });
  }, calls);
}

export async function callOne(page: Page, ...call: Call): Promise<Outcome> {
  const [outcome] = await callAll(page, [call]);
  if (!outcome) throw new Error('no outcome');
  return outcome;
}
