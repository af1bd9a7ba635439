import type { SessionEffect } from '../session/effect.js';
import type { SessionState } from '../session/state.js';

export interface Batch {
  state: SessionState;
  effects: SessionEffect[];
}

export interface EffectRunner {
  run(batch: Batch): void;
  /** Resolves when everything given so far is done. */
  settled(): Promise<void>;
}

/**
 * Carries out effects strictly in order, batch after batch. `save` is waited for, so that nobody is told what a crash
 * would undo; without a save pending everything happens in the same tick.
 */
export function createEffectRunner(options: {
  save(state: SessionState): Promise<void>;
  /** `saved`: every save before it in its batch succeeded. */
  perform(effect: Exclude<SessionEffect, { type: 'save' }>, saved: boolean): void;
  /** `perform` threw; what follows in its batch is still done. */
  fault(error: unknown): void;
}): EffectRunner {
  const queue: Batch[] = [];
  let running: Promise<void> | undefined;

  /** Works until a save has to be waited for; hands back its promise. */
  function step(batch: Batch, from: number, saved: boolean): Promise<void> | undefined {
    for (let at = from; at < batch.effects.length; at++) {
      const effect = batch.effects[at];
      if (effect === undefined) continue;
      if (effect.type !== 'save') {
        try {
          options.perform(effect, saved);
        } catch (error) {
          options.fault(error);
        }
        continue;
      }
      return options.save(batch.state).then(
        () => step(batch, at + 1, saved),
        () => step(batch, at + 1, false),
      );
    }
    return undefined;
  }

  function drain(): void {
    while (!running) {
      const batch = queue.shift();
      if (!batch) return;
      running = step(batch, 0, true)?.then(() => {
        running = undefined;
        drain();
      });
    }
  }

  const settled = async (): Promise<void> => {
    if (!running) return;
    await running;
    return settled();
  };

  return {
    settled,
    run(batch) {
      if (batch.effects.length === 0) return;
      queue.push(batch);
      drain();
    },
  };
}
