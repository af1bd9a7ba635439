/**
 * The language's own promise, whatever the page has put in its place: a zone looks at the page again after each of its own. `scripts/build.mjs`
 * writes it for every `Promise` in what customers load. Its `then` may be a zone's all the same: what is ours awaits.
 */
export const NativePromise = (async () => undefined)().constructor as PromiseConstructor;
