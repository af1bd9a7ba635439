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

/** Text of our own as a document that demands Trusted Types takes it. On a customer's page the loader's own policy stands in for this file. */
export const trustedHtml = (window: Window, html: string): string => policyOf(window).createHTML(html);
