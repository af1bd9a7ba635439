import { icon } from './icons.js';
import { make } from './make.js';

export interface FoldOptions {
  document: Document;
  bar: HTMLElement;
  /** Name of the button that opens what is folded. */
  label: string;
  /** What of `bar` may go into the menu, the first to go first. */
  items: readonly HTMLElement[];
  /** The child that takes the room there is: its width says nothing. */
  filler: HTMLElement;
}

/**
 * Keeps a toolbar in one row: what finds no place in it goes into a menu at its end, and comes back when there is room. Where that is not
 * enough the bar is `data-tight`.
 */
export interface Fold {
  stop(): void;
}

export function foldInto({ document, bar, label, items, filler }: FoldOptions): Fold {
  const realm = document.defaultView ?? window;
  const open = make(
    document,
    'button',
    { type: 'button', class: 'more', 'aria-label': label, title: label, 'aria-expanded': 'false', hidden: '' },
    icon(document, 'more'),
  );
  const menu = make(document, 'div', { class: 'menu', role: 'group', 'aria-label': label, hidden: '' });
  bar.append(open, menu);
  /** Where each item stands in the bar. */
  const places = items.map((item) => {
    const place = document.createComment('');
    item.before(place);
    return { item, place };
  });

  const isFolded = (item: HTMLElement): boolean => item.parentNode === menu;
  const show = (on: boolean): void => {
    menu.hidden = !on;
    open.setAttribute('aria-expanded', String(on));
    changes.takeRecords();
  };
  const isOpen = (): boolean => open.getAttribute('aria-expanded') === 'true';
  const focused = (): Element | null => (bar.getRootNode() as Document | ShadowRoot).activeElement;
  /** What pops up out of the bar is no matter. */
  const full = (): boolean => {
    const edge = bar.getBoundingClientRect().right - Number.parseFloat(realm.getComputedStyle(bar).paddingRight);
    return [...bar.children].some((child) => child !== menu && child.getBoundingClientRect().right > edge + 0.5);
  };
  /** What stands in the bar, and how wide. While that is as it was left nothing moves: a press that is under way would be lost. */
  const look = (): string =>
    [bar, ...bar.children]
      .filter((child) => child !== menu && child !== filler)
      .map((child) => Math.round(child.getBoundingClientRect().width))
      .join();
  let left = '';
  const lay = (): void => {
    if (look() === left) return;
    const focus = focused();
    const wasOpen = isOpen();
    const { scrollTop } = menu;
    // What is being used in the bar stays there, as long as that is possible.
    const used = places.filter(({ item }) => !isFolded(item) && item.contains(focus));
    for (const { item, place } of places) if (isFolded(item)) place.after(item);
    show(false);
    open.hidden = true;
    delete bar.dataset['tight'];
    if (full()) {
      open.hidden = false;
      for (const { item } of [...places.filter((place) => !used.includes(place)), ...used]) {
        if (item.hidden) continue;
        menu.append(item);
        if (!full()) break;
      }
      if (full()) bar.dataset['tight'] = '';
    }
    show(menu.firstChild !== null && (wasOpen || menu.contains(focus)));
    // An element that moves loses the focus.
    menu.scrollTop = scrollTop;
    if (focus && focus !== focused() && bar.contains(focus)) (focus as HTMLElement).focus({ preventScroll: !menu.contains(focus) });
    changes.takeRecords();
    left = look();
  };
  const changes = new realm.MutationObserver(lay);
  const size = new realm.ResizeObserver(lay);
  changes.observe(bar, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['hidden'] });
  size.observe(bar);
  const away = (event: Event): void => {
    const path = event.composedPath();
    if (isOpen() && !path.includes(menu) && !path.includes(open)) show(false);
  };
  const leave = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget && relatedTarget !== open && !menu.contains(relatedTarget as Node)) show(false);
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen() || event.defaultPrevented) return;
    show(false);
    open.focus();
  };
  open.addEventListener('click', () => {
    show(!isOpen());
    if (isOpen()) menu.querySelector<HTMLElement>('button:not([hidden], :disabled)')?.focus();
  });
  menu.addEventListener('focusout', leave);
  bar.addEventListener('keydown', escape);
  document.addEventListener('pointerdown', away);
  return {
    stop() {
      changes.disconnect();
      size.disconnect();
      document.removeEventListener('pointerdown', away);
    },
  };
}
