import type { Random } from '../../packages/testing/src/random.js';
import { bytesOf, type HttpInput, httpInput } from './http-inputs.js';
import { type RawAnswer, sendRaw } from './raw-http.js';
import { leaks } from './rows.js';
import type { Tally } from './tally.js';
import type { Seat, Target } from './target.js';

/** Longer than any bound of the service on a request. */
const DEADLINE_MS = 40_000;

/** Sends one hostile request and judges the answer. */
export async function attackHttp(target: Target, seat: Seat, random: Random, tally: Tally): Promise<void> {
  const input = httpInput(target, seat, random);
  const sent = bytesOf(input, random);
  const where = `${input.method.slice(0, 20)} ${input.path.slice(0, 80)}`;
  tally.inputs++;
  const answer = await sendRaw(target.port, sent, DEADLINE_MS).catch((error: Error) => {
    tally.fault(`${where}: ${error.message}`);
    return undefined;
  });
  tally.reach(`entrance ${input.entrance}`, `status ${answer?.status ?? 'none'}`);
  if (!answer && sent.whole) tally.fault(`${where}: no answer`);
  if (answer) judge({ where, ...input }, answer, tally);
}

function judge({ where, method, entrance }: HttpInput & { where: string }, { status, headers, body }: RawAnswer, tally: Tally): void {
  const leak = leaks(headers) ?? (status >= 400 ? leaks(body) : undefined);
  if (leak) tally.fault(`${where}: ${status} shows ${leak}: ${body.slice(0, 200)}`);
  if (status >= 500) tally.fault(`${where}: ${status} ${body.slice(0, 200)}`);
  if (status < 400 || method === 'HEAD') return;
  if (!/content-type: application\/json/i.test(headers)) {
    // The demo is a site of its own, with pages for people; a hint to build is one for the operator.
    if (!entrance.startsWith('demo') && !body.includes('is not built'))
      tally.fault(`${where}: ${status} ${headers.slice(0, 200)} ${body.slice(0, 100)}`);
    return;
  }
  const value = parse(body);
  // The token endpoint of the demo names everything wrong at once (surface §3).
  if (entrance === 'demo token' && Array.isArray((value as { errors?: unknown } | undefined)?.errors)) {
    tally.reach('cause demo errors');
    return;
  }
  if (value === undefined) tally.fault(`${where}: ${headers} | ${body.slice(0, 700)}`);
  else tally.row(where, value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
