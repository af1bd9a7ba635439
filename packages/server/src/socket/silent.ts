/** Sockets that have not said hello yet, of everyone and of one address. */
export interface SilentSockets {
  /** `refuse`: over the bounds, but worth an answer; `drop`: too many even for that. */
  check(address: string): 'take' | 'refuse' | 'drop';
  add(address: string): void;
  remove(address: string): void;
}

export function countSilent({ total, perAddress }: { total: number; perAddress: number }): SilentSockets {
  const byAddress = new Map<string, number>();
  let all = 0;
  return {
    check(address) {
      if (all >= 2 * total) return 'drop';
      return all >= total || (byAddress.get(address) ?? 0) >= perAddress ? 'refuse' : 'take';
    },
    add(address) {
      all++;
      byAddress.set(address, (byAddress.get(address) ?? 0) + 1);
    },
    remove(address) {
      all--;
      const left = (byAddress.get(address) ?? 1) - 1;
      if (left > 0) byAddress.set(address, left);
      else byAddress.delete(address);
    },
  };
}
