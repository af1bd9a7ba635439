import { networksOf } from './networks.js';

/** Places that everybody shares. Where they are taken, whoever's network holds the most loses its oldest. */
export interface NetworkShares<T> {
  readonly size: number;
  /** Places of one address. */
  of(address: string): number;
  /** The holder that has waited longest, of one address. */
  oldestOf(address: string): T | undefined;
  /** The holder that has waited longest in the largest network: of the widest networks the largest, of those in it, of its addresses. */
  oldestOfLargest(): T | undefined;
  /** Takes a place; the returned function gives it back, once. */
  add(address: string, holder: T): () => void;
}

interface Network<T> {
  size: number;
  readonly networks: Map<string, Network<T>>;
  /** Of one address, in order of coming. */
  readonly holders: Set<T>;
}

export function createNetworkShares<T extends object>(): NetworkShares<T> {
  const make = (): Network<T> => ({ size: 0, networks: new Map(), holders: new Set() });
  const all = make();

  function find(address: string): Network<T> | undefined {
    let at: Network<T> | undefined = all;
    for (const name of networksOf(address)) at = at?.networks.get(name);
    return at;
  }

  const first = (network: Network<T> | undefined): T | undefined => network?.holders.values().next().value;

  function largest(network: Network<T>): Network<T> {
    let found: Network<T> | undefined;
    for (const one of network.networks.values()) if (!found || one.size > found.size) found = one;
    return found ? largest(found) : network;
  }

  return {
    get size() {
      return all.size;
    },
    of: (address) => find(address)?.size ?? 0,
    oldestOf: (address) => first(find(address)),
    oldestOfLargest: () => first(largest(all)),
    add(address, holder) {
      const names = networksOf(address);
      const path = [all];
      for (const name of names) {
        const above = path.at(-1) as Network<T>;
        const network = above.networks.get(name) ?? make();
        above.networks.set(name, network);
        path.push(network);
      }
      for (const network of path) network.size++;
      const leaf = path.at(-1) as Network<T>;
      leaf.holders.add(holder);
      return () => {
        if (!leaf.holders.delete(holder)) return;
        for (const network of path) network.size--;
        // An empty network is forgotten, from the narrowest on.
        for (let level = names.length; level > 0 && path[level]?.size === 0; level--)
          path[level - 1]?.networks.delete(names[level - 1] as string);
      };
    },
  };
}
