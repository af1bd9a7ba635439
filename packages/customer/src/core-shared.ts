import { cancellable, listen, takeTimers, toJson } from '@sightline/link';
import { errorFromWire, makeError } from '@sightline/protocol';
import { publicAddress } from './privacy/address.js';
import { attended } from './session/attention.js';
import { emit, loadLive } from './session/context.js';
import { enter, tellOpening } from './session/enter.js';
import { finish, tellFault } from './session/finish.js';
import { isPart } from './session/framed.js';
import { catchUp } from './session/live-events.js';
import { prepareLive } from './session/start.js';
import { away, forget, knownFrom, newestKey } from './tabs/known.js';
import { quieten } from './tabs/quiet.js';
import { withLive } from './tabs/with-live.js';

/** What later chunks take from core instead of bringing it again; `scripts/build.mjs` says by which files. */
export const coreShared = {
  attended,
  away,
  cancellable,
  catchUp,
  emit,
  enter,
  errorFromWire,
  finish,
  forget,
  isPart,
  knownFrom,
  listen,
  loadLive,
  makeError,
  newestKey,
  prepareLive,
  publicAddress,
  quieten,
  takeTimers,
  tellFault,
  tellOpening,
  toJson,
  withLive,
};
