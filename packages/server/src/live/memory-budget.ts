/** What a session holds of the budget. */
export interface MemoryShare {
  /** Takes room, where it must from sessions nobody watches; false where there is none. */
  take(bytes: number): boolean;
  give(bytes: number): void;
  readonly held: number;
  /** Gives everything back, for good. */
  stop(): void;
}

export interface MemoryHolder {
  /** Somebody sees what it keeps. */
  watched(): boolean;
  /** Lets go of everything that can be had again: it is asked for when somebody wants it. */
  release(): void;
}

/** One budget for the assets, frame logs and drawings of all sessions of the process, in bytes. */
export interface MemoryBudget {
  share(holder: MemoryHolder): MemoryShare;
  readonly used: number;
  readonly total: number;
  /** What is watched leaves no room for another session. */
  readonly full: boolean;
}

export interface MemoryBudgetOptions {
  total: number;
  now(): number;
  /** So much was given back. */
  freed?(bytes: number): void;
}

/** A budget this full of what is watched takes no new session: those that live grow. */
const FULL = 0.9;
/** Where nothing could be let go of, it is not looked for again before this. */
const LOOK_MS = 1_000;

export function createMemoryBudget({ total, now, freed }: MemoryBudgetOptions): MemoryBudget {
  const shares = new Map<MemoryShare, MemoryHolder>();
  let used = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** The largest of those nobody watches go first. */
  function makeRoom(bytes: number, asking: MemoryShare): void {
    if (now() - lookedAt < LOOK_MS) return;
    const idle = [...shares].filter(([share, holder]) => share !== asking && share.held > 0 && !holder.watched());
    idle.sort(([one], [other]) => other.held - one.held);
    for (const [, holder] of idle) {
      if (used + bytes <= total) return;
      holder.release();
    }
    if (used + bytes > total) lookedAt = now();
  }

  return {
    share(holder) {
      let held = 0;
      const share: MemoryShare = {
        take(bytes) {
          if (used + bytes > total) makeRoom(bytes, share);
          if (used + bytes > total || !shares.has(share)) return false;
          used += bytes;
          held += bytes;
          return true;
        },
        give(bytes) {
          if (!shares.has(share)) return;
          used -= bytes;
          held -= bytes;
          freed?.(bytes);
        },
        get held() {
          return held;
        },
        stop() {
          if (!shares.delete(share)) return;
          used -= held;
          freed?.(held);
          held = 0;
        },
      };
      shares.set(share, holder);
      return share;
    },
    get used() {
      return used;
    },
    total,
    get full() {
      if (used < FULL * total) return false;
      let watched = 0;
      for (const [share, holder] of shares) if (holder.watched()) watched += share.held;
      return watched >= FULL * total;
    },
  };
}
