import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom, type Random } from '../../packages/testing/src/random.js';
import { type Service, startService } from '../e2e/service.js';
import { attackHttp } from './attack-http.js';
import { attackBefore, attackFraming, attackLive } from './attack-socket.js';
import { startControl } from './control-session.js';
import { watchMemory } from './memory.js';
import { createTally, type Tally } from './tally.js';
import { ENVIRONMENT, makeTarget, type Seat, type Target } from './target.js';

const LONG = process.env.SIGHTLINE_LONG === '1';
const SEED = Number(process.env.SIGHTLINE_SEED) || (LONG ? Date.now() % 2 ** 31 : 20_261_122);
const INPUTS = LONG ? 50_000 : 5_000;
/** The long run goes on until this has passed, however many it has made. */
const LONG_MS = 10 * 60_000;
const ATTACKERS = 6;
/** Two kilobytes kept for each input of the long run would show. */
const GROWTH_MB = 32;
/** The attack keeps both cores busy: late is fine, by seconds is not. */
const DISTURBED_MS = 2_000;

/** Reached in every run, or the attack is not deep enough to mean anything. */
const CAUSES = [
  '9999 invalid_argument',
  '2001 token_invalid',
  '2001 token_expired',
  '2001 token_access',
  '2001 token_no_permission',
  '1011 sdk_version_invalid',
  '1011 session_gone',
  '1001 site_invalid',
  '1011 site_invalid',
  '1006 pin_not_found',
  '1008 pin_too_long',
  '1008 pin_bad_chars',
  '1009 pin_required',
];
const PHASES = ['before hello', 'framing', 'live customer', 'live agent', 'survived customer', 'survived agent'];

let service: Service;
beforeAll(async () => {
  service = await startService(ENVIRONMENT);
}, 60_000);
afterAll(async () => {
  await service.stop();
}, 60_000);

/** One attacker: requests and sockets, one after the other, against sessions of its own. */
async function attack(target: Target, random: Random, tally: Tally, goOn: () => boolean): Promise<void> {
  let seat: Seat = await target.create();
  for (let turn = 0; goOn(); turn++) {
    if (turn % 12 === 0) seat = await target.create();
    const kind = random.int(20);
    if (kind < 13) await attackHttp(target, seat, random, tally);
    else if (kind < 16) await attackBefore(target, seat, random, tally);
    else if (kind < 17) await attackFraming(target, random, tally);
    else if (kind < 19) await attackLive(target, 'customer', await target.create(), random, tally);
    else await attackLive(target, 'agent', await target.find((await target.create()).pinCode, `agent ${turn}`), random, tally);
  }
}

test(`B12 hostile input at every entrance: refused by the table, nobody else disturbed, memory flat (seed ${SEED})`, {
  timeout: LONG ? LONG_MS * 1.5 : 180_000,
}, async () => {
  const target = await makeTarget(service.port);
  const tally = createTally();
  const control = await startControl(target);
  // Code is compiled and pools are filled before memory is looked at.
  const warm = createRandom(SEED);
  await attack(target, warm, tally, () => tally.inputs < INPUTS / 10);
  const memory = watchMemory(service.port, LONG ? 1_000 : 200);
  const until = Date.now() + LONG_MS;
  const goOn = (): boolean => tally.faults.length === 0 && (tally.inputs < INPUTS || (LONG && Date.now() < until));
  await Promise.all(Array.from({ length: ATTACKERS }, (_, n) => attack(target, createRandom(SEED + 1 + n), tally, goOn)));

  const { middle, last, resident } = memory.stop();
  const beside = await control.stop();
  const reached = [...tally.reached].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => `${what}: ${count}`);
  console.log(
    `seed ${SEED}: ${tally.inputs} inputs; heap ${middle.toFixed(0)} → ${last.toFixed(0)} MB, process at most ${resident.toFixed(0)} MB; ` +
      `control session ${beside.frames} frames, p95 ${beside.p95.toFixed(0)} ms, worst ${beside.worst.toFixed(0)} ms\n${reached.join(', ')}`,
  );
  expect(tally.faults, `seed ${SEED}`).toEqual([]);
  expect(service.log()).not.toMatch(/"level":(?:50|60)/);
  for (const cause of CAUSES) expect(tally.reached.has(`cause ${cause}`), `${cause} was never reached`).toBe(true);
  for (const phase of PHASES) expect(tally.reached.has(`phase ${phase}`), `${phase} was never reached`).toBe(true);
  expect(beside.faults).toEqual([]);
  expect(beside.frames).toBeGreaterThan(20);
  expect(beside.p95).toBeLessThan(DISTURBED_MS);
  expect(last).toBeLessThan(middle + GROWTH_MB);
  expect((await fetch(`${service.origin}/readyz`)).status).toBe(200);
});
