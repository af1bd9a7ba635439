import { type DrawTool, TOOL_KEYS } from '@sightline/draw';

/** What keys do while the customer draws: each tool has one, arrows move a cursor, Enter starts and ends, Tab walks elements. */
export interface KeyActions {
  tool(tool: DrawTool): void;
  /** CSS pixels. */
  step(dx: number, dy: number): void;
  enter(): void;
  snap(): void;
  /** False where snapping is off. */
  walk(back: boolean): boolean;
  undo(): void;
  redo(): void;
  clear(): void;
  stop(): void;
}

const STEP = 10;
const FAR = 50;
const NEAR = 1;
const ARROWS: Record<string, [x: number, y: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const isField = (event: KeyboardEvent): boolean =>
  (event.composedPath()[0] as Element).matches?.('input,textarea,select,[contenteditable]:not([contenteditable=false])');

/** True where the key meant something here. */
export function pressKey(event: KeyboardEvent, actions: KeyActions): boolean {
  const { key, shiftKey, altKey } = event;
  const arrow = ARROWS[key];
  const letter = key.toLowerCase();
  if (key === 'Escape') actions.stop();
  else if (event.ctrlKey || event.metaKey) {
    if (letter === 'z' && !shiftKey) actions.undo();
    else if (letter === 'y' || letter === 'z') actions.redo();
    else return false;
  } else if (arrow) {
    const far = shiftKey ? FAR : altKey ? NEAR : STEP;
    actions.step(arrow[0] * far, arrow[1] * far);
  } else if (key === 'Enter' || key === ' ') actions.enter();
  else if (key === 'Tab') return actions.walk(shiftKey);
  // The page would not give up its focus: what is typed is the field's.
  else if (isField(event)) return false;
  else if (key === 'Delete') actions.clear();
  else if (letter === 's') actions.snap();
  else {
    const tool = (Object.keys(TOOL_KEYS) as DrawTool[]).find((one) => TOOL_KEYS[one] === letter);
    if (!tool) return false;
    actions.tool(tool);
  }
  return true;
}
