import { trustedHtml } from './trusted-html.js';
import type { AssetPlace } from './css/urls.js';

/** What the mirror may load: data images and fonts, and files below `assetBase`. */
export function frameCsp(assetBase: AssetPlace): string {
  // The page itself loads them, and its own policy holds as well.
  const assets = typeof assetBase === 'string' ? `${assetBase}/` : '* blob:';
  return `default-src 'none'; img-src data: ${assets}; font-src data: ${assets}; media-src data: ${assets}`;
}

/** Names and values of the two `meta` elements that make a mirror's document harmless. */
export const guards = (assetBase: AssetPlace): { attribute: 'name' | 'http-equiv'; key: string; content: string }[] => [
  { attribute: 'name', key: 'referrer', content: 'no-referrer' },
  { attribute: 'http-equiv', key: 'Content-Security-Policy', content: frameCsp(assetBase) },
];

/**
 * Makes a frame start as the empty, guarded document of a standards-mode mirror (design decision 9), where the page demands
 * Trusted Types, too. The guards stay in force when the elements that stated them are removed.
 */
export function setSrcdoc(frame: HTMLIFrameElement, assetBase: AssetPlace): void {
  frame.srcdoc = safeHtml(frame.ownerDocument.defaultView ?? window, assetBase);
}

/** The same as text, passed by the policy of the viewer's page `outer`. */
export function safeHtml(outer: Window, assetBase: AssetPlace): string {
  const metas = guards(assetBase).map(({ attribute, key, content }) => `<meta ${attribute}="${key}" content="${content}">`);
  const html = `<!DOCTYPE html><html><head>${metas.join('')}</head><body></body></html>`;
  return trustedHtml(outer, html);
}
