import { cssColor, PICKER_COLORS, personColor } from '@sightline/draw';
import type { Desk } from '../desk.js';
import type { Drawing } from '../drawing/drawing.js';
import { make } from '../make.js';

export interface Colors {
  readonly element: HTMLElement;
  update(): void;
  stop(): void;
}

/** A button that shows the colour, and opens the ones to choose from. */
export function createColors(desk: Desk, drawing: Drawing, chosen: () => void): Colors {
  const { document } = desk;
  const s = desk.strings.drawing;
  const own = (): number => personColor(desk.you?.color);
  const nameOf = (color: number): string => {
    const name = s.colors[PICKER_COLORS.indexOf(color)] ?? cssColor(color);
    return color === own() ? `${name} (${s.ownColor})` : name;
  };
  const dot = make(document, 'i', { class: 'dot' });
  const open = make(
    document,
    'button',
    { type: 'button', class: 'tool color', 'aria-haspopup': 'true', 'aria-expanded': 'false' },
    dot,
    make(document, 'span', { class: 'words', 'aria-hidden': 'true' }, s.color),
  );
  const list = make(document, 'div', { class: 'colors', role: 'group', 'aria-label': s.color, hidden: '' });
  const show = (on: boolean): void => {
    list.hidden = !on;
    open.setAttribute('aria-expanded', String(on));
    if (on) (list.querySelector<HTMLElement>('[aria-pressed=true]') ?? (list.firstElementChild as HTMLElement)).focus();
  };
  const choices = PICKER_COLORS.map((color) => {
    const choice = make(document, 'button', { type: 'button', class: 'tool' }, make(document, 'i', { class: 'dot' }));
    (choice.firstElementChild as HTMLElement).style.background = cssColor(color);
    choice.addEventListener('click', () => {
      drawing.color = color;
      show(false);
      open.focus();
      chosen();
    });
    return [color, choice] as const;
  });
  list.append(...choices.map(([, choice]) => choice));
  const element = make(document, 'span', { class: 'picker' }, open, list);
  open.addEventListener('click', () => show(open.getAttribute('aria-expanded') === 'false'));
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || list.hidden) return;
    event.stopPropagation();
    show(false);
    open.focus();
  });
  // A click, or the focus, somewhere else.
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !element.contains(relatedTarget)) show(false);
  });
  let shown = '';
  return {
    element,
    update() {
      const color = drawing.color;
      const now = `${color} ${own()}`;
      if (now === shown) return;
      shown = now;
      dot.style.background = cssColor(color);
      open.title = `${s.color}: ${nameOf(color)}`;
      open.setAttribute('aria-label', open.title);
      for (const [of, choice] of choices) {
        choice.setAttribute('aria-pressed', String(of === color));
        choice.title = nameOf(of);
        choice.setAttribute('aria-label', choice.title);
      }
    },
    stop: () => element.remove(),
  };
}
