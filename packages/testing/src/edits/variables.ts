import type { Page } from '../page/page.js';
import { liveElements } from '../page/pick.js';
import type { Edits } from './edit.js';

/** Edits of sheets whose shorthands hold custom properties and are overridden in part: read back, their rules have lost them. */
export const VARIABLE_EDITS: Edits = {
  newStyle(page) {
    const style = page.document.createElement('style');
    style.textContent = sheet(page);
    page.document.head.append(style);
    return true;
  },
  adopt(page) {
    const { CSSStyleSheet } = page.document.defaultView as Window & typeof globalThis;
    const made = new CSSStyleSheet();
    made.replaceSync(sheet(page));
    page.sheets.push(made);
    page.document.adoptedStyleSheets = [...page.document.adoptedStyleSheets, made];
    return true;
  },
  replaceSync: (page) => {
    if (page.sheets.length === 0) return false;
    page.random.pick(page.sheets).replaceSync(sheet(page));
    return true;
  },
  insertRule: (page) => onSheet(page, (into) => into.insertRule(rule(page), page.random.int(into.cssRules.length + 1))),
  deleteRule: (page) => onSheet(page, (into) => into.cssRules.length > 0 && into.deleteRule(page.random.int(into.cssRules.length))),
  insertInGroup: (page) =>
    onRule(page, (into) => {
      if ('insertRule' in into) (into as CSSGroupingRule).insertRule(`${selector(page)} { ${declarations(page)} }`, 0);
    }),
  setShorthand: (page) => onStyleRule(page, ({ style }) => style.setProperty(...shorthand(page))),
  setLonghand: (page) => onStyleRule(page, (into) => noticed(into, setPart(page, into.style))),
  removeLonghand: (page) =>
    onStyleRule(page, (into) => {
      // Taken out of an important shorthand it lets a logical twin win, which no text can say.
      if (!into.cssText.includes('inline')) noticed(into, into.style.removeProperty(longhand(page)[0]));
    }),
  ruleText: (page) => onStyleRule(page, (into) => noticed(into, (into.style.cssText = declarations(page)))),
  inlineText: (page) => onElement(page, (element) => (element.style.cssText = declarations(page))),
  inlineShorthand: (page) => onElement(page, ({ style }) => style.setProperty(...shorthand(page))),
  inlineLonghand: (page) => onElement(page, ({ style }) => setPart(page, style)),
  value: (page) => onElement(page, ({ style }) => style.setProperty(page.random.pick(NAMES), `${page.random.int(30)}px`)),
  name: (page) => onElement(page, (element) => (element.className = page.random.pick(['a', 'b', 'a b', 'hot']))),
};

/** As important as what it is a part of: a plain part of an important shorthand is something that no text can say. */
function setPart(page: Page, style: CSSStyleDeclaration): void {
  const [name, value, priority] = longhand(page);
  style.setProperty(name, value, style.cssText.includes('!important') ? 'important' : priority);
}

/** A change in place is found by the rotation within seconds; one of the sheet at once. */
function noticed({ parentStyleSheet: sheet }: CSSRule, _changed: unknown): void {
  sheet?.insertRule('none {}', 0);
  sheet?.deleteRule(0);
}

const NAMES = ['--p', '--q', '--r'];
/** Shorthands, each with longhands that may override a part of it. */
const SHORTHANDS: Record<string, string[]> = {
  padding: ['padding-top', 'padding-left', 'padding-inline', 'padding-inline-end'],
  margin: ['margin-bottom', 'margin-inline-start'],
  'border-width': ['border-top-width', 'border-left'],
  border: ['border-color', 'border-bottom-width', 'border-inline-start'],
  'border-radius': ['border-top-left-radius'],
  gap: ['row-gap'],
  inset: ['left', 'inset-inline'],
  'scroll-margin': ['scroll-margin-top'],
};
const KINDS = Object.keys(SHORTHANDS);

