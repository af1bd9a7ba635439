import { MalformedFrame, type ViewMeta } from '@sightline/protocol';
import { TOLD_STATES } from './css/pseudo-classes.js';

const MAX_SIDE = 20_000;
const NAME = /^[a-z][\w.\-\u00b7-\uffff]{0,255}$/;

const side = (value: unknown, kept: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(MAX_SIDE, Math.max(1, Math.round(value))) : kept;
/** Elements in one state. */
const MAX_IN_STATE = 10_000;
const statesOf = (value: object): Record<string, number[]> =>
  Object.fromEntries(
    TOLD_STATES.map(([selector]) => {
      const ids: unknown = (value as Record<string, unknown>)[selector];
      return [selector, Array.isArray(ids) ? ids.slice(0, MAX_IN_STATE).map(Number) : []];
    }),
  );
const text = (value: unknown, kept: string): string => (typeof value === 'string' ? value.slice(0, 4096) : kept);

export const EMPTY_META: ViewMeta = {
  width: 1024,
  height: 768,
  zoomed: null,
  quirks: false,
  title: '',
  url: '',
  media: {},
  defined: [],
  lost: [],
};

/** Four numbers that can be a part of a page; null for anything else. */
function zoomedOf(value: unknown): ViewMeta['zoomed'] {
  const [left, top, width, height] = Array.isArray(value) ? (value as unknown[]) : [];
  const all = [left, top, width, height].map((one) => (typeof one === 'number' && one >= 0 && one <= MAX_SIDE ? one : Number.NaN));
  return all.some(Number.isNaN) ? null : (all as unknown as ViewMeta['zoomed']);
}

/** Takes the fields of a `Meta` operation over into `meta`. Throws `MalformedFrame` for what is no JSON object. */
export function mergeMeta(meta: ViewMeta, json: string): ViewMeta {
  let fields: Partial<Record<keyof ViewMeta, unknown>>;
  try {
    fields = JSON.parse(json) as typeof fields;
  } catch {
    throw new MalformedFrame('meta is no JSON');
  }
  if (typeof fields !== 'object' || fields === null) throw new MalformedFrame('meta is no object');
  let { media, defined, lost } = meta;
  if (typeof fields.media === 'object' && fields.media !== null) {
    const pairs = Object.entries(fields.media).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1].length <= 64,
    );
    media = Object.fromEntries(pairs.slice(0, 64).map(([name, value]) => [name.toLowerCase(), value]));
  }
  if (Array.isArray(fields.defined))
    defined = fields.defined.filter((name): name is string => typeof name === 'string' && NAME.test(name)).slice(0, 20_000);
  const states = typeof fields.states === 'object' && fields.states !== null ? statesOf(fields.states) : meta.states;
  if (Array.isArray(fields.lost))
    lost = fields.lost.filter((name): name is string => typeof name === 'string' && name.length <= 64).slice(0, 64);
  return {
    ...(states && { states }),
    width: side(fields.width, meta.width),
    height: side(fields.height, meta.height),
    zoomed: 'zoomed' in fields ? zoomedOf(fields.zoomed) : meta.zoomed,
    quirks: typeof fields.quirks === 'boolean' ? fields.quirks : meta.quirks,
    title: text(fields.title, meta.title),
    url: text(fields.url, meta.url),
    media,
    defined,
    lost,
  };
}
