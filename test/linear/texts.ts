import { allowedAttribute, allowedElement, errorFromWire, inertElement, readCssTokens, rulesText, unescapeCss } from '@sightline/protocol';
import { attributeRule } from '../../packages/agent/src/render/attribute-rule.js';
import { resolveMedia } from '../../packages/agent/src/render/css/media.js';
import { rewriteCss, rewriteDeclarations } from '../../packages/agent/src/render/css/rewrite.js';
import { type AssetPlace, assetAddress, cssAddress, cssString, imageAddress } from '../../packages/agent/src/render/css/urls.js';
import { EMPTY_META, mergeMeta } from '../../packages/agent/src/render/meta.js';
import { stringsOf } from '../../packages/agent/src/viewer/strings.js';
import { labelOf, wordsOf } from '../../packages/check/src/shown-tree.js';
import { splitRules } from '../../packages/customer/src/capture/sheets/split.js';
import { sameRule } from '../../packages/customer/src/capture/sheets/text.js';
import { mayHoldUrl, rewriteUrls } from '../../packages/customer/src/capture/sheets/urls.js';
import { isOriginEntry, onList } from '../../packages/customer/src/embed/origins.js';
import { publicAddress } from '../../packages/customer/src/privacy/address.js';
import { emptyStrings, withoutCounters } from '../../packages/customer/src/privacy/patterns/empty-strings.js';
import { fold } from '../../packages/customer/src/privacy/patterns/fold.js';
import { createPatternSet } from '../../packages/customer/src/privacy/patterns/pattern-set.js';
import { createSeatStore } from '../../packages/customer/src/session/seat-store.js';
import { originOf, originOfHostName } from '../../packages/link/src/check/address.js';
import { asksForOwnPin } from '../../packages/link/src/check/byop.js';
import { readPlace } from '../../packages/link/src/check/script-place.js';
import { checkPin } from '../../packages/server/src/access/pin.js';
import { isLoopbackHost, siteAllowed } from '../../packages/server/src/access/site.js';
import { checkToken } from '../../packages/server/src/access/token.js';
import { sdkSupported } from '../../packages/server/src/access/version.js';
import { rewriteCss as rewriteFetched } from '../../packages/server/src/assets/rewrite-css.js';
import { safeType } from '../../packages/server/src/assets/safe-type.js';
import { chooseEncoding } from '../../packages/server/src/http/encodings.js';
import { forThisMachine } from '../../packages/server/src/http/for-this-machine.js';
import { errorFields } from '../../packages/server/src/observe/error-fields.js';
import { pageAddress } from '../../packages/server/src/session/page-address.js';

const assetBase: AssetPlace = 'https://s.example/a/key';
const media = { 'prefers-color-scheme': 'dark', resolution: '2dppx', hover: 'none' };
const BASE = 'https://a.example/css/site.css';
const HTML = 'http://www.w3.org/1999/xhtml';