const variable = (page: Page): string => `var(${page.random.pick(NAMES)}${page.random.chance(0.3) ? `, ${page.random.int(20)}px` : ''})`;
const length = (page: Page): string => (page.random.chance(0.25) ? variable(page) : `${page.random.int(40)}px`);
const important = (page: Page): string => (page.random.chance(0.15) ? 'important' : '');
const valueOf = (page: Page, property: string): string =>
  property.endsWith('color') ? 'rgb(1, 2, 3)' : /^border(?:-left|-inline-start)?$/.test(property) ? `${length(page)} solid` : length(page);
const shorthand = (page: Page, kind = page.random.pick(KINDS)): [string, string, string] => [
  kind,
  kind === 'border' ? `${variable(page)} solid rgb(9, 8, 7)` : `${variable(page)}${page.random.chance(0.3) ? ' 3px' : ''}`,
  important(page),
];
function longhand(page: Page, kind = page.random.pick(KINDS)): [string, string, string] {
  const property = page.random.pick(SHORTHANDS[kind] as string[]);
  return [property, valueOf(page, property), important(page)];
}
const written = ([property, value, priority]: [string, string, string]): string =>
  `${property}: ${value}${priority === '' ? '' : ' !important'};`;

function declarations(page: Page): string {
  let text = page.random.chance(0.2) ? `/* padding: 1px; */ --l: "{;}"; ` : '';
  for (let n = 1 + page.random.int(2); n > 0; n--) {
    const kind = page.random.pick(KINDS);
    if (page.random.chance(0.3)) text += written(longhand(page, kind));
    text += written(shorthand(page, kind));
    for (let more = page.random.int(3); more > 0; more--) text += written(longhand(page, kind));
  }
  return text;
}
/** Each is another one: of two rules alike nobody can say which was changed. */
const selector = (page: Page): string =>
  page.random.pick(['.a', '.b', '.a, .hot', 'div', 'p', '[class~="b"]']).replace(/$/, `:not(.l${page.label()})`);

function rule(page: Page): string {
  const plain = `${selector(page)} { ${declarations(page)} }`;
  switch (page.random.int(6)) {
    case 0:
      return `@media (min-width: 1px) { ${plain} ${selector(page)} { ${declarations(page)} } }`;
    case 1:
      return `@layer one { ${plain} }`;
    case 2:
      return `${selector(page)} { ${declarations(page)} &.hot:not(.l${page.label()}) { ${declarations(page)} } color: red }`;
    default:
      return plain;
  }
}

function sheet(page: Page): string {
  let text = '';
  for (let n = 1 + page.random.int(3); n > 0; n--) text += `${rule(page)}\n`;
  return text;
}

function onSheet(page: Page, change: (sheet: CSSStyleSheet) => unknown): boolean {
  const sheets = [...page.document.styleSheets, ...page.sheets];
  if (sheets.length === 0) return false;
  change(page.random.pick(sheets));
  return true;
}

function onRule(page: Page, change: (rule: CSSRule) => void): boolean {
  const rules = [...page.document.styleSheets, ...page.sheets].flatMap((from) => all(from.cssRules));
  if (rules.length === 0) return false;
  change(page.random.pick(rules));
  return true;
}
const all = (rules: CSSRuleList): CSSRule[] =>
  [...rules].flatMap((each) => ('cssRules' in each ? [each, ...all((each as CSSGroupingRule).cssRules)] : [each]));
const onStyleRule = (page: Page, change: (rule: CSSStyleRule) => unknown): boolean =>
  onRule(page, (each) => {
    if ('style' in each) change(each as CSSStyleRule);
  });

function onElement(page: Page, change: (element: HTMLElement) => unknown): boolean {
  const elements = liveElements(page).filter((element): element is HTMLElement => 'style' in element && 'contentEditable' in element);
  if (elements.length === 0) return false;
  change(page.random.pick(elements));
  return true;
}
