import { HTML_NS } from '@sightline/protocol';
import { wellFormed } from './well-formed.js';

/** What differs in state that no attribute shows: values, ticks, choices, scroll offsets. */
export function stateDifference(a: Element, b: Element, scrollSettled: boolean): string | undefined {
  if (scrollSettled) {
    // Offsets travel in eighths of a pixel and a mirror may round to its own device pixels.
    if (Math.abs(a.scrollLeft - b.scrollLeft) > 1 || Math.abs(a.scrollTop - b.scrollTop) > 1)
      return `scrolled to ${a.scrollLeft},${a.scrollTop} but shows ${b.scrollLeft},${b.scrollTop}`;
  }
  if (a.namespaceURI !== HTML_NS) return undefined;
  const layer = layerOf(a);
  if (layer !== layerOf(b)) return `${layer || 'nothing'} of the top layer became ${layerOf(b) || 'nothing'}`;
  switch (a.localName) {
    case 'input':
      return (
        differ(a, b, 'type') ??
        differ(a, b, 'value') ??
        // Ticks no other type shows, and that a change of type brings along.
        (/^(?:checkbox|radio)$/.test((a as HTMLInputElement).type) ? differ(a, b, 'checked') : undefined) ??
        ((a as HTMLInputElement).type === 'checkbox' ? differ(a, b, 'indeterminate') : undefined)
      );
    case 'textarea':
      return differ(a, b, 'value');
    case 'option':
      return isListed(a as HTMLOptionElement) ? differ(a, b, 'selected') : undefined;
    case 'select':
      // Options inside `noscript` or `template` count on the page and are not mirrored.
      return sameOptions(a, b) ? (differ(a, b, 'selectedIndex') ?? differ(a, b, 'multiple')) : undefined;
    case 'dialog':
    case 'details':
      return differ(a, b, 'open');
    default:
      return undefined;
  }
}

/** How an element is in the top layer. */
const layerOf = (element: Element): string => ['dialog:modal', ':popover-open'].filter((state) => element.matches(state)).join();

function differ(a: Element, b: Element, property: string): string | undefined {
  const wanted = (a as unknown as Record<string, unknown>)[property];
  const seen = (b as unknown as Record<string, unknown>)[property];
  if (typeof wanted === 'string' && typeof seen === 'string' && wellFormed(wanted) === wellFormed(seen)) return undefined;
  return wanted === seen ? undefined : `${property} ${JSON.stringify(wanted)} became ${JSON.stringify(seen)}`;
}

/** An option outside a list, or inside another option, shows no state. */
const isListed = (option: HTMLOptionElement): boolean => {
  const select = option.closest('select');
  // A drawing may hold a `select` that is no list.
  return select instanceof (select?.ownerDocument.defaultView ?? window).HTMLSelectElement && [...select.options].includes(option);
};

const sameOptions = (a: Element, b: Element): boolean =>
  (a as HTMLSelectElement).options.length === (b as HTMLSelectElement).options.length;