/** Runs a generator to its end. */
function drained(work: Generator<unknown, unknown>): unknown {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
const quietly = (run: () => unknown): unknown => {
  try {
    return run();
  } catch {
    return undefined;
  }
};
function failing(message: string): Error {
  const error = new Error('x');
  error.message = message;
  error.stack = `Error: ${message}\n    at ${message}\n    at x (/a/b.js:1:2)`;
  return error;
}
const ruleOf = (cssText: string): CSSRule => ({ cssText }) as CSSRule;
const patterns = createPatternSet(['card', 'iban', 'ssn', 'email', 'phone'], () => 0);

/** Every function that reads a text of a peer's and can be asked without a document: name of the file, then of the function. */
export const TEXTS: Readonly<Record<string, (text: string) => unknown>> = {
  'protocol: readCssTokens': (text) => {
    const tokens = readCssTokens(text);
    while (tokens.next() !== 0);
  },
  'protocol: unescapeCss': unescapeCss,
  'protocol: allowedElement': (text) => allowedElement(HTML, text),
  'protocol: allowedElement, custom': (text) => allowedElement(HTML, `x-${text}`),
  'protocol: inertElement': (text) => inertElement('urn:x', text, () => true),
  'protocol: allowedAttribute': (text) => allowedAttribute(HTML, text, 'x-y'),
  'protocol: allowedAttribute, data': (text) => allowedAttribute(HTML, `data-${text}`, 'p'),
  'protocol: errorFromWire': (text) => errorFromWire({ code: 9999, cause: text, message: text, action: text }, '9999:session_error'),
  'protocol: rulesText': (text) => rulesText({ maskCssSelectors: text, maskHTMLAttributes: text }),
  'service: rewriteCss': (text) => drained(rewriteFetched(text, BASE, () => 1)),
  'service: safeType': (text) => safeType(text, new Uint8Array()),
  'service: safeType, image': (text) => safeType(`image/${text}`, new Uint8Array()),
  'service: isLoopbackHost': isLoopbackHost,
  'service: siteAllowed': (text) => siteAllowed(`https://${text}`, [{ kind: 'under', suffix: '.a.example' }], true),
  'service: checkPin': checkPin,
  'service: sdkSupported': (text) => sdkSupported(text, '2.1.0'),
  'service: pageAddress': (text) => pageAddress(`https://a.example/${text}`, ['q']),
  'service: errorFields': (text) => errorFields(failing(text)),
  'service: checkToken': (text) =>
    checkToken({ token: text, appKey: 'x', role: 'agent', now: 0, account: async () => undefined }).catch(() => undefined),
  'service: checkToken, three parts': (text) =>
    checkToken({ token: `${text}.${text}.${text}`, appKey: 'x', role: 'agent', now: 0, account: async () => undefined }).catch(
      () => undefined,
    ),
  'service: forThisMachine': (text) =>
    forThisMachine({ httpVersion: '1.1', headers: { host: text, origin: text, forwarded: text, 'x-forwarded-for': text } }),
  'service: chooseEncoding': (text) => chooseEncoding(text),
  'agent: rewriteCss': (text) => rewriteCss(text, { assetBase, media, resolveMedia }),
  'agent: rewriteDeclarations': (text) => rewriteDeclarations(text, { assetBase, media }),
  'agent: resolveMedia': (text) => resolveMedia(text, media),
  'agent: resolveMedia, a condition': (text) => resolveMedia(`(min-resolution: ${text})`, media),
  'agent: resolveMedia, the customer’s value': (text) =>
    resolveMedia('(hover: none) and (resolution: 1x)', { hover: text, resolution: text }),
  'agent: cssAddress': (text) => cssAddress(text, assetBase),
  'agent: cssAddress, below the assets': (text) => cssAddress(`${assetBase}/${text}`, assetBase),
  'agent: cssString': cssString,
  'agent: assetAddress': (text) => assetAddress(`sightline-asset:1${text}`, assetBase),
  'agent: imageAddress': (text) => imageAddress(text, assetBase),
  'agent: attributeRule': (text) => attributeRule(HTML, 'p', text),
  'agent: mergeMeta': (text) => quietly(() => mergeMeta(EMPTY_META, text)),
  'agent: mergeMeta, all fields': (text) =>
    mergeMeta(EMPTY_META, JSON.stringify({ title: text, url: text, media: { x: text }, defined: [text] })),
  'agent: stringsOf': stringsOf,
  'customer: splitRules': splitRules,
  'customer: sameRule': (text) => sameRule(ruleOf(text), ruleOf(text)),
  'customer: mayHoldUrl': mayHoldUrl,
  'customer: rewriteUrls': (text) => rewriteUrls(text, (address) => address),
  'customer: publicAddress': (text) => publicAddress(`https://a.example/${text}`, { keepQuery: ['q'] }),
  'customer: emptyStrings': (text) => emptyStrings(text, () => true),
  'customer: withoutCounters': withoutCounters,
  'customer: fold': fold,
  // A second for a megabyte of addresses: blocks of a page are shorter.
  'customer: patterns': (text) => patterns.test(text.slice(0, 64_000)),
  'customer: patterns, growing': (text) => patterns.growing(text),
  'customer: createSeatStore, cookies': (text) => createSeatStore({ document: { cookie: text }, location: {} } as Window, 'seat').read(),
  'customer: isOriginEntry': isOriginEntry,
  'customer: onList': (text) => onList(['https://*.a.example'], text),
  'link: originOf': (text) => quietly(() => originOf(text)),
  'link: originOfHostName': (text) => quietly(() => originOfHostName(text)),
  'link: readPlace': (text) => readPlace(text, 'js'),
  'link: asksForOwnPin': asksForOwnPin,
  'check: labelOf': (text) => labelOf('p', () => text),
  'check: wordsOf': (text) => wordsOf({ text, children: [] } as never),
};
