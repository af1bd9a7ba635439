import { startForwarder } from '../lib/forwarder.mjs';
import { interleave } from '../lib/interleave.mjs';
import { openRoom, openSession } from '../lib/seats.mjs';
import { cpuOf, startService } from '../lib/service.mjs';

const SESSIONS = 20;
const FRAMES = 2000;
const BODY = 200;
const VIEW = 1;
const POINTER = 2;
const KEYFRAME = 3;

/** A frame as the protocol's `writeFrame` makes it, its body of no meaning to a relay. */
function frame(kind, flags, number, size) {
  const head = [kind, flags, 1];
  let rest = number;
  while (rest > 127) {
    head.push((rest & 127) | 128);
    rest >>>= 7;
  }
  head.push(rest);
  return Buffer.concat([Buffer.from(head), Buffer.alloc(size, 7)]);
}

const FLOOD = Array.from({ length: FRAMES }, (_, i) => frame(VIEW, i ? 0 : KEYFRAME, i, BODY));

/** Sends as fast as the socket takes it; settles when the other side has everything. */
function flood({ customer, agent }) {
  return new Promise((resolve) => {
    let arrived = 0;
    agent.on('message', (_data, binary) => {
      if (binary && ++arrived === FRAMES) resolve();
    });
    let next = 0;
    const more = () => {
      while (next < FRAMES && customer.bufferedAmount < 64 * 1024) customer.send(FLOOD[next++]);
      if (next < FRAMES) setImmediate(more);
    };
    more();
  });
}

/** Messages a second of the forwarding process's CPU: what one core of it carries, however busy the machine is. */
async function throughput(pid, open) {
  const sessions = await Promise.all(Array.from({ length: SESSIONS }, open));
  const before = await cpuOf(pid);
  await Promise.all(sessions.map(flood));
  const spent = (await cpuOf(pid)) - before;
  await Promise.all(sessions.map((session) => session.close()));
  return (SESSIONS * FRAMES * 1000) / spent;
}

const LIVE = 50;
const LIVE_MS = 3000;
const TICK_MS = 50;

/** Sessions one core carries, each 10 changes of 400 bytes and 20 pointer places a second to one agent. */
async function sessionsPerCore(service) {
  const sessions = await Promise.all(Array.from({ length: LIVE }, () => openSession(service)));
  for (const { customer } of sessions) customer.send(frame(VIEW, KEYFRAME, 0, 20_000));
  const before = await cpuOf(service.pid);
  const begun = performance.now();
  await new Promise((resolve) => {
    let tick = 0;
    const timer = setInterval(() => {
      tick++;
      for (const { customer } of sessions) {
        customer.send(frame(POINTER, 0, 0, 8));
        if (tick % 2) customer.send(frame(VIEW, 0, (tick + 1) / 2, 400));
      }
      if (performance.now() - begun < LIVE_MS) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
  });
  const share = ((await cpuOf(service.pid)) - before) / (performance.now() - begun);
  await Promise.all(sessions.map((session) => session.close()));
  return LIVE / share;
}

/** Lines of the service as a relay, against a bare forwarder of `ws`. */
export async function measure({ site, pairs, note, lines }) {
  const service = await startService(site);
  const bare = await startForwarder();
  const results = [];
  try {
    const flooded = 'relay messages a second (bare ws through ours)';
    if (lines.includes(flooded)) {
      const how = {
        ours: () => throughput(service.pid, () => openSession(service)),
        bare: () => throughput(bare.pid, () => openRoom(bare.port)),
      };
      const samples = await interleave(['ours', 'bare'], pairs, (who, round) => {
        note(`relay, ${who}, ${round}`);
        return how[who]();
      });
      results.push({ line: flooded, ours: samples.ours, peer: samples.bare, unit: '/s', moreIsBetter: true });
    }
    const live = 'relay, live sessions a core (500 through ours)';
    if (lines.includes(live)) {
      const samples = await interleave(['ours'], pairs, (_, round) => {
        note(`relay, live sessions, ${round}`);
        return sessionsPerCore(service);
      });
      results.push({ line: live, ours: samples.ours, unit: '', moreIsBetter: true });
    }
  } finally {
    await service.stop();
    await bare.stop();
  }
  return results;
}
