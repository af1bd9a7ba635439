import type { AgentService, Emitter, Natives, Place } from '@sightline/link';
import type { AssistType, SightlineError } from '@sightline/protocol';
import type { Viewer } from '../viewer/index.js';
import type { AgentEvent } from './events.js';
import type { KeyStore } from './key-store.js';
import type { AgentSettings } from './settings.js';
import type { State } from './state.js';

/** What the files of one session share. */
export interface Context {
  readonly window: Window & typeof globalThis;
  readonly place: Place;
  readonly settings: AgentSettings;
  readonly natives: Natives;
  readonly service: AgentService;
  readonly emitter: Emitter;
  readonly store: KeyStore;
  /** The methods the viewer's own buttons call. */
  readonly actions: { leave(): void; end(): void; requestAssist(types: readonly AssistType[]): void; stopAssist(): void };
  state: State;
  /** What `zoomAppRoot` shows, of the session now or of one that has ended. */
  viewer: Viewer | undefined;
}

/** Emits an event of surface §5; true where somebody listens. */
export const emit = (ctx: Context, event: AgentEvent, payload: object): boolean => ctx.emitter.emit(event, payload);

export const emitError = (ctx: Context, error: SightlineError): boolean => emit(ctx, 'session_error', error);
