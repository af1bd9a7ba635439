import { trustedHtml } from './trusted-html.js';
import type { AssetPlace } from './css/urls.js';

/** What a document of the mirror may load. */
export interface Loads {
  assetBase: AssetPlace;
  /** Sites whose pictures the service may send the browser to. */
  direct: readonly string[];
}

/** Data images and fonts, files below `assetBase`, and pictures of `direct`. */
export function frameCsp({ assetBase, direct }: Loads): string {
  // The page itself loads them, and its own policy holds as well.
  const assets = typeof assetBase === 'string' ? `${assetBase}/` : '* blob:';
  return `default-src 'none'; img-src ${['data:', assets, ...direct].join(' ')}; font-src data: ${assets}; media-src data: ${assets}`;
}

/** Names and values of the two `meta` elements that make a mirror's document harmless. */
export const guards = (loads: Loads): { attribute: 'name' | 'http-equiv'; key: string; content: string }[] => [
  { attribute: 'name', key: 'referrer', content: 'no-referrer' },
  { attribute: 'http-equiv', key: 'Content-Security-Policy', content: frameCsp(loads) },
];

/**
 * Makes a frame start as the empty, guarded document of a standards-mode mirror (design decision 9), where the page demands
 * Trusted Types, too. The guards stay in force when the elements that stated them are removed.
 */
export function setSrcdoc(frame: HTMLIFrameElement, loads: Loads): void {
  frame.srcdoc = safeHtml(frame.ownerDocument.defaultView ?? window, loads);
}

/** The same as text, passed by the policy of the viewer's page `outer`. */
export function safeHtml(outer: Window, loads: Loads): string {
  const metas = guards(loads).map(({ attribute, key, content }) => `<meta ${attribute}="${key}" content="${content}">`);
  const html = `<!DOCTYPE html><html><head>${metas.join('')}</head><body></body></html>`;
  return trustedHtml(outer, html);
}
