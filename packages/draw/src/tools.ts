import { STROKE_TOOLS, type StrokeTool } from '@sightline/protocol';

/** What a person draws or points with: those that leave a stroke, the eraser of whole strokes, and the laser. */
export type DrawTool = StrokeTool | 'eraser' | 'laser';

export const DRAW_TOOLS: readonly DrawTool[] = [...STROKE_TOOLS, 'eraser', 'laser'];

/** The key that takes a tool, as `KeyboardEvent.key` in lower case. */
export const TOOL_KEYS: Readonly<Record<DrawTool, string>> = {
  pen: 'p',
  vanishing_pen: 'v',
  rectangle: 'r',
  arrow: 'a',
  highlighter: 'h',
  eraser: 'e',
  laser: 'l',
};

/** What tools that leave or take strokes are called, alike for customers and agents. */
export const TOOL_NAMES: Readonly<Record<'en' | 'de', Readonly<Record<Exclude<DrawTool, 'laser'>, string>>>> = {
  en: {
    pen: 'Pen',
    vanishing_pen: 'Vanishing pen',
    rectangle: 'Rectangle',
    arrow: 'Arrow',
    highlighter: 'Highlighter',
    eraser: 'Eraser',
  },
  de: {
    pen: 'Stift',
    vanishing_pen: 'Verschwindender Stift',
    rectangle: 'Rechteck',
    arrow: 'Pfeil',
    highlighter: 'Textmarker',
    eraser: 'Radierer',
  },
};

/** CSS pixels of the customer's page. */
export const TOOL_WIDTHS: Readonly<Record<StrokeTool, number>> = {
  pen: 3,
  vanishing_pen: 3,
  rectangle: 3,
  arrow: 3,
  highlighter: 18,
};

export const isDrawTool = (tool: unknown): tool is DrawTool => DRAW_TOOLS.includes(tool as DrawTool);
export const isStrokeTool = (tool: unknown): tool is StrokeTool => STROKE_TOOLS.includes(tool as StrokeTool);

/** Of these only the first and the last point count: they are dragged into shape. */
export const isShape = (tool: StrokeTool): boolean => tool === 'rectangle' || tool === 'arrow';
