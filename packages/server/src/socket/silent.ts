import { createNetworkShares } from '../access/network-shares.js';

/** Sockets that have not said hello yet, of everyone and of one address. */
export interface SilentSockets {
  /** `refuse`: over the bound of its address, but worth an answer; `drop`: too many even for that. */
  check(address: string): 'take' | 'refuse' | 'drop';
  /** A socket waits for its hello; `turnOut` sends it away for another one. The returned function says that it waits no more. */
  add(address: string, turnOut: () => void): () => void;
  /** A socket that is refused is being told so, until the returned function is called. */
  refusing(): () => void;
}

interface Silent {
  since: number;
  turnOut(): void;
}

/**
 * Where everybody's places are taken, the largest network's oldest socket goes for the new one: no network, however many addresses
 * it has, keeps others out. An address whose own are taken loses one only if that has had its time, `patienceMs`.
 */
export function countSilent(options: { total: number; perAddress: number; patienceMs: number; now(): number }): SilentSockets {
  const { total, perAddress, patienceMs, now } = options;
  const shares = createNetworkShares<Silent>();
  let refused = 0;
  return {
    check(address) {
      if (refused >= total) return 'drop';
      if (shares.of(address) >= perAddress) {
        const oldest = shares.oldestOf(address);
        if (!oldest || now() - oldest.since < patienceMs) return 'refuse';
        oldest.turnOut();
      } else if (shares.size >= total) {
        shares.oldestOfLargest()?.turnOut();
      }
      return 'take';
    },
    add: (address, turnOut) => shares.add(address, { since: now(), turnOut }),
    refusing() {
      refused++;
      return () => void refused--;
    },
  };
}
