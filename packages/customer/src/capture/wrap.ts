import { quietly } from '@sightline/link';

type Method = (this: never, ...args: never[]) => unknown;
type Part = 'value' | 'set';

/** Wrappers around the page's functions, and the way back. */
export interface Wraps {
  /** Replaces one function of a descriptor, where the browser has it. */
  wrap(owner: object | undefined, name: string, part: Part, around: (original: Method) => Method): void;
  /** Of an interface, where the browser has it: calls the original, then tells. What the original throws or returns is the page's. */
  after(
    owner: { prototype: object } | undefined,
    names: string,
    part: Part,
    tell: (self: never, result: unknown, args: readonly unknown[]) => void,
  ): void;
  /** Runs what a wrapper has to tell, while this lives; nothing of it reaches the page. */
  told(tell: () => void): void;
  /** Puts back what is still ours; what somebody wrapped stays as a pass-through. */
  stop(): void;
}

export function createWraps(): Wraps {
  const { apply } = Reflect;
  const { defineProperty, getOwnPropertyDescriptor } = Object;
  const restore: (() => void)[] = [];
  let live = true;
  const told = (tell: () => void): void => {
    if (!live) return;
    try {
      tell();
    } catch {
      // It is found all the same where things are compared.
    }
  };
  const wrap: Wraps['wrap'] = (owner, name, part, around) => {
    const descriptor = owner && getOwnPropertyDescriptor(owner, name);
    const original = descriptor?.[part] as Method | undefined;
    if (!owner || !descriptor?.configurable || typeof original !== 'function') return;
    const ours = around(original);
    try {
      for (const key of ['name', 'length'] as const) defineProperty(ours, key, { value: original[key], configurable: true });
      defineProperty(owner, name, { ...descriptor, [part]: ours });
    } catch {
      return;
    }
    restore.push(() => {
      if (getOwnPropertyDescriptor(owner, name)?.[part] === ours) defineProperty(owner, name, descriptor);
    });
  };
  return {
    wrap,
    told,
    after(owner, names, part, tell) {
      for (const name of names.split(' ')) {
        wrap(owner?.prototype, name, part, (original) => {
          return function (this: never, ...args: never[]): unknown {
            const result = apply(original, this, args);
            told(() => tell(this, result, args));
            return result;
          };
        });
      }
    },
    stop() {
      live = false;
      for (let i = restore.length - 1; i >= 0; i--) void quietly(restore[i] as () => void);
    },
  };
}
