import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** What our scripts in customers' pages mean by these names is the browser's, whatever a page calls so. */
const OWN = (
  'Array ArrayBuffer Date Error Intl JSON Map Math Number Object Proxy Reflect RegExp Set String Symbol TypeError Uint32Array Uint8Array WeakMap WeakSet ' +
  'AbortController CSS TextDecoder TextEncoder URL WeakRef atob btoa crypto decodeURIComponent encodeURIComponent performance'
).split(' ');
/** The module that takes the browser's own. */
const OWN_ID = 'sightline:own';
/** For the bundler's `inject`. */
export const OWN_GLOBALS = {
  Promise: [join(root, 'packages/link/src/call/native-promise.ts'), 'NativePromise'],
  ...Object.fromEntries(OWN.map((name) => [name, [OWN_ID, name]])),
};
/** Finds what `OWN_GLOBALS` names. All in one module: side by side they compress best. `how`: `own`, or `own-anywhere` where no window may be. */
export const ownGlobals = (how) => ({
  name: 'own-globals',
  resolveId: (id) => (id === OWN_ID ? id : undefined),
  load(id) {
    if (id !== OWN_ID) return undefined;
    const names = OWN.map((name) => `export const ${name} = /* @__PURE__ */ own('${name}');`);
    return `import { own } from '${join(root, `packages/link/src/call/${how}.ts`)}'; ${names.join(' ')}`;
  },
});
