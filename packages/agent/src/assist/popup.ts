import type { Desk } from '../viewer/desk.js';
import { make } from '../viewer/make.js';
import type { FormControl } from './form-control.js';
import { type MirrorElement, type PageBox, placeOf, toPage } from './mirror-place.js';

type Listed = FormControl & { kind: 'list' };
type Picked = FormControl & { kind: 'picked' };
export type PopupControl = Listed | Picked;

/** What stands at the desk for a native popup: a list, or a field for dates, times and colours. */
export interface Popup {
  readonly at: MirrorElement | undefined;
  /** `use`: the agent chooses in it; else it only shows what the customer has open. */
  open(control: PopupControl, use: boolean): void;
  close(): void;
  stop(): void;
}

export interface PopupOptions {
  desk: Pick<Desk, 'document' | 'stage' | 'renderer' | 'strings'>;
  choose(at: MirrorElement, options: readonly number[]): void;
  value(at: MirrorElement, text: string): void;
  /** The agent has done with it. */
  done(at: MirrorElement): void;
}

/** Options a popup lists; above that the page is asked to be used as it is. */
const MAX_OPTIONS = 5_000;

export function createPopup({ desk, choose, value, done }: PopupOptions): Popup {
  const { document, stage, strings } = desk;
  const s = strings.assist;
  const element = make(document, 'div', { class: 'popup', hidden: '' });
  stage.overlay.append(element);
  let at: MirrorElement | undefined;

  const close = (): void => {
    const had = element.contains((element.getRootNode() as ShadowRoot).activeElement);
    const was = at;
    at = undefined;
    element.hidden = true;
    element.replaceChildren();
    if (had && was) done(was);
  };
  const place = (box: PageBox): void => {
    const { scale } = stage;
    const below = (box.top + box.height) * scale;
    const { style } = element;
    style.left = `${Math.max(0, box.left * scale)}px`;
    style.minWidth = `${box.width * scale}px`;
    // Where there is more room above it opens upwards, as a browser's own does.
    const room = stage.layer.clientHeight - below;
    const up = room < 160 && box.top * scale > room;
    style.top = up ? '' : `${below}px`;
    style.bottom = up ? `${stage.layer.clientHeight - box.top * scale}px` : '';
    style.maxHeight = `${Math.max(80, up ? box.top * scale : room)}px`;
  };
  const list = ({ at, select }: Listed, use: boolean): HTMLElement => {
    const box = make(document, 'ul', { role: 'listbox', tabindex: '0', 'aria-label': use ? s.name : s.listOpen });
    const table = placeOf(desk.renderer, at)?.scene.table;
    const rows: { row: HTMLElement; option: HTMLOptionElement }[] = [];
    let group: Element | null = null;
    for (const option of [...select.options].slice(0, MAX_OPTIONS)) {
      if (option.hidden) continue;
      const parent = option.parentElement;
      if (parent?.localName === 'optgroup' && parent !== group) {
        box.append(make(document, 'li', { class: 'group-name', role: 'presentation' }, (parent as HTMLOptGroupElement).label));
        group = parent;
      }
      const off = option.disabled || (parent?.localName === 'optgroup' && (parent as HTMLOptGroupElement).disabled);
      const row = make(
        document,
        'li',
        { role: 'option', id: `o${rows.length}`, 'aria-selected': String(option.selected), ...(off && { 'aria-disabled': 'true' }) },
        option.label || option.text || ' ',
      );
      rows.push({ row, option });
      box.append(row);
    }
    const usable = rows.filter(({ row }) => !row.hasAttribute('aria-disabled'));
    let active = Math.max(
      0,
      usable.findIndex(({ option }) => option.selected),
    );
    const mark = (to: number): void => {
      active = Math.min(usable.length - 1, Math.max(0, to));
      for (const { row } of rows) row.classList.toggle('active', row === usable[active]?.row);
      const row = usable[active]?.row;
      if (!row) return;
      box.setAttribute('aria-activedescendant', row.id);
      row.scrollIntoView({ block: 'nearest' });
    };
    const take = (option: HTMLOptionElement | undefined): void => {
      const id = option && table?.idOf(option);
      if (id !== undefined) choose(at, [id]);
      close();
    };
    if (use) {
      let typed = '';
      let typedAt = 0;
      box.addEventListener('click', (event) => {
        const hit = usable.find(({ row }) => row.contains(event.target as Node));
        if (hit) take(hit.option);
      });
      box.addEventListener('pointermove', (event) => {
        const over = usable.findIndex(({ row }) => row === event.target);
        if (over >= 0 && over !== active) mark(over);
      });
      box.addEventListener('keydown', (event) => {
        event.stopPropagation();
        const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -usable.length, End: usable.length }[event.key];
        if (step !== undefined) mark(active + step);
        else if (event.key === 'Enter' || event.key === ' ' || event.key === 'Tab') take(usable[active]?.option);
        else if (event.key === 'Escape') close();
        else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
          typed = event.timeStamp - typedAt < 1_000 ? typed + event.key : event.key;
          typedAt = event.timeStamp;
          const found = usable.findIndex(({ option }) => option.text.trim().toLowerCase().startsWith(typed.toLowerCase()));
          if (found >= 0) mark(found);
        } else return;
        event.preventDefault();
      });
    }
    queueMicrotask(() => mark(active));
    return box;
  };
  const picker = ({ at, input }: Picked, use: boolean): HTMLElement => {
    const { type, value: now } = input;
    const field = make(document, 'input', { type, 'aria-label': s.name });
    for (const name of ['min', 'max', 'step'] as const) if (input[name] !== '') field.setAttribute(name, input[name]);
    field.value = now;
    const form = make(document, 'form', { novalidate: '' }, field);
    if (!use) {
      field.disabled = true;
      return form;
    }
    const cancel = make(document, 'button', { type: 'button' }, s.cancel);
    form.append(make(document, 'button', { type: 'submit', class: 'accent' }, s.set), cancel);
    cancel.addEventListener('click', close);
    form.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Escape') close();
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      value(at, field.value);
      close();
    });
    return form;
  };
  return {
    get at() {
      return at;
    },
    open(control, use) {
      const where = placeOf(desk.renderer, control.at);
      if (!where) return;
      ({ at } = control);
      const content = control.kind === 'list' ? list(control, use) : picker(control, use);
      element.replaceChildren(...(use ? [] : [make(document, 'p', {}, control.kind === 'list' ? s.listOpen : s.pickerOpen)]), content);
      element.classList.toggle('shown', !use);
      element.hidden = false;
      place(toPage(where, where.scene.frame.natives.rect(control.at.element)));
      if (use) (control.kind === 'list' ? content : content.querySelector('input'))?.focus({ preventScroll: true });
    },
    close,
    stop() {
      at = undefined;
      element.remove();
    },
  };
}
