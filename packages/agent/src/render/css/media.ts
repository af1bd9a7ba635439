/** Conditions every engine knows to be true or false, whatever the frame's size. */
const TRUE = '(min-width:0px)';
const FALSE = '(max-width:-1px)';

const UNITS: Record<string, number> = { '': 1, px: 1, em: 16, rem: 16, dppx: 1, x: 1, dpi: 1 / 96, dpcm: 2.54 / 96 };
const GAMUTS = ['srgb', 'p3', 'rec2020'];

function amount(text: string | undefined): number | undefined {
  const match = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z]*)\s*$/.exec(text ?? '');
  const unit = match ? UNITS[match[2] ?? ''] : undefined;
  return match && unit !== undefined ? Number(match[1]) * unit : undefined;
}

function compare(left: number, operator: string | undefined, right: number): boolean {
  const near = Math.abs(left - right) < 1e-3;
  if (operator === '=') return near;
  const less = operator?.startsWith('<');
  return (near && operator?.endsWith('=') === true) || (!near && (less ? left < right : left > right));
}

/** A feature's own name under the spellings that ask for a bound: `[name, '>=' | '<=' | '=']`. */
function bound(name: string): [string, string] {
  const ratio = /^-(?:webkit|moz)-(min-|max-)?device-pixel-ratio$|^(min|max)--moz-device-pixel-ratio$/.exec(name);
  const plain = ratio ? `${ratio[1] ?? (ratio[2] ? `${ratio[2]}-` : '')}resolution` : name;
  if (plain.startsWith('min-')) return [plain.slice(4), '>='];
  if (plain.startsWith('max-')) return [plain.slice(4), '<='];
  return [plain, '='];
}

function evaluate(condition: string, media: Readonly<Record<string, string>>): boolean | undefined {
  const range = /^([^<>=]*?)\s*([<>]=?|=)\s*([^<>=]*?)(?:\s*([<>]=?)\s*([^<>=]*))?$/.exec(condition);
  if (range) {
    const [, first, operator, second, operator2, third] = range;
    const nameFirst = first !== undefined && Object.hasOwn(media, first);
    const name = nameFirst ? first : second;
    if (name === undefined || !Object.hasOwn(media, name)) return undefined;
    const actual = amount(media[name]);
    const limit = amount(nameFirst ? second : first);
    if (actual === undefined || limit === undefined) return undefined;
    const holds = nameFirst ? compare(actual, operator, limit) : compare(limit, operator, actual);
    if (operator2 === undefined) return holds;
    const upper = amount(third);
    return upper === undefined ? undefined : holds && compare(actual, operator2, upper);
  }
  const colon = condition.indexOf(':');
  const [name, operator] = bound((colon < 0 ? condition : condition.slice(0, colon)).trim());
  if (!Object.hasOwn(media, name)) return undefined;
  const values = (media[name] ?? '').toLowerCase().split(/\s+/);
  if (colon < 0) return !['none', 'no-preference', '0', ''].includes(values[0] ?? '');
  const wanted = condition.slice(colon + 1).trim();
  if (name === 'color-gamut') return GAMUTS.indexOf(wanted) >= 0 && GAMUTS.indexOf(wanted) <= GAMUTS.indexOf(values[0] ?? '');
  const actual = amount(media[name]);
  const limit = amount(wanted);
  if (actual !== undefined && limit !== undefined) return compare(actual, operator, limit);
  return values.includes(wanted);
}

/**
 * Replaces every media feature that `media` knows by a condition that is as true for the agent as it is for the customer
 * (design decision 10). Features the frame's own size decides stay as they are.
 */
export function resolveMedia(query: string, media: Readonly<Record<string, string>>): string {
  if (!query.includes('(')) return query;
  return query.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/\(([^()]*)\)/g, (all, inner: string) => {
    const holds = evaluate(inner.trim().toLowerCase(), media);
    return holds === undefined ? all : holds ? TRUE : FALSE;
  });
}
