import type { Emitter, Natives, Place, Service } from '@sightline/link';
import type { AccountPolicy, SightlineError } from '@sightline/protocol';
import type { LoadPart, Parts } from '../parts/parts.js';
import type { Joined } from '../embed/joined.js';
import type { MaskSettings } from '../privacy/policy.js';
import type { Secrets } from '../privacy/secrets.js';
import type { CustomerEvent } from './events.js';
import type { LiveModule } from './live-module.js';
import type { Panel } from './panel.js';
import type { Previewer } from './previewer.js';
import type { SeatStore } from './seat-store.js';
import type { Settings } from './settings.js';
import type { Live, Quiet, State } from './state.js';
import type { TabLocks } from './tab-lock.js';
import type { KnownSession } from '../tabs/known.js';

/** How a page lets go of a session it knows, and comes back to it (`tabs/`). */
export interface Tabs {
  /** From now on this page shows the session without being in it. */
  quieten(ctx: Context, known: KnownSession): Quiet;
  /** Another tab or page has the seat. */
  replaced(ctx: Context, live: Live): void;
  /** The page was away, and another has taken the seat meanwhile. */
  overtaken(ctx: Context, live: Live): void;
  /** Where the tabs share the session, this one follows the customer from now on. */
  follow(ctx: Context): void;
  /** Gives the seat free when the page is left, and takes it up when it comes back. */
  watchLeaving(ctx: Context, live: () => Live): { stop(): void };
}

/** Keeps pages private by their path (part `autopause`). */
export interface PathGuard {
  /** Nothing of the page may be read or sent where it is now. */
  hides(): boolean;
  /** A session is live on this page: before anything of the page could be read. */
  watch(live: Live): void;
}

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
  readonly tabs: Tabs;
  readonly panel: Panel;
  readonly preview: Previewer;
  readonly secrets: Secrets;
  readonly loadLive: () => Promise<LiveModule>;
  readonly loadPart: LoadPart;
  /** `piiMask`, with what later calls of `init` added. */
  masks: MaskSettings;
  /** Once it is loaded. */
  texts?: Parts['texts'];
  /** The account's rules, once the service has told them. */
  account?: AccountPolicy | undefined;
  /** Whether the tabs share the session, as the service has told it: false for all pages, true for those that say nothing. */
  multiTab?: boolean | undefined;
  /** This tab follows the customer. */
  following?: boolean;
  /** This page, in a frame, is being shared by the page around it. */
  joined: Joined | undefined;
  guard?: PathGuard;
  state: State;
}

/** Emits an event of surface §4; true where somebody listens. */
export const emit = (ctx: Context, event: CustomerEvent, payload: object): boolean => ctx.emitter.emit(event, payload);

export const emitError = (ctx: Context, error: SightlineError): boolean => emit(ctx, 'session_error', error);

/** Loads what a live session needs; with patterns, what keeps them. */
export async function loadLive(ctx: Context): Promise<LiveModule> {
  if (ctx.masks.maskPatterns?.length) ctx.texts ??= await ctx.loadPart('texts');
  return ctx.loadLive();
}
