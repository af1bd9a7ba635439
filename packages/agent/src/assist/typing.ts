import type { Act } from '@sightline/protocol';
import type { Desk } from '../viewer/desk.js';
import { make } from '../viewer/make.js';
import type { ActSender } from './act-sender.js';
import { createCaretView } from './caret-view.js';
import { composing } from './composing.js';
import { effectOf, type KeyEffect, modifiersOf } from './keymap.js';
import { type MirrorElement, placeOf, toPage } from './mirror-place.js';
import { nextStop, tabOrder } from './tab-order.js';
import { editText, focusOf, followText, moveCaret, placeCaret, type TextState } from './text-edit.js';
import { type TextPlace, textPlaceOf } from './text-place.js';

/** Milliseconds the page has to make of a text what was typed; then what it has made counts. */
const SETTLE_MS = 350;
/** Milliseconds a focus of the customer's page counts as following from what the agent did. */
const FOLLOWS_MS = 1_500;

/** Types into what has the focus in the mirror. What is typed is shown when it comes back as a change, not before. */
export interface Typing {
  readonly at: MirrorElement | undefined;
  readonly text: TextState | undefined;
  /** Keys go to this element from now on; the focus of the mirror is followed from there. */
  open(target: MirrorElement): void;
  /** Enters where the customer's focus is, else at the first stop of Tab. False where there is none. */
  enter(): boolean;
  /** Puts the caret, or with `extend` the moving end of the selection. */
  point(offset: number, extend: boolean): void;
  select(start: number, end: number): void;
  close(): void;
  stop(): void;
}

export interface TypingOptions {
  desk: Pick<Desk, 'document' | 'realm' | 'stage' | 'renderer' | 'strings'>;
  sender: ActSender;
  /** A key on something that is no text and has more to it than the key (a list). True: taken. */
  control(event: KeyboardEvent, at: MirrorElement): boolean;
  /** Something sent did not go: it is told to the agent. */
  failed(sent: ReturnType<ActSender['send']>): void;
  /** The customer has turned to something else meanwhile. */
  lost(): void;
}

