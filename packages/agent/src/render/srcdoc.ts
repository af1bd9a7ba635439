interface HtmlPolicy {
  createHTML(html: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML(html: string): string }): HtmlPolicy;
}

/** A document may make a Trusted Types policy of one name once; the second viewer of a page needs the first one's. */
const policies = new WeakMap<Window, HtmlPolicy>();

function policyOf(window: Window): HtmlPolicy {
  const kept = policies.get(window);
  if (kept) return kept;
  const factory = (window as Window & { trustedTypes?: PolicyFactory }).trustedTypes;
  const made = factory?.createPolicy('sightline', { createHTML: (html) => html }) ?? { createHTML: (html: string) => html };
  policies.set(window, made);
  return made;
}

/** What the mirror may load: data images and fonts, and files below `assetBase`. */
export function frameCsp(assetBase: string): string {
  const assets = `${assetBase}/`;
  return `default-src 'none'; img-src data: ${assets}; font-src data: ${assets}; media-src data: ${assets}`;
}

/** Names and values of the two `meta` elements that make a mirror's document harmless. */
export const guards = (assetBase: string): { attribute: 'name' | 'http-equiv'; key: string; content: string }[] => [
  { attribute: 'name', key: 'referrer', content: 'no-referrer' },
  { attribute: 'http-equiv', key: 'Content-Security-Policy', content: frameCsp(assetBase) },
];

/**
 * Makes a frame start as the empty, guarded document of a standards-mode mirror (design decision 9), where the page demands
 * Trusted Types, too. The guards stay in force when the elements that stated them are removed.
 */
export function setSrcdoc(frame: HTMLIFrameElement, assetBase: string): void {
  const metas = guards(assetBase).map(({ attribute, key, content }) => `<meta ${attribute}="${key}" content="${content}">`);
  const html = `<!DOCTYPE html><html><head>${metas.join('')}</head><body></body></html>`;
  frame.srcdoc = policyOf(frame.ownerDocument.defaultView ?? window).createHTML(html);
}
