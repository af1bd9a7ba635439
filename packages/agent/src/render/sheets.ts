import { MalformedFrame } from '@sightline/protocol';
import { BASE_SHEET } from './base-sheet.js';
import { rewriteCss, rewriteInSteps } from './css/rewrite.js';
import type { Shared } from './embed/embeds.js';
import { COST } from './effort.js';
import { nextTask } from './next-task.js';
import type { Frame } from './frame.js';

/** Bounds of one stream's styles. */
const MAX_SHEETS = 50_000;
/** Sheets of one document or shadow root. */
const MAX_LISTED = 10_000;
export const MAX_TEXT = 64 * 1024 * 1024;

interface Entry {
  sheet: CSSStyleSheet;
  /** As it came: rewritten again when the customer's media features change. */
  source: string;
  conditional: boolean;
  media: string;
  /** Counts the texts it was given, so that a late asset does not overwrite a newer one. */
  version: number;
}

export interface Sheets {
  /** What takes long pauses, and is the sheet's once it is done. */
  text(id: number, text: string): Generator<void>;
  /** The sheet's text is asset `n`; settles when it was read, or could not be. */
  asset(id: number, n: number): void;
  rules(id: number, rules: string[]): void;
  list(root: Document | ShadowRoot, items: { id: number; media: string }[]): void;
  /** A shadow root without a list of its own yet. */
  root(root: ShadowRoot): void;
  media(features: Readonly<Record<string, string>>): Generator<void>;
  /** Settles when every text that was on its way has arrived. */
  loaded(): Promise<void> | undefined;
  stop(): void;
}

/** `room.style`: UTF-16 units of style there may still be, shared with the documents in iframes. */
export function createSheets(frame: Frame, shared: Pick<Shared, 'assetBase' | 'room' | 'foreign'>): Sheets {
  const { window, natives } = frame;
  const { assetBase, room } = shared;
  const resolveMedia = shared.foreign?.resolveMedia;
  const entries = new Map<number, Entry>();
  const pending = new Set<Promise<void>>();
  const abort = new AbortController();
  const base = new window.CSSStyleSheet();
  let features: Readonly<Record<string, string>> = {};
  let size = 0;
  base.replaceSync(BASE_SHEET);
  natives.adopt(frame.document, [base]);

  const entry = (id: number): Entry => {
    let found = entries.get(id);
    if (!found) {
      if (entries.size >= MAX_SHEETS) throw new MalformedFrame('too many sheets');
      found = { sheet: new window.CSSStyleSheet(), source: '', conditional: false, media: '', version: 0 };
      entries.set(id, found);
    }
    return found;
  };
  const grow = (by: number): void => {
    size += by;
    room.style -= by;
    if (room.style < 0) throw new MalformedFrame('too much style');
  };
  const write = function* (into: Entry): Generator<void> {
    room.spend(into.source.length * COST.style + COST.node);
    const { version } = into;
    for (;;) {
      const { source } = into;
      const media = features;
      const work = rewriteInSteps(source, { assetBase, media, resolveMedia });
      let step = work.next();
      for (; !step.done; step = work.next()) if (room.tired) yield;
      // Given another text meanwhile: whoever gave it writes it. More of it, or other features: once more.
      if (into.version !== version) return;
      if (into.source !== source || features !== media) continue;
      into.conditional = step.value.conditional;
      into.sheet.replaceSync(step.value.text);
      return;
    }
  };
  const setText = (into: Entry, text: string): Generator<void> => {
    grow(text.length - into.source.length);
    into.source = text;
    into.version++;
    return write(into);
  };
  const setMedia = (of: Entry): void => {
    const text = resolveMedia ? resolveMedia(of.media, features) : of.media;
    if (of.sheet.media.mediaText !== text) of.sheet.media.mediaText = text;
  };

  return {
    text: (id, text) => setText(entry(id), text),
    asset(id, n) {
      const into = entry(id);
      const version = ++into.version;
      room.spend(COST.request);
      const address = typeof assetBase === 'string' ? `${assetBase}/${n}` : assetBase.sheet(n);
      if (address === undefined) return;
      const read = fetch(address, { signal: abort.signal, credentials: 'omit' })
        .then((answer) => (answer.ok ? answer.text() : ''))
        .then(async (text) => {
          if (into.version !== version) return;
          // Between frames and between its own pieces everybody else has a turn.
          for (const _ of setText(into, text)) await nextTask();
        })
        .catch(() => undefined)
        .finally(() => pending.delete(read));
      pending.add(read);
    },
    rules(id, rules) {
      const into = entry(id);
      for (const source of rules) {
        grow(source.length);
        room.spend(source.length * COST.style + COST.node);
        into.source += `\n${source}`;
        const { text, conditional } = rewriteCss(source, { assetBase, media: features, resolveMedia });
        into.conditional ||= conditional;
        try {
          into.sheet.insertRule(text, into.sheet.cssRules.length);
        } catch {
          // A rule this browser does not know is left off, as it would be in a sheet's text.
        }
      }
    },
    list(root, items) {
      if (items.length > MAX_LISTED) throw new MalformedFrame('too many sheets');
      room.spend(items.length * COST.node);
      const sheets = [base];
      for (const { id, media } of items) {
        const of = entry(id);
        of.media = media;
        setMedia(of);
        sheets.push(of.sheet);
      }
      natives.adopt(root, sheets);
    },
    root: (root) => natives.adopt(root, [base]),
    *media(next) {
      features = next;
      for (const of of entries.values()) {
        if (of.conditional) {
          room.spend(of.source.length * COST.condition);
          yield* write(of);
        }
        if (of.media !== '') setMedia(of);
      }
    },
    loaded: () => (pending.size > 0 ? Promise.all(pending).then(() => undefined) : undefined),
    stop() {
      abort.abort();
      room.style += size;
    },
  };
}
