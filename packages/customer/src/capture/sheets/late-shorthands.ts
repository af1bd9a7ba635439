import type { LoadPart } from '../../parts/parts.js';
import type { Shorthands, ShorthandsOptions } from './shorthands.js';

/** Imported rules, what may be lost when it is overridden, and a longhand without a value, which waits for a shorthand's `var()`. */
const NEEDED = /^@import|var\(|[a-z]: [;!]/;

/**
 * Rules and `style` attributes as text. For what cannot be read back, or may not be later, a part is loaded; until it is here texts go
 * as they read, and it sees to what was lost. Without it a page shows what can be read.
 */
export function createLateShorthands(load: LoadPart, options: ShorthandsOptions & { wake(): void }): Shorthands {
  /** Of an imported sheet nothing is known until the part is here. */
  let imported: string | undefined;
  let asked = false;
  const come = async (): Promise<void> => {
    asked = true;
    try {
      Object.assign(late, (await load('shorthands')).createShorthands(options));
    } catch {
      imported = '';
    }
    options.wake();
  };
  const ask = (css: string): string => {
    if (!asked && NEEDED.test(css)) void come();
    return css;
  };
  const late: Shorthands = {
    rule: (rule, inner) => {
      const css = ask(rule.cssText);
      return rule.type === 3 ? imported : inner(css, rule.parentStyleSheet);
    },
    style: (_, css) => ask(css),
  };
  return late;
}
