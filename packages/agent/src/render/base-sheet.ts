import { blankCanvas } from './canvases.js';

/** Ours, never accepted from the wire: what `:fullscreen` is rewritten to; with `-within` it stands on the root. */
export const FULLSCREEN = 'sightline-fullscreen';
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
  /* What a browser says of an element in full screen; here it is a popover, whose own look goes. */
  :where([${FULLSCREEN}]:popover-open) {
    border: 0;
    padding: 0;
    overflow: visible;
    color: inherit;
    background: none;
    object-fit: contain;
  }
  [${FULLSCREEN}]:not(:root) {
    position: fixed !important;
    inset: 0 !important;
    box-sizing: border-box !important;
    width: 100% !important;
    min-width: 0 !important;
    max-width: none !important;
    height: 100% !important;
    min-height: 0 !important;
    max-height: none !important;
    margin: 0 !important;
    transform: none !important;
  }
  iframe[${FULLSCREEN}] { border: 0 !important; padding: 0 !important; }
  :where([${FULLSCREEN}]:not(:root))::backdrop { background: black; }
  :root[${FULLSCREEN}-within] { overflow: hidden !important; }
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
