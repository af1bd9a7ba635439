import { type Dom, isElement } from './dom.js';
import type { Judge } from './judge.js';
import { viewOf } from './mouse-events.js';

/** A slider that a press drags: browsers move one for trusted presses only. */
export interface Slider {
  readonly input: HTMLInputElement;
  /** The thumb goes to the point, as far as the slider has values. */
  drag(x: number, y: number): void;
  /** Says the change, where there was one. */
  drop(): void;
}

/** CSS pixels of a thumb in browsers that do not tell: the value is measured from its middle. */
const THUMB = 16;

/** The slider a press begins to drag, if there is one at that point. */
export function sliderAt(target: Element, { dom, judge }: { dom: Dom; judge: Judge }): Slider | undefined {
  if (!isElement(target) || !dom.matches(target, 'input[type=range]:enabled')) return undefined;
  const input = target as HTMLInputElement;
  const view = viewOf(target);
  if (!view) return undefined;
  const { get, set } = Object.getOwnPropertyDescriptor(view.HTMLInputElement.prototype, 'value') as {
    get(this: HTMLInputElement): string;
    set(this: HTMLInputElement, value: string): void;
  };
  const first = get.call(input);
  const say = (type: string): void => void input.dispatchEvent(new view.Event(type, { bubbles: true, composed: type === 'input' }));
  const number = (name: string, otherwise: number): number => {
    const value = Number.parseFloat(dom.attribute(input, name) ?? '');
    return Number.isFinite(value) ? value : otherwise;
  };
  const share = (x: number, y: number): number => {
    const box = dom.box(input);
    const style = view.getComputedStyle(input);
    const upright = style.writingMode.startsWith('vertical') || style.appearance === 'slider-vertical';
    const [at, length] = upright ? [y - box.top, box.height] : [x - box.left, box.width];
    const part = Math.min(Math.max((at - THUMB / 2) / Math.max(length - THUMB, 1), 0), 1);
    // A slider that stands upright by itself, not by its writing mode, has its least value below.
    const turned = upright ? style.appearance === 'slider-vertical' : false;
    return (style.direction === 'rtl') !== turned ? 1 - part : part;
  };
  return {
    input,
    drag(x, y) {
      if (judge.refuses(input)) return;
      const min = number('min', 0);
      const max = Math.max(number('max', 100), min);
      const before = get.call(input);
      // The browser takes the nearest value there is; what a framework has put on the element itself does not hear of it.
      set.call(input, String(min + (max - min) * share(x, y)));
      if (get.call(input) !== before) say('input');
    },
    drop() {
      if (get.call(input) !== first && !judge.refuses(input)) say('change');
    },
  };
}
