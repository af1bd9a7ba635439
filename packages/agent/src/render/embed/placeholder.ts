import type { Frame } from '../frame.js';
import { empty } from './nest.js';

/** Below this many pixels an iframe is no part of the picture: counters and the like. */
const SHEET = `
:root, body { height: 100%; margin: 0 }
body {
  display: flex; align-items: center; justify-content: center; box-sizing: border-box; padding: 4px; overflow: hidden;
  font: 13px/1.4 system-ui, sans-serif; text-align: center; color: #3c4654;
  background: repeating-linear-gradient(135deg, #e3e7ec 0 8px, #d9dee5 8px 16px); box-shadow: inset 0 0 0 1px #aab2bd;
}
p { margin: 0; padding: 2px 8px; border-radius: 4px; background: #fff; overflow-wrap: anywhere }
@media (max-width: 31px), (max-height: 15px) { :root { display: none } }
`;

/** Shows in a nested document that what belongs there is not shared. */
export function showPlaceholder(frame: Frame, text: string): void {
  const { natives, window, document } = frame;
  empty(frame);
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(SHEET);
  natives.adopt(document, [sheet]);
  const [html, body, label] = [natives.createElement('html'), natives.createElement('body'), natives.createElement('p')];
  natives.insert(label, natives.createText(text), null);
  natives.insert(body, label, null);
  natives.insert(html, body, null);
  natives.insert(document, html, null);
}
