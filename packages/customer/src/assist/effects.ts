import { Modifier, type RefusalReason } from '@sightline/protocol';
import { type Dom, isElement } from './dom.js';
import type { Judge } from './judge.js';
import type { SameSite } from './same-site.js';

/** What a browser does after a click, as far as it must be judged before. */
export interface Effects {
  /** Why the click may not be. */
  refused?: RefusalReason | undefined;
  /** It sends something off: the words of what is pressed. */
  asks?: string;
}

export interface EffectsOptions {
  dom: Dom;
  judge: Judge;
  site: SameSite;
  /** Why an element that would change may not; the judge's reasons and that the customer is typing in it. */
  refuses(element: Element): RefusalReason | undefined;
}

/** Marks what asks the customer first, besides what submits. */
const CONFIRM = 'data-cobrowse-confirm';
const LONGEST_WORDS = 80;

/** What a click on an element would set off: looked for in everything the event passes, so that none is overlooked. */
export function createEffects({ dom, judge, site, refuses }: EffectsOptions): {
  of(target: Element, press: { button: number; modifiers: number }): Effects;
} {
  const link = (element: Element, alt: boolean): RefusalReason | undefined => {
    const { baseURI } = element;
    const href = dom.attribute(element, 'href') ?? element.getAttributeNS('http://www.w3.org/1999/xlink', 'href') ?? '';
    if (!site.allows(href, baseURI)) return 'off_site';
    return alt || dom.attribute(element, 'download') !== null ? 'download' : undefined;
  };
  const first = (elements: Iterable<Element | null | undefined>): RefusalReason | undefined => {
    for (const element of elements) {
      const reason = element ? refuses(element) : undefined;
      if (reason) return reason;
    }
    return undefined;
  };
  /** All members of a group of radio buttons that are on, and details of the same name that are open: they would go off. */
  const rivals = (element: Element, selector: string): Element[] => {
    const name = dom.attribute(element, 'name');
    if (!name) return [];
    const root = element.getRootNode() as Document | ShadowRoot;
    return [...root.querySelectorAll(selector)].filter((other) => dom.attribute(other, 'name') === name);
  };
  const wordsOf = (element: Element): string => {
    const { value, ariaLabel } = element as HTMLInputElement;
    const words = element.textContent?.trim() || (typeof value === 'string' && value) || ariaLabel || '';
    return words.replace(/\s+/g, ' ').slice(0, LONGEST_WORDS);
  };
  const form = (button: HTMLButtonElement): Effects => {
    const owner = button.form;
    const own = (name: string): string | null => dom.attribute(button, `form${name}`) ?? (owner && dom.attribute(owner, name));
    // Nothing is sent.
    if (own('method')?.toLowerCase() === 'dialog') return {};
    if (owner && !site.allows(own('action') ?? '', owner.baseURI)) return { refused: 'off_site' };
    return { asks: wordsOf(button) };
  };
  const command = (element: Element): Element | null => {
    const { popoverTargetElement, commandForElement } = element as HTMLButtonElement & { commandForElement?: Element | null };
    return popoverTargetElement ?? commandForElement ?? null;
  };
  const at = (element: Element, press: { button: number; modifiers: number }, deep: boolean): Effects => {
    const { localName } = element;
    if (dom.attribute(element, CONFIRM) !== null) return { refused: linkReason(element, press), asks: wordsOf(element) };
    switch (localName) {
      case 'a':
      case 'area':
        return { refused: linkReason(element, press) };
      case 'label': {
        const { control } = element as HTMLLabelElement;
        if (!control || !deep) return {};
        const effects = at(control, press, false);
        return { ...effects, refused: refuses(control) ?? effects.refused };
      }
      case 'summary': {
        const details = element.parentElement;
        if (details?.localName !== 'details') return {};
        return { refused: first([details, ...rivals(details, 'details[open]')]) };
      }
      case 'button':
      case 'input': {
        const button = element as HTMLButtonElement;
        if (dom.matches(element, ':disabled')) return {};
        const owner = button.form;
        const type = button.type as string;
        if (type === 'reset') return { refused: owner ? first(fieldsOf(owner)) : undefined };
        if (type === 'radio') return { refused: first(rivals(element, 'input[type=radio]:checked')) };
        if (type === 'image' || (type === 'submit' && (owner || dom.attribute(element, 'type') !== null))) return form(button);
        return { refused: first([command(element)]) };
      }
      default:
        return {};
    }
  };
  const linkReason = (element: Element, { modifiers }: { modifiers: number }): RefusalReason | undefined =>
    dom.matches(element, 'a,area') &&
    (dom.attribute(element, 'href') !== null || element.hasAttributeNS('http://www.w3.org/1999/xlink', 'href'))
      ? link(element, (modifiers & Modifier.Alt) > 0)
      : undefined;
  return {
    of(target, press) {
      const found: Effects = {};
      judge.around(target, (node) => {
        if (!isElement(node)) return undefined;
        const { refused, asks } = at(node, press, true);
        if (asks !== undefined) found.asks ??= asks;
        return (found.refused = refused);
      });
      return found;
    },
  };
}

/** All fields a form has, wherever they stand; one named `elements` does not hide them. */
function fieldsOf(form: HTMLFormElement): Element[] {
  const { elements }: { elements: (this: HTMLFormElement) => HTMLFormControlsCollection } = {
    elements: Object.getOwnPropertyDescriptor(Object.getPrototypeOf(document.createElement('form')), 'elements')?.get as never,
  };
  return [...elements.call(form)];
}
