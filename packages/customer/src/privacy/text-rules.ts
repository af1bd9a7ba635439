import type { Natives } from '../capture/natives.js';

/**
 * Mode `all`: text is private unless something around it is unmasked. The smallest elements with words of their own are
 * boxes; where an element cannot be one (it is the page, or holds something unmasked) its words are left out.
 */
export interface TextRules {
  boxes(element: Element): boolean;
  /** True where the text directly below this node must not leave. */
  hidesText(parent: Node): boolean;
  hidesAttribute(element: Element, name: string): boolean;
}

/** Attributes that say how something looks and not what it says. */
const LOOKS = new Set(
  'id class style dir lang hidden role type colspan rowspan span width height border cellpadding cellspacing align valign open disabled slot part exportparts tabindex popover rel media is start reversed'.split(
    ' ',
  ),
);
const PAGE = new Set(['html', 'body', 'head', 'main', 'style', 'script', 'noscript', 'template', 'link']);

export function createTextRules(options: { natives: Natives; unmask: string; opened(node: Node): boolean }): TextRules {
  const { natives, unmask, opened } = options;
  const { nodeType, firstChild, nextSibling, data, localName } = natives;

  const hasWords = (element: Element): boolean => {
    for (let child: Node | null = firstChild.call(element); child !== null; child = nextSibling.call(child)) {
      if (nodeType.call(child) === 3 && /\S/.test(data.call(child as CharacterData))) return true;
    }
    return false;
  };
  return {
    boxes(element) {
      if (PAGE.has(localName.call(element)) || !hasWords(element) || opened(element)) return false;
      return unmask === '' || Element.prototype.querySelector.call(element, unmask) === null;
    },
    hidesText: (parent) => !opened(parent),
    hidesAttribute: (element, name) => !LOOKS.has(name) && !opened(element),
  };
}
