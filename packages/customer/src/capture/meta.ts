import { quietly, toJson } from '@sightline/link';
import { Op, type ViewMeta } from '@sightline/protocol';
import { type AddressRules, publicAddress } from '../privacy/address.js';
import type { Lapses } from './lapses.js';
import type { Stream } from './stream.js';

/** Media features an embedder cannot set, each with its values. */
export const FEATURES =
  'prefers-color-scheme dark light;prefers-reduced-motion reduce no-preference;prefers-contrast more less custom no-preference;prefers-reduced-transparency reduce no-preference;forced-colors active none;inverted-colors inverted none;color-gamut rec2020 p3 srgb;dynamic-range high standard;hover hover none;any-hover hover none;pointer fine coarse none;any-pointer fine coarse none;update fast slow none;scripting enabled;display-mode fullscreen standalone minimal-ui browser'.split(
    ';',
  );

/** Keeps `ViewMeta` and writes the fields that changed. */
export interface MetaTracker {
  /** The viewport or a media feature may have changed: they are read at the next write. */
  resized(): void;
  /** A custom element's name was met. */
  custom(name: string): void;
  /** A new stream knows nothing. */
  reset(): void;
  /** `hideTitle`: the title element is masked. */
  write(stream: Stream, hideTitle: boolean): void;
}

export function createMeta(options: {
  document: Document;
  window: Window & typeof globalThis;
  address: AddressRules;
  lapses: Lapses;
  wake(): void;
}): MetaTracker {
  const { document, window, lapses, wake } = options;
  const names = new Set<string>();
  let defined: string[] = [];
  let viewport: Pick<ViewMeta, 'width' | 'height' | 'zoomed' | 'media'> | undefined;
  let sent: Partial<Record<keyof ViewMeta, string>> = {};
  /** What the last write was made from: nearly every flush finds the same. */
  let last: { title: string; href: string; defined: string[]; lost: number } = { title: '', href: '', defined, lost: 0 };

  const measure = (): Pick<ViewMeta, 'width' | 'height' | 'zoomed' | 'media'> => {
    const media: Record<string, string> = { resolution: `${window.devicePixelRatio}dppx` };
    for (const line of FEATURES) {
      const [feature = '', ...values] = line.split(' ');
      const value = values.find((v) => window.matchMedia(`(${feature}: ${v})`).matches);
      if (value !== undefined) media[feature] = value;
    }
    const { visualViewport: seen } = window;
    // By two fingers, or above a phone's keyboard; a scroll bar takes less than that.
    const zoomed =
      seen && seen.height < window.innerHeight * 0.95
        ? ([seen.offsetLeft, seen.offsetTop, seen.width, seen.height].map(Math.round) as never)
        : null;
    return { width: window.innerWidth, height: window.innerHeight, zoomed, media };
  };
  return {
    resized() {
      viewport = undefined;
    },
    custom(name) {
      if (names.has(name)) return;
      names.add(name);
      const { customElements } = window;
      const add = (): void => {
        defined = [...defined, name];
      };
      if (customElements.get(name)) return add();
      void quietly(async () => {
        await customElements.whenDefined(name);
        add();
        wake();
      }, String);
    },
    reset() {
      sent = {};
      viewport = undefined;
    },
    write(stream, hideTitle) {
      const title = hideTitle ? '' : document.title;
      const href = window.location.href;
      const lost = lapses.names.length;
      if (viewport && title === last.title && href === last.href && defined === last.defined && lost === last.lost) return;
      last = { title, href, defined, lost };
      viewport ??= measure();
      const now: ViewMeta = {
        ...viewport,
        quirks: document.compatMode === 'BackCompat',
        title: title.slice(0, 1000),
        url: publicAddress(href, options.address),
        defined,
        lost: [...lapses.names],
      };
      const changed: Partial<Record<keyof ViewMeta, unknown>> = {};
      for (const key of Object.keys(now) as (keyof ViewMeta)[]) {
        const text = toJson(now[key]);
        if (sent[key] === text) continue;
        sent[key] = text;
        changed[key] = now[key];
      }
      const news = toJson(changed);
      if (news === '{}') return;
      stream.writer.u8(Op.Meta);
      stream.writer.string(news);
    },
  };
}
