import type { Pattern } from './policy.js';

const NAMES: readonly unknown[] = ['card', 'iban', 'ssn', 'email', 'phone'];

/** `piiMask.maskPatterns`; undefined where one of them is no pattern. */
export function readPatterns(given: unknown): Pattern[] | undefined {
  if (!Array.isArray(given)) return undefined;
  const out: Pattern[] = [];
  try {
    for (const one of given) {
      const { source, flags } = one as RegExp;
      if (NAMES.includes(one)) out.push(one as Pattern);
      else if (typeof source === 'string' && typeof flags === 'string') out.push({ source, flags: new RegExp(source, flags).flags });
      else return undefined;
    }
  } catch {
    return undefined;
  }
  return out;
}