export function createTyping({ desk, sender, control, failed, lost }: TypingOptions): Typing {
  const { document, realm, stage, strings } = desk;
  const mac = /mac|iphone|ipad/i.test(realm.navigator.platform);
  const now = (): number => realm.performance.now();
  const input = make(document, 'textarea', {
    class: 'typing',
    'aria-label': strings.assist.typeHere,
    autocomplete: 'off',
    autocapitalize: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
    rows: '1',
    hidden: '',
  });
  const view = createCaretView(document, stage.overlay);
  stage.overlay.append(input);

  let at: MirrorElement | undefined;
  let place: TextPlace | undefined;
  let state: TextState | undefined;
  /** When the agent last did something the page may answer. */
  let acted = 0;
  let edited = 0;
  let frame: number | undefined;
  /** Keys that are down on the page, by their codes. */
  const down = new Map<string, string>();

  const send = (act: Act): void => {
    acted = now();
    const sent = sender.send(act);
    if (sent !== 'sent') failed(sent);
  };
  const aim = (): { path: readonly number[]; id: number } | undefined => at && { path: at.path, id: at.id };
  const key = (event: KeyboardEvent, isDown: boolean): void => {
    const where = aim();
    if (!where) return;
    const { key, code, repeat } = event;
    if (isDown) down.set(code, key);
    else if (!down.delete(code)) return;
    send({ act: 'key', at: where, down: isDown, key: key.slice(0, 64), code, modifiers: modifiersOf(event), repeat });
  };
  const edit = (inputType: string, text: string): void => {
    const where = aim();
    if (!where) return;
    send({ act: 'input', at: where, inputType, text });
    // Enter in a field of one line sends its form.
    if (state && !(place?.lines === 'one' && inputType === 'insertLineBreak')) state = editText(state, inputType, text) ?? state;
    edited = now();
  };
  const selected = (next: TextState): void => {
    state = next;
    const act = place?.select(next);
    if (act) send(act);
    view.blink();
  };
  /** A line up or down, or to the edge of a line as it is shown. */
  const byEye = (step: 'up' | 'down' | 'lineStart' | 'lineEnd'): number | undefined => {
    const [caret] = state && place ? place.boxes(focusOf(state), focusOf(state)) : [];
    if (!place || !caret) return undefined;
    const box = boxOf();
    const y = caret.top + caret.height / 2 + (step === 'up' ? -caret.height : step === 'down' ? caret.height : 0);
    const x = step === 'lineStart' ? (box?.left ?? 0) + 1 : step === 'lineEnd' ? (box ? box.left + box.width - 1 : 0) : caret.left;
    return place.offsetAt({ x, y });
  };
  const moved = ({ step, extend }: KeyEffect & { kind: 'caret' }): void => {
    if (!state || !place) return;
    if (step === 'all') return selected({ ...state, start: 0, end: state.text.length, backward: false });
    const lines = place.lines !== 'one';
    if (step === 'up' || step === 'down') {
      const to = lines ? byEye(step) : undefined;
      return selected(placeCaret(state, to ?? (step === 'up' ? 0 : state.text.length), extend));
    }
    const seen = lines && (step === 'lineStart' || step === 'lineEnd') ? byEye(step) : undefined;
    selected(seen === undefined ? moveCaret(state, step, extend) : placeCaret(state, seen, extend));
  };
  const tab = (event: KeyboardEvent): void => {
    const { renderer } = desk;
    const next = renderer && at ? nextStop(tabOrder(renderer), at.element, event.shiftKey ? -1 : 1) : undefined;
    key(event, true);
    // Beyond the ends the keyboard goes on in the desk.
    if (!next) return close();
    event.preventDefault();
    send({ act: 'focus', at: { path: next.path, id: next.id } });
    take(next);
    if (state) selectAll();
  };
  /** As a browser does where Tab enters a field of one line. */
  const selectAll = (): void => {
    if (state && place?.lines === 'one') state = { ...state, start: 0, end: state.text.length, backward: false };
  };
  const onDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (!at) return;
    if (event.isComposing || event.key === 'Process') return key(event, true);
    if (event.key === 'Escape') {
      key(event, true);
      event.preventDefault();
      return close();
    }
    if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) return tab(event);
    if (!place) {
      const effect = effectOf(event, 'one', mac);
      if (effect.kind === 'foreign') return;
      event.preventDefault();
      if (!control(event, at)) key(event, true);
      return;
    }
    const effect = effectOf(event, place.lines, mac);
    if (effect.kind === 'foreign') return;
    key(event, true);
    switch (effect.kind) {
      case 'native':
        return;
      case 'plain':
        return event.preventDefault();
      case 'edit':
        event.preventDefault();
        return edit(effect.inputType, '');
      case 'caret':
        event.preventDefault();
        return moved(effect);
      default:
        effect satisfies never;
    }
  };
  const onUp = (event: KeyboardEvent): void => {
    event.stopPropagation();
    key(event, false);
  };
  const onText = (event: InputEvent): void => {
    if (event.inputType === 'insertCompositionText') return;
    event.preventDefault();
    if (place && event.inputType !== '') edit(event.inputType, event.data ?? event.dataTransfer?.getData('text/plain') ?? '');
  };
  const clipboard = (event: ClipboardEvent): void => {
    event.preventDefault();
    if (!state || !place) return;
    if (event.type === 'paste') return edit('insertFromPaste', event.clipboardData?.getData('text/plain') ?? '');
    const chosen = state.text.slice(state.start, state.end);
    if (chosen === '') return;
    event.clipboardData?.setData('text/plain', chosen);
    if (event.type === 'cut') edit('deleteByCut', '');
  };
  const ime = composing(input, (phase, text) => {
    const where = aim();
    if (!where || !place) return;
    send({ act: 'compose', at: where, phase, text });
    if (phase === 'end' && state) state = editText(state, 'insertText', text);
    edited = now();
  });

  const boxOf = (): ReturnType<typeof toPage> | undefined => {
    const where = at && placeOf(desk.renderer, at);
    return at && where ? toPage(where, where.scene.frame.natives.rect(at.element)) : undefined;
  };
  /** The field is another node after a keyframe, or the focus went on: the mirror says. */
  const follow = (): boolean => {
    const focused = desk.renderer?.focused;
    if (!at || focused?.element === at.element) return true;
    if (placeOf(desk.renderer, at)?.scene.table.get(at.id) !== at.element) {
      if (focused) take(focused);
      else close();
      return focused !== undefined;
    }
    // What was just clicked gets the focus on the page a moment later.
    const waits = now() - acted < FOLLOWS_MS;
    const elsewhere = focused !== undefined && focused.element !== before;
    if (waits && elsewhere) take(focused);
    if (waits) return true;
    close();
    if (elsewhere) lost();
    return false;
  };
  /** What had the focus when the agent turned to another element. */
  let before: Element | undefined;
  const look = (): void => {
    frame = undefined;
    if (!at || !follow() || !at) return;
    frame = realm.requestAnimationFrame(look);
    if (place && state) {
      const text = place.read();
      if (text !== state.text && now() - edited > SETTLE_MS) state = followText(state, text);
    }
    view.show({ place, state, box: boxOf(), scale: stage.scale });
    const { x, y } = view.spot;
    input.style.transform = `translate(${x}px, ${y}px)`;
  };
  function take(target: MirrorElement): void {
    before = desk.renderer?.focused?.element;
    at = target;
    place = textPlaceOf(desk.renderer, target);
    if (place) at = { path: place.path, id: place.id, element: place.element };
    const text = place?.read() ?? '';
    state = place ? { text, start: text.length, end: text.length, backward: false } : undefined;
    input.hidden = false;
    input.value = '';
    input.focus({ preventScroll: true });
    frame ??= realm.requestAnimationFrame(look);
  }
  function close(): void {
    if (!at) return;
    at = place = state = undefined;
    down.clear();
    if (frame !== undefined) realm.cancelAnimationFrame(frame);
    frame = undefined;
    view.hide();
    const focused = (input.getRootNode() as ShadowRoot).activeElement === input;
    input.hidden = true;
    // A composition that is under way.
    input.value = '';
    if (focused) stage.element.focus({ preventScroll: true });
  }
  // A desk that is left for another window keeps no key down on the page.
  const left = (): void => {
    for (const [code, key] of down) {
      const where = aim();
      if (where) send({ act: 'key', at: where, down: false, key, code, modifiers: 0, repeat: false });
    }
    down.clear();
  };
  const listeners: [string, (event: never) => void][] = [
    ['keydown', onDown],
    ['keyup', onUp],
    ['beforeinput', onText],
    ['paste', clipboard],
    ['copy', clipboard],
    ['cut', clipboard],
    ['blur', left],
  ];
  for (const [type, run] of listeners) input.addEventListener(type, run as EventListener);

  return {
    get at() {
      return at;
    },
    get text() {
      return state;
    },
    open(target) {
      acted = now();
      take(target);
    },
    enter() {
      const { renderer } = desk;
      const target = renderer?.focused ?? (renderer && nextStop(tabOrder(renderer), undefined, 1));
      if (!target) return false;
      if (target !== renderer?.focused) send({ act: 'focus', at: { path: target.path, id: target.id } });
      acted = now();
      take(target);
      return true;
    },
    point(offset, extend) {
      if (state) selected(placeCaret(state, offset, extend));
    },
    select(start, end) {
      if (state) selected({ ...state, start, end, backward: false });
    },
    close,
    stop() {
      close();
      ime.stop();
      for (const [type, run] of listeners) input.removeEventListener(type, run as EventListener);
      view.stop();
      input.remove();
    },
  };
}
