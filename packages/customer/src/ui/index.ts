export { createWidget, type Widget, type WidgetOptions } from './widget.js';
export type { WidgetState } from './state.js';
