import { DOCUMENT_ID, Op } from '@sightline/protocol';
import type { Assets } from '../assets.js';
import type { Lapses } from '../lapses.js';
import type { LateDots } from '../late-dots.js';
import type { Links } from '../links.js';
import type { MadeSheet } from '../made-sheet.js';
import type { Natives } from '../natives.js';
import type { TextRules } from '../../privacy/text-rules.js';
import type { Stream } from '../stream.js';
import { createFetchedTexts } from './fetched.js';
import { hashText, type Known } from './known.js';
import { eachSheet } from './list.js';
import { createRotation } from './rotation.js';
import type { Shorthands } from './shorthands.js';
import { probeText, rulesOf } from './text.js';
import { rewriteUrls } from './urls.js';

/** Texts above this many UTF-16 units go rule by rule. */
const TEXT_LENGTH = 1024 * 1024;
const WAIT_MS = 2000;
const KEPT = 64;

export interface SheetsOptions {
  window: Window & typeof globalThis;
  natives: Natives;
  assets: Assets;
  links: Links;
  replaceSync: (this: CSSStyleSheet, text: string) => void;
  /** Words and pictures of sheets are as private as those of elements. */
  text: TextRules | undefined;
  /** True inside a masked element: the text of a `style` in there is as private as any other. */
  masked(node: Node): boolean;
  made: MadeSheet | undefined;
  lapses: Lapses;
  restored: Shorthands;
  veiling: LateDots;
  /** Something arrived: flush again. */
  wake(): void;
}

/** Follows the sheets of all mirrored roots (design decisions 4 and 4b). */
export interface SheetTracker {
  /** A hook saw a sheet change. */
  touchSheet(sheet: CSSStyleSheet, how: 'append' | 'whole' | 'edited'): void;
  /** Compares lists and rule counts, writes what differs, goes on with sheets sent in pieces. False where something is left. */
  write(stream: Stream): boolean;
  /** Every sheet is told, or took too long. */
  settled(): boolean;
  /** Looks for changes nothing tells of: a few rules a tick. What differs is sent again at the next write. */
  rotate(): void;
  reset(): void;
}

