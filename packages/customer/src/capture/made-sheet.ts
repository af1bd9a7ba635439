import type { Unseen } from '../boot/unseen.js';

export interface MadeSheetOptions {
  window: Window & typeof globalThis;
  unseen: Unseen;
  replaceSync: (this: CSSStyleSheet, text: string) => void;
}

/** Fonts and custom properties that scripts made, as a sheet that says the same. */
export interface MadeSheet {
  /** Another sheet where anything has changed; none where nothing was made. */
  now(): CSSStyleSheet | undefined;
}

/** What says of a face how it is chosen and set; the same names in CSS, but for capitals. */
const DESCRIPTORS =
  'style weight stretch unicodeRange variant featureSettings display ascentOverride descentOverride lineGapOverride sizeAdjust';

export function createMadeSheet({ window, unseen, replaceSync }: MadeSheetOptions): MadeSheet {
  const { document } = window;
  const sources = new WeakMap<FontFace, string>();
  const numbers = new WeakMap<FontFace, number>();
  let next = 1;
  let key = '';
  let sheet: CSSStyleSheet | undefined;

  /** Undefined for a face that is not a script's. */
  const sourceOf = (font: FontFace): string | undefined => {
    const made = unseen.fonts.get(font);
    if (made === undefined || typeof made === 'string') return made;
    let source = sources.get(font);
    if (source === undefined) sources.set(font, (source = `url(${dataOf(made)})`));
    return source;
  };
  return {
    now() {
      const fonts: { source: string; rule: string }[] = [];
      const keys = [String(unseen.properties.length)];
      for (const font of document.fonts) {
        const source = sourceOf(font);
        if (source === undefined) continue;
        if (!numbers.has(font)) numbers.set(font, next++);
        const rule = describe(font);
        fonts.push({ source, rule });
        keys.push(`${numbers.get(font)} ${rule}`);
      }
      const now = keys.join('\n');
      if (now === key) return sheet;
      key = now;
      const rules = [
        ...unseen.properties.map(
          ({ name, syntax = '*', inherits, initialValue }) =>
            `@property ${name}{syntax:${JSON.stringify(syntax)};inherits:${inherits};${initialValue === undefined ? '' : `initial-value:${initialValue}`}}`,
        ),
        ...fonts.map(({ source, rule }) => `@font-face{${rule}src:${source}}`),
      ];
      sheet = rules.length > 0 ? new window.CSSStyleSheet() : undefined;
      if (sheet) replaceSync.call(sheet, rules.join('\n'));
      return sheet;
    },
  };
}

function describe(font: FontFace): string {
  let out = `font-family:${font.family};`;
  for (const name of DESCRIPTORS.split(' ')) {
    const value = font[name as keyof FontFace];
    const css = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const plain = /^(?:unicode|ascent|descent|line|size)/.test(css) ? css : `font-${css}`;
    if (typeof value === 'string' && value !== '') out += `${plain}:${value};`;
  }
  return out;
}

/** The way fonts begin. */
const TYPES = new Map([
  ['wOF2', 'woff2'],
  ['wOFF', 'woff'],
  ['OTTO', 'otf'],
]);

/** Decoded where it is asked for without a request: a page's policy may forbid those. */
function dataOf(source: BufferSource): string {
  const bytes = ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source);
  let text = '';
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return `data:font/${TYPES.get(text.slice(0, 4)) ?? 'ttf'};base64,${btoa(text)}`;
}
