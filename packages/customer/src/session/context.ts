import type { Emitter, Natives, Place, Service } from '@sightline/link';
import type { SightlineError } from '@sightline/protocol';
import { publicAddress } from '../privacy/address.js';
import type { MaskSettings } from '../privacy/policy.js';
import type { Secrets } from '../privacy/secrets.js';
import type { CustomerEvent } from './events.js';
import type { LiveModule } from './live-module.js';
import type { Panel } from './panel.js';
import type { SeatStore } from './seat-store.js';
import type { Settings } from './settings.js';
import type { State } from './state.js';
import type { TabLocks } from './tab-lock.js';

/** What the files of one session share. */
export interface Context {
  readonly window: Window & typeof globalThis;
  readonly place: Place;
  readonly settings: Settings;
  readonly natives: Natives;
  readonly service: Service;
  readonly emitter: Emitter;
  readonly store: SeatStore;
  readonly locks: TabLocks;
  readonly panel: Panel;
  readonly secrets: Secrets;
  readonly loadLive: () => Promise<LiveModule>;
  /** `piiMask`, with what later calls of `init` added. */
  masks: MaskSettings;
  state: State;
}

/** Emits an event of surface §4; true where somebody listens. */
export const emit = (ctx: Context, event: CustomerEvent, payload: object): boolean => ctx.emitter.emit(event, payload);

export const emitError = (ctx: Context, error: SightlineError): boolean => emit(ctx, 'session_error', error);

/** Origin and path of the page, within the bounds of a message. */
export const pageAddress = (ctx: Context): string => publicAddress(ctx.window.location.href).slice(0, 2048);
