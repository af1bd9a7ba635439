import { sendInput, sendPlain } from './edit-events.js';
import { setNative, type View, viewOf } from './realm.js';

/** Picks what a list, a calendar or a slider offers, and says `input` and `change` as a hand's pick does: only where it is another. */
export function pickValue(element: HTMLInputElement, text: string, events: readonly string[] = ['input', 'change']): boolean {
  const { value } = element;
  if (value === text) return true;
  setNative(element, 'value', text);
  // The browser has refused what is no date.
  if (element.value === '' && text !== '') {
    setNative(element, 'value', value);
    return false;
  }
  if (element.value !== value) for (const type of events) sendPlain(element, type);
  return true;
}

/** Options that are shown and can be chosen. */
export const choosable = (option: HTMLOptionElement): boolean => !option.disabled && !option.closest('optgroup:disabled');

/** Selects exactly these options. False where one of them cannot be chosen. */
export function pickOptions(select: HTMLSelectElement, chosen: readonly HTMLOptionElement[]): boolean {
  const options = [...select.options];
  const differ = options.filter((option) => option.selected !== chosen.includes(option));
  if (chosen.some((option) => !options.includes(option)) || differ.some((option) => !choosable(option))) {
    // One that is preselected and disabled gives way in a list of one.
    if (select.multiple || chosen.some((option) => !options.includes(option) || !choosable(option))) return false;
  }
  if (!select.multiple && chosen.length !== 1) return false;
  if (!differ.length) return true;
  for (const option of differ) if (select.multiple || chosen.includes(option)) setNative(option, 'selected', chosen.includes(option));
  for (const type of ['input', 'change']) sendPlain(select, type);
  return true;
}

/** Arrow keys of a number field: a step up or down from what it holds. */
export function stepNumber(view: View, element: HTMLInputElement, up: boolean): void {
  const { value, validity } = element;
  if (up ? validity.rangeOverflow : validity.rangeUnderflow) return;
  try {
    const { prototype } = view.HTMLInputElement;
    (up ? prototype.stepUp : prototype.stepDown).call(element);
  } catch {
    // `step=any` takes steps of one.
    setNative(element, 'value', String(Number(value) + (up ? 1 : -1)));
  }
  const stepped = element.value;
  setNative(element, 'value', value);
  if (!sendInput(element, 'beforeinput', { inputType: 'insertText', data: stepped })) return;
  pickValue(element, stepped);
}

const number = (text: string, otherwise: number): number => (text !== '' && Number.isFinite(Number(text)) ? Number(text) : otherwise);

/** Keys of a slider: by steps, by tenths, to an end. */
export function slide(element: HTMLInputElement, key: string): boolean {
  const [min, max] = [number(element.min, 0), number(element.max, 100)];
  const step = element.step === 'any' ? (max - min) / 100 : number(element.step, 1) || 1;
  const big = Math.max((max - min) / 10, step);
  const style = viewOf(element)?.getComputedStyle(element);
  const turned = style?.direction === 'rtl' ? -1 : 1;
  const now = Number(element.value);
  const to = {
    ArrowUp: now + step,
    ArrowDown: now - step,
    ArrowRight: now + step * turned,
    ArrowLeft: now - step * turned,
    PageUp: now + big,
    PageDown: now - big,
    Home: min,
    End: max,
  }[key];
  if (to === undefined) return false;
  pickValue(element, String(Math.min(Math.max(to, min), Math.max(min, max))));
  return true;
}

/** The radio an arrow key goes to from another: the next of its group, in a circle. */
export function nextRadio(radio: HTMLInputElement, key: string): HTMLInputElement | undefined {
  const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[key];
  if (!by) return undefined;
  const all = [...(radio.getRootNode() as ParentNode).querySelectorAll<HTMLInputElement>('input[type=radio i]')];
  const group = all.filter(
    (other) => other === radio || (other.name === radio.name && other.form === radio.form && !other.matches(':disabled')),
  );
  const next = group[(group.indexOf(radio) + by + group.length) % group.length];
  return next === radio ? undefined : next;
}

/** Keys of a list: the option a step goes to, past what cannot be chosen. */
export function nextOption(select: HTMLSelectElement, key: string): HTMLOptionElement | undefined {
  const items = [...select.querySelectorAll<HTMLOptionElement>('option, optgroup, hr')];
  const listed = select.multiple || select.size > 1;
  const page = listed ? Math.max(1, (select.size || 4) - 1) : 3;
  const sideways = listed ? 0 : 1;
  const by = {
    ArrowDown: 1,
    ArrowUp: -1,
    ArrowRight: sideways,
    ArrowLeft: -sideways,
    PageDown: page,
    PageUp: -page,
    Home: -Infinity,
    End: Infinity,
  }[key];
  if (!by) return undefined;
  const way = Math.sign(by);
  const selected = items.indexOf(select.selectedOptions[0] as HTMLOptionElement);
  const shown = (item: HTMLOptionElement): boolean => viewOf(item)?.getComputedStyle(item).display !== 'none';
  let last: HTMLOptionElement | undefined;
  let left = Math.abs(by);
  for (let at = selected < 0 && way < 0 ? items.length - 1 : selected + way; items[at]; at += way) {
    const item = items[at] as HTMLOptionElement;
    left--;
    if (item.localName !== 'option' || !choosable(item) || !shown(item)) continue;
    last = item;
    if (left <= 0) break;
  }
  return last;
}

/** The option whose words begin with what is typed; the same letter again goes on to the next. */
export function optionBegins(select: HTMLSelectElement, typed: string): HTMLOptionElement | undefined {
  const options = [...select.options].filter(choosable);
  const letters = new Set(typed);
  const [first = ''] = typed;
  const words = (letters.size === 1 ? first : typed).toLowerCase();
  const at = options.indexOf(select.selectedOptions[0] as HTMLOptionElement);
  const from = letters.size === 1 ? at + 1 : Math.max(at, 0);
  const order = [...options.slice(from), ...options.slice(0, from)];
  return order.find((option) => option.label.trim().toLowerCase().startsWith(words));
}
