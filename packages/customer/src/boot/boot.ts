import { createFailedSession, failure, findCallback, type Result, type ScriptPlace, settle } from '@sightline/link';
import type * as coreModule from '../core.js';
import { CUSTOMER_METHODS } from '../methods.js';
import type { LoadPart } from '../parts/parts.js';
import { type Secrets, watchSecrets } from '../privacy/secrets.js';
import type { LiveModule } from '../session/live-module.js';
import type { CustomerSession } from '../session/session.js';
import type { Settings } from '../session/settings.js';
import { networkError } from './network-error.js';
import { noteUnseen } from './unseen.js';

export interface BootOptions {
  /** The window, asked for at `init`: nothing is touched before. */
  window(): Window & typeof globalThis;
  script: ScriptPlace | undefined;
  loadCore(): Promise<typeof coreModule>;
  /** `locale` says which texts are needed: BCP 47, the browser's where none is given. */
  loadLive(locale: string | undefined): Promise<LiveModule>;
  loadPart: LoadPart;
}

/** A page made ready in advance is nobody's yet: it must not take a session from the page the customer is on. */
const shown = (document: Document & { prerendering?: boolean }): Promise<Event> | undefined =>
  document.prerendering ? new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true })) : undefined;

/** `ZoomCobrowseSDK`. */
export interface CustomerSdk {
  init(...args: unknown[]): Promise<CustomerSession>;
}

/**
 * The SDK's one object. `init` starts the passive password watcher, loads the session logic and opens the page's session;
 * it answers `{success, session, error}` with a session even where it failed (surface §4).
 */
export function createBoot(o: BootOptions): CustomerSdk {
  let secrets: Secrets | undefined;
  let core: Promise<coreModule.Core> | undefined;

  const load = async (deep: boolean): Promise<coreModule.Core> => {
    const window = o.window();
    secrets ??= watchSecrets(window.document, deep ? noteUnseen(window) : undefined);
    await shown(window.document);
    const { createCore } = await o.loadCore();
    return createCore({ ...o, window, secrets });
  };
  const open = async (settings: unknown): Promise<Result<CustomerSession>> => {
    core ??= load((settings as Partial<Settings> | undefined)?.deepCapture === true);
    const loading = core;
    try {
      return await (await loading).open(settings);
    } catch {
      // A later `init` may find the network back.
      if (core === loading) core = undefined;
      return failure(networkError());
    }
  };

  return {
    init: (...args) =>
      settle({
        work: open(typeof args[0] === 'function' ? undefined : args[0]),
        callback: findCallback(args),
        event: () => false,
        answer: (result) =>
          result.ok
            ? { success: true, session: result.value }
            : { success: false, session: createFailedSession(CUSTOMER_METHODS, result.error), error: result.error },
      }).promise,
  };
}
