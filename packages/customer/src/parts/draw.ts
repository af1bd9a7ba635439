/** Part `draw`: everybody's pointers and strokes above the page. */
export { createDrawing } from '../draw/create-drawing.js';
