import type { Act, RefusalReason } from '@sightline/protocol';
import { during } from './during.js';
import { type Dom, isElement } from './dom.js';
import { withoutChoosers } from './file-choosers.js';
import { createFocus, placeCaret } from './focus.js';
import { createHover, type Fire } from './hover.js';
import type { Judge } from './judge.js';
import { createLightDismiss } from './light-dismiss.js';
import { mouseEvent, type MouseState, viewOf } from './mouse-events.js';
import type { Level, Places } from './places.js';
import { capturing, type PointerCapture } from './pointer-capture.js';
import type { HelpSession } from '../help/help-session.js';
import { type Slider, sliderAt } from './slider.js';
import type { TextDrag } from './text-drag.js';

type PointerAct = Extract<Act, { act: 'pointer' }>;

/** A button that is down. */
interface Press {
  target: Element;
  button: number;
  clicks: number;
  modifiers: number;
  /** Cancelled at `pointerdown`: no mouse events until the button is up. */
  muted: boolean;
  slider: Slider | undefined;
  text: TextDrag | undefined;
}

export interface HandOptions {
  dom: Dom;
  judge: Judge;
  places: Places;
  natives: HelpSession['natives'];
  /** Why a click on it may not be, or that the customer has to be asked first. */
  clicks(target: Element, press: { button: number; modifiers: number }): RefusalReason | 'ask' | undefined;
}

/** The agent's mouse: the events of a real one, in its order, with what the browser does after each (`docs/remote-assist.md`). */
export interface Hand {
  move(at: Level, act: PointerAct): RefusalReason | undefined;
  down(at: Level, act: PointerAct): RefusalReason | undefined;
  /** `clicked`: the customer has allowed what the click sends off. */
  up(at: Level, act: PointerAct, allowed: boolean): RefusalReason | 'ask' | undefined;
  readonly pressed: Element | undefined;
  /** The button goes up beside everything: what waits for it hears it, and nothing is clicked. */
  cancel(): void;
  /** Lets go of what is held, and leaves the page. */
  release(): void;
}

const PRESSES = /down|up|click|menu/;
const BITS = [1, 4, 2, 8, 16];
/** A browser looks with each frame what is under a mouse that rests. */
const LOOK_MS = 16;
const OPENS_MENU_AT_UP = /Win/;

