import type { Role } from '../session/state.js';

export interface Opener {
  sdkKey: string;
  role: Role;
  /** Unknown of a session whose opener has left it for good. */
  userId: string | undefined;
}

/** How many sessions live at once: of one user, and of one SDK key. `Infinity` is off. */
export interface SessionLimits {
  /** A place for one more session, or nothing where the limits are reached; called, the place is free again. */
  take(opener: Opener): (() => void) | undefined;
  /** The same for one that lives already. */
  add(opener: Opener): () => void;
}

export function limitSessions({ perUser, perKey }: { perUser: number; perKey: number }): SessionLimits {
  const counts = new Map<string, number>();

  const namesOf = ({ sdkKey, role, userId }: Opener): string[] => [
    sdkKey,
    ...(userId === undefined ? [] : [`${sdkKey}\n${role}\n${userId}`]),
  ];

  function change(name: string, by: 1 | -1): void {
    const count = (counts.get(name) ?? 0) + by;
    if (count > 0) counts.set(name, count);
    else counts.delete(name);
  }

  function add(opener: Opener): () => void {
    const names = namesOf(opener);
    for (const name of names) change(name, 1);
    let there = true;
    return () => {
      if (there) for (const name of names) change(name, -1);
      there = false;
    };
  }

  return {
    add,
    take(opener) {
      const [ofKey = '', ofUser = ''] = namesOf(opener);
      const reached = (counts.get(ofKey) ?? 0) >= perKey || (counts.get(ofUser) ?? 0) >= perUser;
      return reached ? undefined : add(opener);
    },
  };
}
