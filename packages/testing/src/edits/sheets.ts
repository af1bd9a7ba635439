import type { Page } from '../page/page.js';
import { liveElements } from '../page/pick.js';
import type { Edits } from './edit.js';

/** Edits of style sheets, by text and by CSSOM. */
export const SHEET_EDITS: Edits = {
  newStyle(page) {
    const style = page.document.createElement('style');
    style.textContent = rules(page);
    const root = page.random.chance(0.3) ? someShadow(page) : undefined;
    (root ?? page.random.pick([page.document.head, page.document.body])).append(style);
    return true;
  },
  styleText: (page) => onStyle(page, (style) => (style.textContent = rules(page))),
  styleTextNode: (page) =>
    onStyle(page, (style) => {
      if (style.firstChild) (style.firstChild as Text).data += rules(page);
      else style.append(rules(page));
    }),
  styleAppend: (page) => onStyle(page, (style) => style.append(rules(page))),
  insertRule: (page) => onSheet(page, (sheet) => sheet.insertRule(rule(page), page.random.int(sheet.cssRules.length + 1))),
  appendRules: (page) =>
    onSheet(page, (sheet) => {
      for (let n = 3; n > 0; n--) sheet.insertRule(rule(page), sheet.cssRules.length);
    }),
  deleteRule: (page) =>
    onSheet(page, (sheet) => {
      if (sheet.cssRules.length > 0) sheet.deleteRule(page.random.int(sheet.cssRules.length));
    }),
  disable: (page) => onSheet(page, (sheet) => (sheet.disabled = !sheet.disabled)),
  media: (page) => onStyle(page, (style) => (style.media = page.random.pick(['', 'print', 'screen']))),
  adopt(page) {
    const { CSSStyleSheet } = page.document.defaultView as Window & typeof globalThis;
    const sheet = page.sheets.length > 0 && page.random.chance(0.5) ? page.random.pick(page.sheets) : new CSSStyleSheet();
    if (!page.sheets.includes(sheet)) {
      sheet.replaceSync(rules(page));
      page.sheets.push(sheet);
    }
    const root = (page.random.chance(0.5) ? someShadow(page) : undefined) ?? page.document;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return true;
  },
  unadopt(page) {
    const root = (page.random.chance(0.5) ? someShadow(page) : undefined) ?? page.document;
    if (root.adoptedStyleSheets.length === 0) return false;
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter(() => page.random.chance(0.5));
    return true;
  },
  replaceSync(page) {
    if (page.sheets.length === 0) return false;
    page.random.pick(page.sheets).replaceSync(rules(page));
    return true;
  },
};

/** Declarations that are written back as they were read, so that both sides' rules can be compared as text. */
const rule = (page: Page): string =>
  `.${page.random.pick(['a', 'b', 'hot'])} { margin-top: ${page.random.int(90)}px; --l: ${page.label()}; }`;

function rules(page: Page): string {
  let text = '';
  for (let n = page.random.int(4); n > 0; n--) text += `${rule(page)}\n`;
  return text;
}

function someShadow(page: Page): ShadowRoot | undefined {
  const hosts = liveElements(page).filter((e) => e.shadowRoot);
  return hosts.length === 0 ? undefined : (page.random.pick(hosts).shadowRoot ?? undefined);
}

function onStyle(page: Page, change: (style: HTMLStyleElement) => void): boolean {
  const styles = liveElements(page).filter((e): e is HTMLStyleElement => e.localName === 'style' && 'media' in e);
  if (styles.length === 0) return false;
  change(page.random.pick(styles));
  return true;
}

function onSheet(page: Page, change: (sheet: CSSStyleSheet) => void): boolean {
  const sheets = [...page.document.styleSheets, ...page.sheets];
  for (const element of liveElements(page)) if (element.shadowRoot) sheets.push(...element.shadowRoot.styleSheets);
  if (sheets.length === 0) return false;
  change(page.random.pick(sheets));
  return true;
}
