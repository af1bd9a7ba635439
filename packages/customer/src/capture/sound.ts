import type { Natives } from './natives.js';

/**
 * Whether what the gate relies on tells the truth. A page may have replaced it, before us or since: a `querySelectorAll` that
 * finds nothing, a `RegExp` that never matches would let a secret out. Where an answer is wrong nothing is encoded.
 */
export interface Soundness {
  /** The DOM's own methods, taken once: asked before a capture begins. */
  dom(): boolean;
  /** What is looked up anew at each use: asked before each flush, and after each fault. Where it is broken, `end` and then `fault` hear of it. */
  broken(end: () => void, fault: (error: Error) => void): boolean;
}

export function createSoundness(window: Window & typeof globalThis, natives: Natives): Soundness {
  const { document } = window;
  const input = natives.make('input') as HTMLInputElement;
  const around = document.createDocumentFragment();
  input.setAttribute('type', 'hidden');
  around.append(input);
  const set = new Set<unknown>([input]);
  const map = new Map([[input, 1]]);
  const language = (): boolean => {
    try {
      // With `call` broken nothing can be looked at at all: there is no part to leave out.
      const all = natives.matches.call(input, '*') && natives.querySelectorAll(around as unknown as ShadowRoot, 'input').length === 1;
      return all && /^[a-s]+$/i.test('Bad') && !/^[a-s]+$/i.test('x') && set.has(input) && map.get(input) === 1;
    } catch {
      return false;
    }
  };
  /** Without records of what changes nothing that comes later would be seen, or judged. */
  const observes = (): boolean => {
    const observer = natives.makeObserver(() => undefined);
    observer.observe(input, { attributes: true });
    input.setAttribute('type', 'hidden');
    return observer.takeRecords().length === 1;
  };
  return {
    dom: () =>
      observes() &&
      natives.matches.call(input, '[type=hidden]') &&
      !natives.matches.call(input, 'a') &&
      natives.getAttribute.call(input, 'type') === 'hidden' &&
      natives.input.type.call(input) === 'hidden' &&
      natives.querySelectorAll(around as unknown as ShadowRoot, 'input')[0] === input &&
      (natives.querySelectorAll(document, ':root')[0] ?? null) === document.documentElement,
    broken(end, fault) {
      if (language()) return false;
      end();
      fault(new Error('the page has replaced what masking needs'));
      return true;
    },
  };
}
