import type { Override } from './overrides.js';

/** Names of the language and the browser that a page may give to things of its own: a session works all the same. */
const WORKING = (
  'Array ArrayBuffer Date Error Intl JSON Map Math Number Object Promise Proxy Reflect RegExp Set String Symbol TypeError Uint32Array Uint8Array ' +
  'WeakMap WeakSet AbortController CSS TextDecoder TextEncoder URL atob btoa crypto performance encodeURIComponent decodeURIComponent ' +
  'Node Element Document DocumentFragment CharacterData Text Comment Event UIEvent EventTarget ShadowRoot StyleSheet CSSRule CSSGroupingRule ' +
  'HTMLElement HTMLInputElement HTMLTextAreaElement HTMLSelectElement HTMLOptionElement HTMLSlotElement HTMLDialogElement HTMLCanvasElement ' +
  'HTMLIFrameElement HTMLUnknownElement History Blob File FileReader FormData Request Response Headers Image Option Range Selection Screen'
).split(' ');

/** What only the page's own window can give: a session works without it or says why it does not. */
const NEEDED = (
  'setTimeout clearTimeout fetch WebSocket MutationObserver MessageChannel CSSStyleSheet navigator requestAnimationFrame requestIdleCallback ' +
  'queueMicrotask getComputedStyle matchMedia reportError console history'
).split(' ');

type Kind = [name: string, declare: (name: string) => string];
const ON_WINDOW: Kind[] = [
  ['function', (name) => `function ${name}() { return { nothing: true }; }`],
  ['var', (name) => `var ${name} = { nothing: true };`],
];
const IN_SCRIPTS: Kind[] = [
  ['class', (name) => `class ${name} {}`],
  ['const', (name) => `const ${name} = 'of the page';`],
];

const each = (names: string[], kinds: Kind[], honest: boolean): Override[] =>
  names.flatMap((name) =>
    kinds.map(([kind, declare]) => ({
      name: `${kind} ${name}`,
      honest,
      code: declare(name),
    })),
  );

/** Each name in each way. */
export const ALL_NAMES: Override[] = [
  ...each(WORKING, [...ON_WINDOW, ...IN_SCRIPTS], true),
  ...each(NEEDED, [...ON_WINDOW, ...IN_SCRIPTS], false),
];

const together = (names: string[], [kind, declare]: Kind): Override => ({
  name: `${kind} of ${names.length} names`,
  honest: true,
  code: names.map(declare).join('\n'),
});

/** All names that do no harm on one page a way, the others one by one. */
export const QUICK_NAMES: Override[] = [
  ...[...ON_WINDOW, ...IN_SCRIPTS].map((kind) => together(WORKING, kind)),
  ...each(NEEDED, [ON_WINDOW[0] as Kind], false),
];
