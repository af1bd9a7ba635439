import type { Random } from '../../packages/testing/src/random.js';

const STRANGE: ((random: Random) => unknown)[] = [
  () => null,
  () => undefined,
  () => '',
  () => ' ',
  () => true,
  () => -1,
  () => 1e308,
  () => 0.5,
  () => 2 ** 32,
  () => Number.MAX_SAFE_INTEGER,
  () => [],
  () => ({}),
  () => ({ length: 5, toString: 'x' }),
  () => '\u0000',
  () => '\ud800',
  () => 'ünïcode\u202e💥',
  () => '__proto__',
  () => "' or 1=1 --",
  () => '../../../etc/hostname',
  () => '$where{{7*7}}<script>',
  (random) => 'x'.repeat(random.pick([33, 65, 129, 257, 2_049, 4_097, 9_000])),
  (random) => Array.from({ length: random.int(600) }, () => random.int(10)),
  (random) => nested(random.int(400)),
  (random) => String.fromCharCode(...Array.from({ length: random.int(40) }, () => random.int(0x3000))),
];

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value };
  return value;
}

/** A valid value with one thing of it broken, so that it gets as far as what is left of it allows. */
export function breakOne(value: Record<string, unknown>, random: Random): Record<string, unknown> {
  const names = Object.keys(value);
  const name = names.length > 0 ? random.pick(names) : 'x';
  const held = value[name];
  switch (random.int(6)) {
    case 0: {
      const { [name]: _, ...rest } = value;
      return rest;
    }
    case 1:
      return { ...value, [random.pick(['extra', 'constructor', 'role', 't', '0', ''])]: random.pick(STRANGE)(random) };
    case 2:
      if (typeof held === 'object' && held !== null && !Array.isArray(held))
        return { ...value, [name]: breakOne(held as Record<string, unknown>, random) };
      return { ...value, [name]: random.pick(STRANGE)(random) };
    case 3:
      if (typeof held === 'string' && held.length > 0) return { ...value, [name]: flip(held, random) };
      if (typeof held === 'number') return { ...value, [name]: held + random.pick([-1, 1, 1000, 2 ** 31]) };
      return { ...value, [name]: random.pick(STRANGE)(random) };
    default:
      return { ...value, [name]: random.pick(STRANGE)(random) };
  }
}

function flip(text: string, random: Random): string {
  const at = random.int(text.length);
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << random.int(7))) + text.slice(at + 1);
}

/** Bytes flipped, cut, repeated or made up. */
export function breakBytes(bytes: Uint8Array, random: Random): Buffer {
  const own = Buffer.from(bytes);
  switch (random.int(5)) {
    case 0:
      return own.subarray(0, random.int(own.length + 1));
    case 1:
      return Buffer.from(Array.from({ length: random.int(300) }, () => random.int(256)));
    case 2:
      return Buffer.concat([own, own]);
    default:
      for (let n = random.int(6); n >= 0 && own.length > 0; n--) {
        const at = random.int(own.length);
        own[at] = (own[at] ?? 0) ^ (1 << random.int(8));
      }
      return own;
  }
}
