// What later chunks take from core instead of bringing it again; `scripts/build.mjs` says by which files.
export { cancellable, listen, toJson } from '@sightline/link';
export { errorFromWire, makeError } from '@sightline/protocol';
export { publicAddress } from './privacy/address.js';
export { attended } from './session/attention.js';
export { emit, loadLive } from './session/context.js';
export { enter, tellOpening } from './session/enter.js';
export { finish, tellFault } from './session/finish.js';
export { isPart } from './session/framed.js';
export { catchUp } from './session/live-events.js';
export { prepareLive } from './session/start.js';
export { away, forget, knownFrom, newestKey } from './tabs/known.js';
export { quieten } from './tabs/quiet.js';
