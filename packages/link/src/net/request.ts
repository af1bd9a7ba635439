import { type ClientErrorId, errorFromWire, makeError } from '@sightline/protocol';
import { failure, type Result, success } from '../call/result.js';
import { TRIES, TRY_MS, pauseBetween } from './attempts.js';
import { within } from '../call/ending.js';
import type { Natives } from './natives.js';
import { parse } from './parse.js';
import { toJson } from './to-json.js';

export interface RequestOptions<T> {
  url: string;
  body: object;
  /** Reads the answer; `undefined` where it is not what was asked for. */
  read(answer: unknown): T | undefined;
  /** The error of an answer that is none of the table. */
  fallback: ClientErrorId;
  natives: Natives;
}

/**
 * POSTs JSON, 3 times at most, each at most 3 s (spec: errors §6). Any HTTP answer settles it; without one: `network`.
 */
export async function request<T>(o: RequestOptions<T>): Promise<Result<T>> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const answer = await once(o);
    if (answer !== undefined) return settled(o, answer);
    if (attempt < TRIES) await pauseBetween(attempt, o.natives);
  }
  return failure(makeError('1016:network'));
}

interface Answer {
  ok: boolean;
  body: unknown;
}

function settled<T>(o: RequestOptions<T>, answer: Answer): Result<T> {
  if (!answer.ok) return failure(errorFromWire(answer.body, o.fallback));
  const value = o.read(answer.body);
  return value === undefined ? failure(makeError(o.fallback)) : success(value);
}

/** One attempt; `undefined` where no whole answer came in time: a page's own `fetch` may hear of no signal. */
async function once<T>(o: RequestOptions<T>): Promise<Answer | undefined> {
  const abort = new AbortController();
  const answer = await within(ask(o, abort.signal), TRY_MS, o.natives);
  abort.abort();
  return answer;
}

async function ask<T>(o: RequestOptions<T>, signal: AbortSignal): Promise<Answer | undefined> {
  try {
    const response = await o.natives.fetch(o.url, {
      method: 'POST',
      mode: 'cors',
      credentials: 'omit',
      cache: 'no-store',
      headers: { 'content-type': 'application/json' },
      body: toJson(o.body),
      signal,
    });
    const text = await response.text();
    return { ok: response.ok, body: parse(text) };
  } catch {
    return undefined;
  }
}
