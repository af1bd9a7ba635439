import type { Override, Phase } from './overrides.js';

const NEVER = `function () { return new Promise(function () {}); }`;

/** What the SDK waits for, made never to answer; `honest` where it goes on without. */
const each: Override[] = [
  { name: 'locks are never given', honest: true, code: `LockManager.prototype.request = ${NEVER};` },
  { name: 'locks are never told', honest: true, code: `LockManager.prototype.query = ${NEVER};` },
  { name: 'fonts are never ready', honest: true, code: `Object.defineProperty(document.fonts, 'ready', { get: ${NEVER} });` },
  { name: 'elements are never defined', honest: true, code: `customElements.whenDefined = ${NEVER};` },
  { name: 'pictures of canvases never come', honest: true, code: `HTMLCanvasElement.prototype.toBlob = function () {};` },
  {
    name: 'frames never come',
    honest: true,
    code: `window.requestAnimationFrame = window.requestIdleCallback = function () { return 1; };`,
  },
  { name: 'images are never decoded', honest: true, code: `HTMLImageElement.prototype.decode = ${NEVER};` },
  { name: 'sheets are never replaced', honest: true, code: `CSSStyleSheet.prototype.replace = ${NEVER};` },
  { name: 'fetch never answers', honest: false, code: `window.fetch = ${NEVER};` },
  {
    name: 'bodies never come',
    honest: false,
    code: `Response.prototype.text = Response.prototype.json = Response.prototype.arrayBuffer = ${NEVER};`,
  },
  {
    name: 'sockets never open',
    honest: false,
    code: `window.WebSocket = function () { this.readyState = 0; this.send = this.close = function () {}; };`,
  },
  { name: 'channels never deliver', honest: true, code: `MessagePort.prototype.postMessage = function () {};` },
];

/** Each before the SDK's script, and once `init` has answered. */
export const UNANSWERED: { override: Override; phase: Phase }[] = each.flatMap((override) => [
  { override, phase: 'before' },
  { override, phase: 'idle' },
]);
