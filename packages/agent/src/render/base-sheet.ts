import { blankCanvas } from './canvases.js';

/** Tag of a masked element's place. */
export const BOX_TAG = 'sightline-box';
/** Tag of an element that is not mirrored under its own name; the capture side uses the same. */
export const UNKNOWN_TAG = 'sightline-x';

/**
 * Namespace of mirrored `style` elements. Selectors find them as ever, but to the browser they are no style: an empty HTML one
 * is enough for every policy without `unsafe-inline` to be reported as violated, the console's own too.
 */
export const QUIET_NS = 'urn:sightline:style';

/**
 * First sheet of the document and of every shadow root: what the browser's own sheet would say of states we mirror by
 * attribute, and the look of what is ours. The first layer loses against the page's plain declarations and wins with
 * important ones.
 */
export const BASE_SHEET = `
@layer sightline {
  :where([sightline-focus-visible]) { outline: auto 1px -webkit-focus-ring-color; }
  :where(iframe)[sightline-focus-visible] { outline: none; }
  :where(a, area)[sightline-active] { color: ActiveText; }
  :where(canvas) { content: ${blankCanvas(300, 150)}; }
  /* Offsets are the customer's: nothing may adjust them here. */
  * { overflow-anchor: none !important; }
  /* Where no script runs a browser shows its controls on every video. */
  video:not([controls])::-webkit-media-controls { display: none !important; }
  style { display: none; }
  ${UNKNOWN_TAG}, noscript { display: none !important; }
  ${BOX_TAG}:not([style]) { display: none !important; }
  ${BOX_TAG} {
    all: initial !important;
    visibility: inherit !important;
    box-sizing: border-box !important;
    overflow: hidden !important;
    border-radius: 3px !important;
    background: repeating-linear-gradient(135deg, #d3d8df 0 6px, #c4cad3 6px 12px) !important;
    box-shadow: inset 0 0 0 1px #aab2bd !important;
  }
  ${BOX_TAG}[sightline-note]::after {
    content: attr(sightline-note);
    display: block;
    padding: 4px;
    font: 13px/1.4 system-ui, sans-serif;
    text-align: center;
    color: #3c4654;
  }
}
`;
