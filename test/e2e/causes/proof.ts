import { expect, type Page } from '@playwright/test';
import { type Call, callOne, type Outcome } from './calls.js';
import { type CauseId, ROWS } from './rows.js';

/** Causes that a test of this run has brought about for real, each with where it was seen. */
export const proven = new Map<CauseId, Set<string>>();

const FIELDS = 'action cause code errorCode errorMsg exception message name retryable'.split(' ');
/** Nothing of how the service is made, and no token (errors §1). */
const SECRETS = /eyJ[\w-]{10,}|node_modules|\.ts\b|\bat \S+ \(|\/(?:home|tmp|work|root|usr)\//;

export interface Expected {
  /** Where it was seen, for the list of proofs: `customer start`. */
  at: string;
  /** The name an `invalid_argument` gives. */
  field?: string;
}

/** Every field of errors §1, and no other. */
export function expectError(error: Record<string, unknown> | null | undefined, id: CauseId, { at, field }: Expected): void {
  const { code, exception, message: template, retryable } = ROWS[id];
  const message = field === undefined ? template : template.replace('{field}', field);
  const limited = id === '9999:rate_limited';
  expect(error, at).toMatchObject({
    code,
    errorCode: code,
    exception,
    name: exception,
    message,
    errorMsg: message,
    cause: id.slice(id.indexOf(':') + 1),
    retryable,
  });
  expect(Object.keys(error ?? {}).sort(), at).toEqual([...FIELDS, ...(limited ? ['retryAfterMs'] : [])].sort());
  expect(error?.action, at).toMatch(/^\p{Lu}.{10,138}\.$/u);
  if (limited) expect(error?.retryAfterMs, at).toBeGreaterThan(0);
  expect(JSON.stringify(error), at).not.toMatch(SECRETS);
  proven.set(id, (proven.get(id) ?? new Set()).add(at));
}

/** One failed call: event, callback, rejection, one object, one task, every field. */
export function expectOutcome(outcome: Outcome, id: CauseId, expected: Expected): void {
  expectError(outcome.error, id, expected);
  expect(outcome, expected.at).toMatchObject({
    ways: ['event', 'callback', 'rejection'],
    same: true,
    oneTask: true,
    success: false,
    spread: outcome.error,
  });
  // Errors §6: every call settles within 20 s.
  expect(outcome.ms, expected.at).toBeLessThan(20_000);
}

/** Makes a call that must fail for this cause. `call` as in `callOne`. */
export async function expectFailure(page: Page, id: CauseId, call: Call, expected: Expected): Promise<Outcome> {
  const outcome = await callOne(page, ...call);
  expectOutcome(outcome, id, expected);
  return outcome;
}

/** No call has left an unhandled rejection or a thrown error in the page. */
export async function expectQuiet(page: Page): Promise<void> {
  const left = await page.evaluate(() => {
    const { unhandled, reported } = window as unknown as { unhandled: string[]; reported: string[] };
    return { unhandled, reported };
  });
  expect(left).toEqual({ unhandled: [], reported: [] });
}
