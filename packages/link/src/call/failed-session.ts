import type { SightlineError } from '@sightline/protocol';
import { createEmitter } from './emitter.js';
import { findCallback } from './find-callback.js';
import { failure } from './result.js';
import { settle } from './settle.js';

/** The methods every failing session answers without an error. */
interface Listening {
  on(event: string, handler: (payload: unknown) => unknown): void;
  off(event: string, handler?: (payload: unknown) => unknown): void;
  getSessionInfo(): { sessionStatus: 'session_idle' };
}

/** The session of an `init` that failed: all its methods fail with that error (surface §4). */
export function createFailedSession<M extends string>(
  methods: readonly M[],
  error: SightlineError,
): Listening & Record<M, (...args: unknown[]) => Promise<never>> {
  const emitter = createEmitter(['session_error']);
  const session: Record<string, unknown> = { on: emitter.on, off: emitter.off, getSessionInfo: () => ({ sessionStatus: 'session_idle' }) };
  for (const method of methods)
    session[method] = (...args: unknown[]) =>
      settle({
        work: failure(error),
        callback: findCallback(args),
        event: (e) => emitter.emit('session_error', e),
      }).promise;
  return session as Listening & Record<M, (...args: unknown[]) => Promise<never>>;
}
