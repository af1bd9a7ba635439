import type { SeatKey } from '@sightline/link';

/** The agent's resume key over a reload of the same tab: `sessionStorage`, nothing else (surface §2). */
export interface KeyStore {
  read(): SeatKey | undefined;
  write(seat: SeatKey): void;
  clear(): void;
}

export function createKeyStore(window: Window, appKey: string): KeyStore {
  const name = `sightline.agent.${appKey}`;
  const storage = <T>(run: (storage: Storage) => T): T | undefined => {
    try {
      return run(window.sessionStorage);
    } catch {
      // Storage is refused: a reload then begins anew.
      return undefined;
    }
  };
  return {
    read() {
      return storage((s) => {
        const { sessionId, key } = JSON.parse(s.getItem(name) ?? '{}') as Record<string, unknown>;
        return typeof sessionId === 'string' && typeof key === 'string' ? { sessionId, key } : undefined;
      });
    },
    write({ sessionId, key }) {
      storage((s) => s.setItem(name, JSON.stringify({ sessionId, key })));
    },
    clear() {
      storage((s) => s.removeItem(name));
    },
  };
}
