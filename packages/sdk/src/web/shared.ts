// What the loader has and its chunks take from it instead of bringing it again; `scripts/build.mjs` says by which files.
export { complain, createEmitter, failure, faultError, findCallback, quietly, settle, success, unheard } from '@sightline/link';
export { errorObject, SightlineError } from '@sightline/protocol';
