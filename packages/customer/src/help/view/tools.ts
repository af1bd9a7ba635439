import { DRAWING_TOOLS, type DrawingTool } from '../help-session.js';
import type { Make } from './make.js';
import { say } from './make.js';
import type { HelpTexts } from './texts.js';

export interface ToolActions {
  /** Undefined: puts the tool away. */
  annotate(tool: { tool: DrawingTool; color: string } | undefined): void;
  undo(): void;
  redo(): void;
  clear(all: boolean): void;
}

export interface ToolState {
  /** The customer may draw. */
  allowed: boolean;
  /** What is in the customer's hand. */
  tool: string | undefined;
  /** Drawings of anybody on the page. */
  strokes: number;
}

/** The customer's drawing tools: a button that opens them, and one that clears everything, for as long as there is something. */
export function createTools({ make, texts, color, actions }: { make: Make; texts: HelpTexts; color: string; actions: ToolActions }): {
  element: HTMLElement;
  show(state: ToolState): void;
} {
  let drawing = false;
  const picker = make('input');
  picker.type = 'color';
  picker.value = color;
  picker.setAttribute('aria-label', texts.color);
  picker.title = texts.color;
  let last: DrawingTool = 'pen';
  const take = (tool: DrawingTool): void => {
    last = tool;
    actions.annotate({ tool, color: picker.value });
  };
  picker.addEventListener('change', () => take(last));
  const tools = new Map<string, HTMLButtonElement>(
    DRAWING_TOOLS.map((tool) => [tool, make.button(texts.tools[tool], () => take(tool))] as const),
  );
  const bar = make(
    'div',
    'tools',
    ...tools.values(),
    picker,
    make.button(texts.undo, actions.undo),
    make.button(texts.redo, actions.redo),
    make.button(texts.clearMine, () => actions.clear(false)),
  );
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', texts.toolbar);
  const toggle = make.button('', () => {
    if (drawing) actions.annotate(undefined);
    else take(last);
  });
  const clear = make.button(texts.clearAll, () => actions.clear(true));
  const element = make('div', '', make('div', 'row', toggle, clear), bar);
  return {
    element,
    show({ allowed, tool, strokes }) {
      drawing = allowed && tool !== undefined;
      element.hidden = !allowed && strokes === 0;
      toggle.hidden = !allowed;
      say(toggle, drawing ? texts.done : texts.draw);
      toggle.setAttribute('aria-expanded', String(drawing));
      bar.hidden = !drawing;
      clear.hidden = strokes === 0;
      for (const [name, button] of tools) button.setAttribute('aria-pressed', String(name === tool));
    },
  };
}
