import { DRAW_TOOLS, type DrawTool, TOOL_KEYS } from '@sightline/draw';
import { LOOK } from '../../stage/mode.js';
import type { Desk, DeskFeature } from '../desk.js';
import type { Drawing } from '../drawing/drawing.js';
import { make } from '../make.js';
import { createColors } from './colors.js';
import { createToolButtons } from './tool-button.js';

/** In the order they stand in. */
const ORDER: readonly DrawTool[] = ['laser', ...DRAW_TOOLS.filter((tool) => tool !== 'laser')];
const SNAP_KEY = 's';

/** The tools in the toolbar, each with its key. Where the page lets no agent draw only those that point are there, and why. */
export function createTools(desk: Desk, drawing: Drawing): DeskFeature {
  const { document, stage, toolbar } = desk;
  const s = desk.strings.drawing;
  const { button, set } = createToolButtons(document);
  const taken = (): DrawTool | undefined => {
    const { mode } = stage.modes;
    return mode.kind === 'laser' ? 'laser' : mode.kind === 'draw' ? mode.tool : undefined;
  };
  const take = (tool: DrawTool | undefined): void => {
    const put = tool === undefined || tool === taken();
    if (!drawing.annotate(put ? undefined : { tool })) return;
    stage.element.focus({ preventScroll: true });
    if (!put) desk.announce(s.taken(s.tools[tool]) + (tool === 'rectangle' && drawing.snap ? ` ${s.snapTaken}` : ''));
  };
  const snap = (): void => {
    drawing.snap = !drawing.snap;
    if (drawing.snap && taken() !== 'rectangle') take('rectangle');
    else if (drawing.snap) desk.announce(s.snapTaken);
    update();
  };
  const look = button({ icon: 'hand', label: s.look, run: () => stage.modes.set(LOOK) });
  const tools = new Map(
    ORDER.map((tool) => [tool, button({ icon: tool, label: s.tools[tool], key: TOOL_KEYS[tool], run: () => take(tool) })]),
  );
  const colors = createColors(desk, drawing, () => update());
  const snapping = button({ icon: 'snap', label: s.snap, key: SNAP_KEY, run: snap });
  const undo = button({ icon: 'undo', label: s.undo, run: drawing.undo });
  const redo = button({ icon: 'redo', label: s.redo, run: drawing.redo });
  const clearMine = button({ icon: 'clearMine', label: s.clearMine, run: () => void drawing.clear(false) });
  const clearAll = button({ icon: 'clearAll', label: s.clearAll, run: () => void drawing.clear(true) });
  const why = make(document, 'span', { class: 'why', hidden: '' }, s.notAllowed);
  const drawers = [...tools].filter(([tool]) => tool !== 'laser').map(([, made]) => made);
  const edits = [colors.element, snapping, undo, redo, clearMine, clearAll];
  toolbar.tools.append(look, ...tools.values(), why);
  toolbar.edits.append(...edits);
  for (const tool of ORDER) stage.shortcuts.set(TOOL_KEYS[tool], () => take(tool));
  stage.shortcuts.set(SNAP_KEY, () => {
    if (drawing.allowed) snap();
  });

  const update = (): void => {
    const { mode } = stage.modes;
    const may = drawing.allowed === true;
    toolbar.tools.hidden = !desk.you;
    // Only where there is something to do with them.
    toolbar.edits.hidden = !may || (mode.kind !== 'draw' && drawing.count === 0);
    // Before the page has said what it allows there is nothing to explain.
    why.hidden = drawing.allowed !== false || !desk.switches;
    for (const made of drawers) made.hidden = !may;
    set(look, { 'aria-pressed': String(mode.kind === 'look') });
    for (const [tool, made] of tools) set(made, { 'aria-pressed': String(taken() === tool) });
    set(snapping, { 'aria-pressed': String(drawing.snap) });
    undo.disabled = !drawing.canUndo;
    redo.disabled = !drawing.canRedo;
    clearMine.disabled = !drawing.canUndo;
    clearAll.disabled = drawing.count === 0;
    colors.update();
  };
  const watching = stage.modes.watch(update);
  update();
  return {
    changed: update,
    tick() {
      update();
      return false;
    },
    stop() {
      watching.stop();
      colors.stop();
    },
  };
}