export function createHand({ dom, judge, places, natives, clicks }: HandOptions): Hand {
  const capture: PointerCapture = { wanted: undefined, told: undefined };
  const focus = createFocus({ dom, judge });
  const dismiss = createLightDismiss({ dom, judge });
  let press: Press | undefined;
  let last: Level | undefined;
  let timer: unknown;

  /** Nothing of ours reaches what may not be touched, whatever the page has become since the act was judged. */
  const fire: Fire = (target, type, state) => {
    const view = viewOf(target);
    if (!view || judge.refuses(target)) return true;
    const going = during([...capturing(view, capture), ...withoutChoosers(view)], () =>
      target.dispatchEvent(mouseEvent(view, type, state)),
    );
    // Where a mouse only passes it is enough to ask once.
    if (PRESSES.test(type)) judge.again();
    return going;
  };
  const hover = createHover({ dom, fire });
  /** A browser makes no events of a mouse but these for a control that is off, and for what is in it. */
  const isOff = (target: Element): boolean =>
    judge.around(
      target,
      (node) => (isElement(node) && dom.matches(node, 'button:disabled,input:disabled,select:disabled,textarea:disabled')) || undefined,
    ) === true;
  const stateOf = ({ x, y }: Level, modifiers: number, more: Partial<MouseState> = {}): MouseState => ({
    x,
    y,
    modifiers,
    button: -1,
    buttons: press ? (BITS[press.button] ?? 0) : 0,
    ...more,
  });
  const settleCapture = (at: Level, modifiers: number, button = -1): void => {
    const { wanted, told } = capture;
    if (wanted === told) return;
    capture.told = wanted;
    if (told && dom.connected(told)) fire(told, 'lostpointercapture', stateOf(at, modifiers, { button }));
    if (wanted) fire(wanted, 'gotpointercapture', stateOf(at, modifiers));
  };
  /** What the events go to: while the page has tied the pointer to an element, that one. */
  const aimed = (at: Level): Level => (capture.wanted && dom.connected(capture.wanted) ? { ...at, element: capture.wanted } : at);
  const moveTo = (hit: Level, modifiers: number): void => {
    const at = aimed(hit);
    const { buttons } = stateOf(at, modifiers);
    hover.over(places.levels(at), { modifiers, button: -1, buttons }, () => settleCapture(hit, modifiers));
    if (last && last.element.ownerDocument === at.element.ownerDocument && last.x === at.x && last.y === at.y) return;
    const from = last?.element.ownerDocument === at.element.ownerDocument ? last : at;
    const state = stateOf(at, modifiers, {
      movementX: Math.floor(at.x) - Math.floor(from.x),
      movementY: Math.floor(at.y) - Math.floor(from.y),
    });
    last = hit;
    fire(at.element, 'pointermove', state);
    if (!press?.muted) fire(at.element, 'mousemove', state);
    press?.slider?.drag(hit.x, hit.y);
    if (press?.target.ownerDocument === hit.element.ownerDocument) press.text?.drag(hit.x, hit.y);
  };
  /** What is under the mouse after the page has changed below it. */
  const look = (): void => {
    judge.again();
    if (!last || press || !dom.connected(last.element)) return;
    const element = places.hit(last);
    if (typeof element === 'string') return;
    last = { ...last, element };
    hover.over(places.levels(last), { modifiers: 0, button: -1, buttons: 0 });
  };
  const common = (a: Element, b: Element): Element | undefined =>
    judge.around(a, (node) =>
      isElement(node) && node.ownerDocument === b.ownerDocument && judge.around(b, (other) => other === node || undefined)
        ? node
        : undefined,
    );
  const menu = (at: Level, state: MouseState): void => void fire(at.element, 'contextmenu', { ...state, detail: 0 });
  const menuAtUp = OPENS_MENU_AT_UP.test(navigator.userAgent);

  const cancel = (): void => {
    if (!press) return;
    const { button, muted, target, slider } = press;
    press = undefined;
    slider?.drop();
    capture.wanted = undefined;
    const root = target.ownerDocument.documentElement;
    const at = { element: root, x: last?.x ?? 0, y: last?.y ?? 0 };
    const state = stateOf(at, 0, { button });
    fire(root, 'pointerup', state);
    if (!muted) fire(root, 'mouseup', state);
    settleCapture(at, 0);
  };

  return {
    get pressed() {
      return press?.target;
    },
    move(at, { modifiers }) {
      moveTo(at, modifiers);
      return undefined;
    },
    down(at, { button, clicks: count, modifiers }) {
      if (press) return 'busy';
      const verdict = clicks(at.element, { button, modifiers });
      if (verdict && verdict !== 'ask') return verdict;
      moveTo(at, modifiers);
      press = { target: at.element, button, clicks: count, modifiers, muted: false, slider: undefined, text: undefined };
      const state = stateOf(at, modifiers, { button });
      press.muted = !fire(at.element, 'pointerdown', state);
      const off = isOff(at.element);
      const pressed = press.muted || off || fire(at.element, 'mousedown', { ...state, detail: count });
      if (pressed && !press.muted && !judge.refuses(at.element)) {
        const slider = button === 0 ? sliderAt(at.element, { dom, judge }) : undefined;
        if (slider) {
          slider.drag(at.x, at.y);
          press.slider = slider;
          capture.wanted = slider.input;
        }
        focus.press(at.element);
        judge.again();
        if (slider) settleCapture(at, modifiers);
        if (!off && button === 0) press.text = placeCaret(at.element, { x: at.x, y: at.y, clicks: count, judge });
      }
      if (button === 2 && !menuAtUp) menu(at, state);
      return undefined;
    },
    up(hit, { modifiers }, allowed) {
      if (!press) return 'gone';
      const held = press;
      settleCapture(hit, modifiers);
      const at = aimed(hit);
      // Where what was pressed is gone nothing is clicked.
      const target = common(held.target, at.element) ?? at.element.ownerDocument.documentElement;
      const verdict = held.button === 0 || held.button === 1 ? clicks(target, held) : undefined;
      if (verdict && !(verdict === 'ask' && allowed)) {
        if (verdict !== 'ask') cancel();
        return verdict;
      }
      press = undefined;
      const state = stateOf(at, modifiers, { button: held.button });
      fire(at.element, 'pointerup', state);
      const off = isOff(at.element);
      const counted = { ...state, detail: held.clicks };
      if (!held.muted && !off) fire(at.element, 'mouseup', counted);
      held.slider?.drop();
      judge.again();
      const tied = capture.told !== undefined;
      capture.wanted = undefined;
      settleCapture(at, modifiers, held.button);
      if (held.button === 0) dismiss.press(held.target, hit.element);
      // The page has heard of the press: what a click sets off may be something else now.
      const now = judge.refuses(target) ?? clicks(target, held);
      if (now && now !== 'ask') return now;
      if (off || isOff(target)) return undefined;
      if (held.button === 2 && menuAtUp) menu(at, state);
      fire(target, held.button === 0 ? 'click' : 'auxclick', counted);
      if (held.button === 0 && held.clicks === 2) fire(target, 'dblclick', counted);
      if (tied) hover.over(places.levels(hit), { modifiers, button: held.button, buttons: 0 });
      natives.clearTimeout(timer);
      timer = natives.setTimeout(look, LOOK_MS);
      return undefined;
    },
    cancel,
    release() {
      natives.clearTimeout(timer);
      cancel();
      hover.leave();
      last = undefined;
    },
  };
}