export function createSheets(options: SheetsOptions): SheetTracker {
  const { window, natives, assets, links, replaceSync, lapses, veiling, wake } = options;
  const { text } = options;
  const noPictures = text?.hidesPictures() === true;
  const nameOf = noPictures ? () => '' : assets.name;
  const rewrite = (css: string, sheet: CSSStyleSheet | null): string => {
    const named = rewriteUrls(veiling.read(css), (address) => links.stands(address, nameOf, sheet));
    return text === undefined ? named : text.css(named);
  };
  const sheets = new Map<CSSStyleSheet, Known>();
  const lists = new Map<number, string>();
  let next = 1;
  let opened = 0;
  let left: Known[] = [];
  const fetched = createFetchedTexts({ natives, wake });
  const { restored } = options;
  /** Of an imported sheet all that it says. */
  const plainText = (rule: CSSRule): string => (rule.type === 3 ? (restored.rule(rule, (css) => css) ?? '') : rule.cssText);
  const rotation = createRotation({ natives, lapses, plainText });

  const whole = (stream: Stream, known: Known, text: string, rules?: CSSRuleList): void => {
    stream.writer.varint(Op.Sheet, known.id);
    stream.writer.string(rewrite(text, known.sheet));
    known.state = { is: 'sent', count: rules?.length ?? 0 };
    known.hashes = [];
  };
  /** Rules from `from` on, as many as the budget allows. */
  const append = (stream: Stream, known: Known, rules: CSSRuleList, from: number): void => {
    const { writer, budget } = stream;
    const told: string[] = [];
    let at = from;
    for (; at < rules.length && !(told.length > 0 && budget.spent()); at++) {
      const rule = rules[at] as CSSRule;
      const text = restored.rule(rule, rewrite);
      // An imported sheet, which the next look may find.
      if (text === undefined) {
        known.state = { is: 'fetching' };
        return;
      }
      known.hashes[at] = hashText(plainText(rule));
      if (text !== '') told.push(text);
    }
    if (from === 0) {
      writer.varint(Op.Sheet, known.id);
      writer.string(told.join('\n'));
    } else if (told.length > 0) {
      writer.varint(Op.SheetRules, known.id, told.length);
      for (const text of told) writer.string(text);
    }
    known.copies = undefined;
    if (at < rules.length) {
      known.state = { is: 'rules', at };
      left.push(known);
    } else known.state = { is: 'sent', count: rules.length };
  };
  const unreadable = (stream: Stream, known: Known): void => {
    const { href } = known.sheet;
    const found = href === null ? undefined : fetched.get(href, 'omit');
    if (href !== null && found !== undefined && found !== 'waiting') whole(stream, known, found);
    else if (href !== null && found === undefined && !noPictures) {
      const n = assets.number(href);
      if (n !== undefined) stream.writer.varint(Op.SheetAsset, known.id, n);
    }
    known.state = { is: found === 'waiting' ? 'fetching' : 'opaque' };
  };
  const tell = (stream: Stream, known: Known): void => {
    const { sheet } = known;
    const rules = rulesOf(sheet);
    const edited = known.touched === 'edited';
    known.touched = 'no';
    if (rules === undefined) return unreadable(stream, known);
    const owner = sheet.ownerNode;
    let text: string | undefined;
    if (owner !== null && sheet.ownerRule === null && !edited) {
      if (sheet.href === null) text = owner.textContent ?? '';
      else {
        const found = fetched.get(sheet.href, 'same-origin');
        if (found === 'waiting') {
          if (known.state.is === 'new') veiling.readRules(rules);
          known.state = { is: 'fetching' };
          return;
        }
        text = found;
      }
    }
    if (text !== undefined && text.length < TEXT_LENGTH && !(text === '' && rules.length > 0)) {
      known.copies = probeText({ rules, text, window, replaceSync });
      if (known.copies !== undefined) return whole(stream, known, text, rules);
    }
    known.hashes = [];
    append(stream, known, rules, 0);
  };
  const refresh = (stream: Stream, known: Known): void => {
    const { state, touched } = known;
    const edited = touched === 'whole' || touched === 'edited';
    switch (state.is) {
      case 'new':
      case 'fetching':
        tell(stream, known);
        return;
      case 'opaque':
        return;
      case 'rules':
        if (edited) tell(stream, known);
        else left.push(known);
        return;
      case 'sent': {
        const rules = rulesOf(known.sheet);
        if (rules === undefined) return;
        if (touched === 'append' && rules.length >= state.count) append(stream, known, rules, state.count);
        else if (edited || rules.length !== state.count) tell(stream, known);
        known.touched = 'no';
        return;
      }
      default:
        state satisfies never;
    }
  };
  return {
    touchSheet(sheet, how) {
      const known = sheets.get(sheet);
      if (known !== undefined && (known.touched === 'no' || known.touched === 'append')) known.touched = how;
    },
    write(stream) {
      if (opened === 0) opened = natives.now();
      const { writer, budget } = stream;
      left = [];
      const alive = new Set<CSSStyleSheet>();
      for (const [rootId, root] of stream.roots) {
        const entries: (number | string)[] = [];
        const visit = (sheet: CSSStyleSheet): void => {
          if (lapses.has(sheet)) return;
          lapses.at = sheet;
          if (sheet.disabled || (sheet.ownerNode !== null && options.masked(sheet.ownerNode))) return;
          let known = sheets.get(sheet);
          if (known === undefined) {
            known = { id: next++, sheet, state: { is: 'new' }, touched: 'no', hashes: [], copies: undefined };
            sheets.set(sheet, known);
          }
          if (!alive.has(sheet)) {
            alive.add(sheet);
            refresh(stream, known);
          }
          entries.push(known.id, sheet.media.mediaText);
        };
        eachSheet(root, visit);
        const made = rootId === DOCUMENT_ID ? options.made?.now() : undefined;
        if (made) visit(made);
        const list = entries.join('\n');
        if ((lists.get(rootId) ?? '') === list) continue;
        lists.set(rootId, list);
        writer.varint(Op.SheetList, rootId, entries.length / 2);
        for (let i = 0; i < entries.length; i += 2) {
          writer.varint(entries[i] as number);
          writer.string(entries[i + 1] as string);
        }
      }
      // Sheets that left and may come back are kept, but not without bound.
      if (sheets.size > alive.size * 2 + KEPT) for (const sheet of sheets.keys()) if (!alive.has(sheet)) sheets.delete(sheet);
      while (left.length > 0 && !budget.spent()) {
        const known = left.shift() as Known;
        lapses.at = known.sheet;
        const rules = rulesOf(known.sheet);
        if (known.state.is === 'rules' && rules !== undefined) append(stream, known, rules, known.state.at);
      }
      return left.length === 0;
    },
    settled() {
      if (opened !== 0 && natives.now() - opened > WAIT_MS) return true;
      for (const { state } of sheets.values()) if (state.is !== 'sent' && state.is !== 'opaque') return false;
      return true;
    },
    rotate: () => rotation.step(sheets.values()),
    reset() {
      sheets.clear();
      lists.clear();
      next = 1;
      opened = 0;
      left = [];
    },
  };
}
