import type { Frame, Page } from '@playwright/test';

/**
 * A canonical text of a page's tree, the same for the customer's page and its mirror: elements with the attributes both
 * sides must agree on, text, open shadow roots and form state. Left out on both sides: script, style, link, meta, base,
 * noscript and template content, comments, our widget, and empty text. An element masked in the customer's page is `[box]`.
 */
export function treeText(options: { masked: string; mirrored: boolean }): string {
  const SKIP = new Set([
    'script',
    'style',
    'link',
    'meta',
    'base',
    'noscript',
    'template',
    'title',
    'sightline-x',
    'sightline-widget',
    'sightline-preview',
  ]);
  const ATTRIBUTES = [
    'id',
    'class',
    'role',
    'type',
    'name',
    'disabled',
    'colspan',
    'd',
    'viewBox',
    'open',
    'slot',
    'part',
    'aria-label',
    'placeholder',
  ];
  const lines: string[] = [];
  const boxed = (element: Element): boolean =>
    options.mirrored
      ? element.localName === 'sightline-box' || element.hasAttribute('sightline-box')
      : options.masked !== '' && element.matches(options.masked);
  const state = (element: Element): string => {
    if (element instanceof HTMLInputElement || element.localName === 'input') {
      const input = element as HTMLInputElement;
      return ` value=${input.value} checked=${input.checked} mixed=${input.indeterminate}`;
    }
    if (element.localName === 'textarea') return ` value=${(element as HTMLTextAreaElement).value}`;
    if (element.localName === 'option') return ` selected=${(element as HTMLOptionElement).selected}`;
    return '';
  };
  const walk = (node: Node, depth: number): void => {
    if (node.nodeType === 3) {
      const text = (node as Text).data.replace(/\s+/g, ' ').trim();
      if (text) lines.push(`${' '.repeat(depth)}"${text}"`);
      return;
    }
    if (node.nodeType !== 1) return;
    const element = node as Element;
    if (SKIP.has(element.localName)) return;
    if (boxed(element)) {
      lines.push(`${' '.repeat(depth)}[box]`);
      return;
    }
    const attributes = ATTRIBUTES.filter((name) => element.hasAttribute(name)).map((name) => `${name}=${element.getAttribute(name)}`);
    lines.push(`${' '.repeat(depth)}<${element.localName} ${attributes.join(' ')}${state(element)}>`);
    if (element.shadowRoot) {
      lines.push(`${' '.repeat(depth + 1)}#shadow`);
      for (const child of element.shadowRoot.childNodes) walk(child, depth + 2);
    }
    for (const child of element.childNodes) walk(child, depth + 1);
  };
  walk(document.documentElement, 0);
  return lines.join('\n');
}

/** What is masked on every page: surface §7's always-masked kinds. */
export const ALWAYS_MASKED =
  'object, embed, input[type=password], input[type=hidden], input[type=file], [autocomplete^="cc-"], [autocomplete=current-password], [autocomplete=new-password], [autocomplete=one-time-code]';

export const customerTree = (page: Page, masked = ALWAYS_MASKED): Promise<string> => page.evaluate(treeText, { masked, mirrored: false });
export const mirrorTree = (frame: Frame): Promise<string> => frame.evaluate(treeText, { masked: '', mirrored: true });
