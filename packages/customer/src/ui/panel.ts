import { element, icon } from './element.js';
import type { Face } from './face.js';
import { pinGroups } from './pin-groups.js';
import type { WidgetActions } from './state.js';
import type { Strings } from './strings.js';

export interface PanelOptions {
  document: Document;
  view: Window;
  strings: Strings;
  /** The customer pressed a button that concerns the session, or put the panel away. */
  press(what: 'stop' | 'close' | 'pause' | 'resume' | 'preview'): void;
  /** Her answer to an agent who asks. */
  answer(userId: string, allow: boolean): void;
  /** The customer moved the panel; CSS pixels from the right and bottom edges. */
  place(right: number, bottom: number): void;
  /** What can move it, loaded. */
  loadMove: WidgetActions['loadMove'];
}

export interface Panel {
  root: HTMLElement;
  draw(face: Face): void;
}

/** Events inside the panel that are none of the page's business: its shortcuts, outside-click handlers and focus traps. */
const KEPT_IN = 'click pointerdown mousedown touchstart keydown keyup focusin';

/** The panel's elements, made once; a state only changes their words, so the focus stays where the customer has put it. */
export function createPanel({ document, view, strings, press, answer, place, loadMove }: PanelOptions): Panel {
  const title = element(document, 'p', { class: 'title', 'aria-live': 'polite' });
  const hint = element(document, 'p', { class: 'hint' });
  const code = element(document, 'p', { class: 'code' });
  const digits = element(document, 'span', { class: 'digits', 'aria-hidden': 'true' });
  const said = element(document, 'span', { class: 'said' });
  const copy = element(document, 'button', { type: 'button', class: 'copy' });
  const pin = element(document, 'div', { class: 'pin' }, digits, said, copy);
  const peek = element(document, 'button', { type: 'button', class: 'peek' });
  const rules = element(document, 'p', { class: 'code' });
  const toggle = element(document, 'button', { type: 'button' });
  const exit = element(document, 'button', { type: 'button', class: 'exit' });
  const question = element(document, 'p');
  const reply = (allow: boolean): HTMLElement => {
    const button = element(document, 'button', { type: 'button' }, strings[allow ? 'allow' : 'refuse']);
    button.addEventListener('click', () => {
      if (shown?.asks) answer(shown.asks.userId, allow);
      // The button goes; a keyboard stays in the panel, where another Enter does no harm.
      fold.focus();
    });
    return button;
  };
  const ask = element(document, 'div', { class: 'ask' }, question, element(document, 'div', { class: 'row' }, reply(false), reply(true)));
  const grip = element(document, 'button', { type: 'button', class: 'grip', 'aria-label': strings.move, title: strings.move });
  const fold = element(document, 'button', { type: 'button', class: 'fold', 'aria-label': strings.fold, title: strings.fold });
  const bar = element(document, 'div', { class: 'bar' }, grip, element(document, 'span', { class: 'dot' }), title, fold);
  const news = element(document, 'div', { 'aria-live': 'polite' }, hint, pin, code, ask);
  const body = element(document, 'div', { class: 'body' }, news, peek, element(document, 'div', { class: 'row' }, toggle, exit), rules);
  const root = element(document, 'section', { 'aria-label': strings.region, role: 'region', lang: strings.lang }, bar, body);
  grip.append(icon(document, 'grip'));
  fold.append(icon(document, 'fold'));

  let shown: Face | undefined;
  const unfold = (open: boolean): void => {
    body.hidden = !open;
    fold.setAttribute('aria-expanded', String(open));
  };

  for (const type of KEPT_IN.split(' ')) root.addEventListener(type, (event) => event.stopPropagation());
  fold.addEventListener('click', () => unfold(body.hidden === true));
  exit.addEventListener('click', () => shown && press(shown.exit));
  toggle.addEventListener('click', () => shown?.toggle && press(shown.toggle));
  peek.addEventListener('click', () => press('preview'));
  copy.addEventListener('click', () => {
    copyText(view, shown?.pin).then(
      () => say(copy, strings.copied),
      () => say(copy, ''),
    );
  });
  let movable = false;
  // She is about to move it.
  const approach = (): void => {
    if (movable) return;
    movable = true;
    loadMove().then(
      ({ makeMovable }) => makeMovable({ bar, grip, panel: root, view, place }),
      () => {
        movable = false;
      },
    );
  };
  bar.addEventListener('pointerenter', approach);
  grip.addEventListener('focus', approach);
  unfold(true);

  return {
    root,
    draw(face) {
      // News that needs reading or an answer opens a folded panel; the rest leaves it as it is.
      if (face.pin !== shown?.pin || face.tone === 'bad' || face.asks?.userId !== shown?.asks?.userId) unfold(true);
      shown = face;
      root.className = `panel ${face.tone}`;
      say(title, face.title);
      say(hint, face.hint);
      say(code, face.code);
      say(question, face.question);
      ask.hidden = !face.asks;
      say(exit, strings[face.exit]);
      say(toggle, face.toggle && strings[face.toggle]);
      say(peek, face.peek === undefined ? '' : strings.peek);
      peek.setAttribute('aria-pressed', String(face.peek));
      say(rules, face.rules && `${strings.rules} ${face.rules.slice(0, 8)}`);
      rules.title = face.rules ?? '';
      pin.hidden = !face.pin;
      digits.replaceChildren(...pinGroups(face.pin ?? '').map((group) => element(document, 'span', {}, group)));
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
