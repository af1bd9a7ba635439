import type { SessionSave } from '../store/session-store.js';
import type { Store } from '../store/store.js';

export interface Keeper {
  /** Keeps this; rejects where it did not work at once, and goes on trying. Calls for one session come one after another. */
  keep(save: SessionSave): Promise<void>;
  /** One last try for everything that is not kept yet. */
  stop(): Promise<void>;
}

/**
 * A session goes on when its store fails; what it could not keep must be kept later, the end of a session above all: otherwise
 * the next start would take up again what is over. Only the newest state of a session is tried again, with all who have gone since.
 */
export function createKeeper(options: { store: Pick<Store, 'saveSession'>; againMs: number }): Keeper {
  const { store, againMs } = options;
  const unsaved = new Map<string, SessionSave>();
  let working: { id: string; done: Promise<void> } | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function again(save: SessionSave): Promise<void> {
    await store.saveSession(save);
    const { id } = save.record;
    if (unsaved.get(id) === save) unsaved.delete(id);
  }

  async function catchUp(): Promise<void> {
    for (const save of unsaved.values()) {
      const { id } = save.record;
      if (unsaved.get(id) !== save) continue;
      working = { id, done: again(save) };
      await working.done;
      working = undefined;
    }
  }

  function schedule(): void {
    if (timer || unsaved.size === 0) return;
    timer = setTimeout(() => {
      catchUp()
        .catch(() => {
          // Told of at the first failure; the next round tries again.
          working = undefined;
        })
        .finally(() => {
          timer = undefined;
          schedule();
        });
    }, againMs);
  }

  return {
    async keep(save) {
      const { id } = save.record;
      // An older state that is just being written must not land after this one.
      if (working?.id === id) await working.done.catch(() => {});
      // Who has gone is told to the store once; a save that failed did not tell it.
      const carried = [...(unsaved.get(id)?.gone ?? []), ...(save.gone ?? [])];
      const whole = carried.length > 0 ? { ...save, gone: carried } : save;
      try {
        await store.saveSession(whole);
        unsaved.delete(id);
      } catch (error) {
        unsaved.set(id, whole);
        schedule();
        throw error;
      }
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await working?.done.catch(() => {});
      await Promise.allSettled([...unsaved.values()].map(again));
    },
  };
}
