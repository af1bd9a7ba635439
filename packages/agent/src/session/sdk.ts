import { createFailedSession, failure, findCallback, findPlace, type Result, type ScriptPlace, settle, success } from '@sightline/link';
import { makeError, SDK_VERSION } from '@sightline/protocol';
import { AGENT_METHODS } from './events.js';
import { type AgentSession, createSession, type OpenedSession } from './session.js';
import { readAgentSettings } from './settings.js';

export interface AgentSdkOptions {
  /** The window, asked for at `init`: nothing is touched before. */
  window(): Window & typeof globalThis;
  /** Where the script came from; absent under npm. */
  script: ScriptPlace | undefined;
}

/** `ZoomCobrowseAgentSDK`. */
export interface AgentSdk {
  /** `init(settings, callback?)` → callback `{success, sdkInfo, session, error}` and a promise of the session. */
  init(...args: unknown[]): Promise<AgentSession>;
}

/** The agent's SDK; `init` again gives the same session. */
export function createAgentSdk(o: AgentSdkOptions): AgentSdk {
  let opened: { session: OpenedSession; ready: Promise<void> } | undefined;

  const open = async (given: unknown): Promise<Result<AgentSession>> => {
    const window = o.window();
    const settings = readAgentSettings(given, window.document);
    if (!settings.ok) return settings;
    if (!supported(window)) return failure(makeError('9999:unsupported_browser'));
    if (!opened) {
      const place = findPlace(settings.value, o.script, window.document);
      if (!place.ok) return place;
      const session = createSession({ window, place: place.value, settings: settings.value });
      opened = { session, ready: session.recover() };
    }
    const { session, ready } = opened;
    await ready;
    return success(session.session);
  };

  return {
    init: (...args) =>
      settle({
        work: open(typeof args[0] === 'function' ? undefined : args[0]),
        callback: findCallback(args),
        event: () => false,
        answer: (result) => {
          const sdkInfo = { version: SDK_VERSION };
          return result.ok
            ? { success: true, sdkInfo, session: result.value }
            : { success: false, sdkInfo, session: createFailedSession(AGENT_METHODS, result.error), error: result.error };
        },
      }).promise,
  };
}

/** Whether the browser has what a session and its viewer need. */
function supported(window: Window & typeof globalThis): boolean {
  const { WebSocket, fetch, ResizeObserver, TextDecoder, CSSStyleSheet, Document } = window;
  const all = [WebSocket, fetch, ResizeObserver, TextDecoder, CSSStyleSheet];
  return all.every((api) => typeof api === 'function') && 'adoptedStyleSheets' in Document.prototype;
}
