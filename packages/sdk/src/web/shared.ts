import { CUSTOMER_METHODS, languageOf } from '@sightline/customer/boot';
import {
  complain,
  createEmitter,
  failure,
  faultError,
  findCallback,
  quietly,
  NativePromise,
  original,
  own,
  settle,
  success,
  unheard,
  warn,
} from '@sightline/link';
import { errorObject, FAULT_ROW, NETWORK_ROW, SightlineError } from '@sightline/protocol';

/** What the loader has and its chunks take from it instead of bringing it again; `scripts/build.mjs` says by which files. */
export const shared = {
  complain,
  createEmitter,
  CUSTOMER_METHODS,
  errorObject,
  failure,
  FAULT_ROW,
  faultError,
  findCallback,
  languageOf,
  NETWORK_ROW,
  NativePromise,
  original,
  own,
  quietly,
  settle,
  SightlineError,
  success,
  unheard,
  warn,
};
