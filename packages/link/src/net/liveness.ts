import type { Natives } from './natives.js';

export interface LivenessOptions {
  /** Milliseconds between two pings; a peer silent for three is lost. */
  pingMs: number;
  natives: Natives;
  ping(n: number): void;
  /** The peer is lost. Called once. */
  lost(): void;
}

export interface Liveness {
  /** Something came from the peer. */
  heard(): void;
  /** The machine woke or the network changed: ask now, and believe silence sooner. */
  probe(): void;
  stop(): void;
}

const PROBE_MS = 3_000;

/**
 * Watches a connection by pings. A late timer (a sleeping machine, a throttled tab) proves nothing about the peer, so after
 * a long gap it asks once more before it gives up.
 */
export function watchLiveness(o: LivenessOptions): Liveness {
  const { natives } = o;
  let number = 0;
  let heardAt = natives.now();
  let tickAt = heardAt;
  let timer: unknown;
  let probeTimer: unknown;

  const stop = (): void => {
    natives.clearTimeout(timer);
    natives.clearTimeout(probeTimer);
  };
  const lost = (): void => {
    stop();
    o.lost();
  };
  const probe = (): void => {
    o.ping(++number);
    if (probeTimer !== undefined) return;
    const askedAt = natives.now();
    probeTimer = natives.setTimeout(() => {
      probeTimer = undefined;
      if (heardAt < askedAt) lost();
    }, PROBE_MS);
  };
  const tick = (): void => {
    const now = natives.now();
    const late = now - tickAt > 2 * o.pingMs;
    tickAt = now;
    if (late) probe();
    else if (now - heardAt > 3 * o.pingMs) return lost();
    else o.ping(++number);
    timer = natives.setTimeout(tick, o.pingMs);
  };
  timer = natives.setTimeout(tick, o.pingMs);
  return {
    heard: () => {
      heardAt = natives.now();
    },
    probe,
    stop,
  };
}
