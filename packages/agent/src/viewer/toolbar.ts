import { foldInto } from './fold.js';
import { type IconName, icon } from './icons.js';
import { make } from './make.js';
import type { Strings } from './strings.js';

export interface ToolbarOptions {
  document: Document;
  strings: Strings;
  act: Record<'zoomIn' | 'zoomOut' | 'fit' | 'actual' | 'fullscreen' | 'leave' | 'end', () => void>;
}

export interface Toolbar {
  readonly element: HTMLElement;
  readonly people: HTMLElement;
  /** The tools to point and draw with. */
  readonly tools: HTMLElement;
  /** What changes drawings: colour, undo, clear. */
  readonly edits: HTMLElement;
  /** The state of remote assist, and what can be done about it. */
  readonly assist: HTMLElement;
  /** To proposals. */
  readonly propose: HTMLElement;
  pin(code: string): void;
  page(title: string, url: string): void;
  rules(hash: string): void;
  light(look: 'live' | 'wait' | 'over', text: string): void;
  scale(scale: number, mode: 'fit' | 'fixed'): void;
  fullscreen(on: boolean): void;
  stop(): void;
}

/** Digits in groups a person can read out. */
const grouped = (pin: string): string => (pin.length === 6 ? `${pin.slice(0, 3)} ${pin.slice(3)}` : pin);

export function createToolbar({ document, strings: s, act }: ToolbarOptions): Toolbar {
  const button = (name: IconName | undefined, label: string, run: () => void, text?: string, className = ''): HTMLButtonElement => {
    const made = make(document, 'button', { type: 'button', 'aria-label': label, title: label, class: className });
    if (name) made.append(icon(document, name));
    if (text !== undefined) made.append(make(document, 'span', { class: name ? 'text' : '' }, text));
    else made.append(make(document, 'span', { class: 'words', 'aria-hidden': 'true' }, label));
    made.addEventListener('click', run);
    return made;
  };
  const status = make(
    document,
    'span',
    { class: 'light', role: 'status' },
    make(document, 'i', { 'aria-hidden': 'true' }),
    make(document, 'span'),
  );
  const code = make(document, 'b', { class: 'code' });
  const copy = button('copy', s.copyPin, () => void copyPin());
  const pin = make(document, 'span', { class: 'group pin', hidden: '' }, s.pin, code, copy);
  const address = make(document, 'span', { class: 'address' });
  const fingerprint = make(document, 'b');
  const rules = make(
    document,
    'span',
    { class: 'rules', hidden: '' },
    icon(document, 'shield'),
    make(document, 'span', {}, s.rules),
    fingerprint,
  );
  const tools = make(document, 'div', { class: 'tools', role: 'group', 'aria-label': s.tools, hidden: '' });
  const edits = make(document, 'div', { class: 'tools', role: 'group', 'aria-label': s.edits, hidden: '' });
  const assist = make(document, 'div', { class: 'assist slot' });
  const propose = make(document, 'span', { class: 'slot' });
  const people = make(document, 'ul', { class: 'people', 'aria-label': s.people });
  const level = button(undefined, s.actualSize, act.actual, '100 %', 'scale');
  // Its name begins with what it shows, for those who speak to their computer.
  const name = (percent: string): void => level.setAttribute('aria-label', `${percent}, ${s.actualSize}`);
  name('100 %');
  const fit = button('fit', s.fit, act.fit);
  const zoom = make(
    document,
    'span',
    { class: 'group zoom', role: 'group', 'aria-label': s.zoom },
    button('minus', s.zoomOut, act.zoomOut),
    level,
    button('plus', s.zoomIn, act.zoomIn),
    fit,
  );
  const full = button('expand', s.fullscreen, act.fullscreen);
  // In an iframe that may not: a button that does nothing is worse than none.
  full.hidden = !document.fullscreenEnabled;
  const leave = button('leave', s.leave, act.leave, s.leave);
  const end = button('end', s.end, () => ask(true), s.end, 'danger');
  const yes = button(undefined, s.endYes, act.end, s.endYes, 'sure');
  const no = button(undefined, s.endNo, () => ask(false), s.endNo);
  const confirm = make(
    document,
    'span',
    { class: 'confirm', role: 'group', 'aria-label': s.endQuestion, hidden: '' },
    s.endQuestion,
    yes,
    no,
  );
  const room = make(document, 'span', { class: 'room', hidden: '' }, address);
  const exit = make(document, 'span', { class: 'exit' }, leave, end, confirm);
  const view = make(document, 'span', { class: 'view' }, zoom, full);
  const element = make(
    document,
    'div',
    { class: 'bar', role: 'group', 'aria-label': s.toolbar },
    tools,
    edits,
    assist,
    propose,
    room,
    status,
    rules,
    pin,
    people,
    view,
    exit,
  );
  const fold = foldInto({
    document,
    bar: element,
    label: s.more,
    filler: room,
    items: [rules, pin, view, room, people, edits, exit, propose, tools],
  });
  let pinCode = '';

  const call = (named: HTMLButtonElement, label: string): void => {
    named.setAttribute('aria-label', label);
    named.title = label;
    const words = named.querySelector('.words');
    if (words) words.textContent = label;
  };
  const ask = (open: boolean): void => {
    confirm.hidden = !open;
    end.hidden = open;
    leave.hidden = open;
    (open ? no : end).focus();
  };
  const copyPin = async (): Promise<void> => {
    try {
      await document.defaultView?.navigator.clipboard.writeText(pinCode);
    } catch {
      // No permission for the clipboard: the code is selected instead, ready for the keyboard.
      document.defaultView?.getSelection()?.selectAllChildren(code);
      call(copy, s.copyByHand);
      return;
    }
    copy.firstElementChild?.replaceWith(icon(document, 'check'));
    call(copy, s.copied);
    document.defaultView?.setTimeout(() => {
      copy.firstElementChild?.replaceWith(icon(document, 'copy'));
      call(copy, s.copyPin);
    }, 1500);
  };
  confirm.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') ask(false);
  });

  return {
    element,
    people,
    tools,
    edits,
    assist,
    propose,
    pin(next) {
      pinCode = next;
      pin.hidden = next === '';
      code.textContent = grouped(next);
    },
    page(title, url) {
      room.hidden = title === '' && url === '';
      // Where there is little room the host is not shown; the whole address is in the tooltip.
      const [, host = '', path = ''] = /^(?:https?:\/\/)?([^/]*)(.*)$/.exec(url) ?? [];
      address.title = url;
      address.replaceChildren(
        make(document, 'bdi', {}, make(document, 'b', {}, title || url)),
        ...(title && url ? [' — ', make(document, 'span', { class: 'host' }, host), path] : []),
      );
    },
    rules(hash) {
      rules.hidden = hash === '';
      rules.title = `${s.rules} ${hash}`;
      fingerprint.textContent = hash.slice(0, 8);
    },
    light(look, text) {
      status.className = `light ${look}`;
      if (status.lastElementChild) status.lastElementChild.textContent = text;
    },
    scale(scale, mode) {
      const percent = `${Math.round(scale * 100)} %`;
      if (level.firstElementChild) level.firstElementChild.textContent = percent;
      name(percent);
      fit.setAttribute('aria-pressed', String(mode === 'fit'));
    },
    fullscreen(on) {
      full.firstElementChild?.replaceWith(icon(document, on ? 'shrink' : 'expand'));
      call(full, on ? s.exitFullscreen : s.fullscreen);
    },
    stop: fold.stop,
  };
}
