import type { Face } from './face.js';
import { pinGroups } from './pin-groups.js';
import type { Strings } from './strings.js';

export interface PanelOptions {
  document: Document;
  view: Window;
  strings: Strings;
  /** The customer pressed a button that concerns the session, or put the panel away. */
  press(what: 'stop' | 'close' | 'pause' | 'resume' | 'preview'): void;
  /** The customer comes near: the panel may be about to be moved. */
  approach(): void;
  /** Says what stays hidden, there. */
  tellKept(place: HTMLElement): void;
}

export interface Panel {
  root: HTMLElement;
  bar: HTMLElement;
  grip: HTMLElement;
  exit: HTMLElement;
  fold: HTMLElement;
  /** Where an agent is asked about. */
  ask: HTMLElement;
  /** Opens or folds it. */
  unfold(open: boolean): void;
  /** Presses `exit`. */
  leave(): void;
  draw(face: Face): void;
}

/** Milliseconds the copy button says that it has copied. */
const COPIED_MS = 2_000;

/** Events inside the panel that are none of the page's business: its shortcuts, outside-click handlers and focus traps. */
const KEPT_IN = 'click pointerdown mousedown touchstart keydown keyup focusin';

/** The panel's elements, made once; a state only changes their words, so the focus stays where the customer has put it. */
export function createPanel({ document, view, strings, press, approach, tellKept }: PanelOptions): Panel {
  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name: string, ...children: (Node | string)[]) => {
    const made = document.createElement(tag);
    made.className = name;
    made.append(...children);
    return made;
  };
  const title = make('p', 'title');
  const hint = make('p', 'hint');
  const code = make('p', 'code');
  const digits = make('span', 'digits');
  const said = make('span', 'said');
  const copy = make('button', 'copy');
  const pin = make('div', 'pin', digits, said, copy);
  const peek = make('button', 'peek');
  const print = make('p', 'code');
  const kept = make('p', 'hint');
  const rules = make('details', 'rules', make('summary', '', strings.rules), kept, print);
  const toggle = make('button', '');
  const exit = make('button', 'exit');
  const ask = make('div', 'ask');
  const grip = make('button', 'grip');
  const fold = make('button', 'fold');
  const bar = make('div', 'bar', grip, make('span', 'dot'), title, fold);
  const news = make('div', '', hint, pin, code, ask);
  const body = make('div', 'body', news, peek, make('div', 'row', toggle, exit), rules);
  const root = make('section', '', bar, body);
  for (const [target, name, value] of [
    [title, 'aria-live', 'polite'],
    [news, 'aria-live', 'polite'],
    [digits, 'aria-hidden', 'true'],
    [grip, 'aria-label', strings.move],
    [grip, 'title', strings.move],
    [fold, 'aria-label', strings.fold],
    [fold, 'title', strings.fold],
    [root, 'aria-label', strings.region],
    [root, 'role', 'region'],
    [root, 'lang', strings.lang],
  ] as const)
    target.setAttribute(name, value);

  let shown: Face | undefined;
  const unfold = (open: boolean): void => {
    body.hidden = !open;
    fold.setAttribute('aria-expanded', String(open));
  };

  for (const type of KEPT_IN.split(' ')) root.addEventListener(type, (event) => event.stopPropagation());
  fold.addEventListener('click', () => unfold(body.hidden === true));
  const leave = (): void => shown && press(shown.exit);
  exit.addEventListener('click', leave);
  toggle.addEventListener('click', () => shown?.toggle && press(shown.toggle));
  peek.addEventListener('click', () => press('preview'));
  copy.addEventListener('click', () => {
    copyText(view, shown?.pin).then(
      () => {
        say(copy, strings.copied);
        view.setTimeout(() => say(copy, strings.copy), COPIED_MS);
      },
      () => say(copy),
    );
  });
  root.addEventListener('pointerover', approach);
  grip.addEventListener('focus', approach);
  rules.addEventListener('toggle', () => tellKept(kept));
  unfold(true);

  return {
    root,
    bar,
    grip,
    exit,
    fold,
    ask,
    unfold,
    leave,
    draw(face) {
      // News that needs reading or an answer opens a folded panel; the rest leaves it as it is.
      if (face.pin !== shown?.pin || face.tone === 'bad' || face.asks?.userId !== shown?.asks?.userId) unfold(true);
      shown = face;
      root.className = `panel ${face.tone}`;
      say(title, face.title);
      say(hint, face.hint);
      say(code, face.code);
      ask.hidden = !face.asks;
      say(exit, strings[face.exit]);
      exit.title = face.exit === 'stop' ? strings.keys : '';
      say(toggle, face.toggle && strings[face.toggle]);
      say(peek, face.peek === undefined ? '' : strings.peek);
      peek.setAttribute('aria-pressed', String(face.peek));
      rules.hidden = !face.rules;
      say(print, face.rules?.slice(0, 8));
      print.title = face.rules ?? '';
      pin.hidden = !face.pin;
      digits.replaceChildren(...pinGroups(face.pin ?? '').map((group) => make('span', '', group)));
      // Read out digit by digit, not as a number.
      say(said, face.pin && `PIN ${[...face.pin].join(' ')}`);
      say(copy, strings.copy);
    },
  };
}

/** Sets a text only where it differs, so that a live region speaks once; without a text the element is hidden. */
function say(target: HTMLElement, text = ''): void {
  target.hidden = !text;
  if (target.textContent !== text) target.textContent = text;
}

/** Rejects where the page's permissions policy, its origin or the browser has no clipboard. */
async function copyText(view: Window, text = ''): Promise<void> {
  await view.navigator.clipboard.writeText(text);
}
