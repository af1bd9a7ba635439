import {
  createFailedSession,
  failure,
  findCallback,
  findPlace,
  invalid,
  type Place,
  type PlaceSettings,
  type Result,
  type ScriptPlace,
  settle,
  success,
} from '@sightline/link';
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

/** The agent's SDK; `init` again gives the same session, with its viewer in the element named last. */
export function createAgentSdk(o: AgentSdkOptions): AgentSdk {
  let opened: { session: OpenedSession; place: Place; ready: Promise<void> } | undefined;

  const open = async (given: unknown): Promise<Result<AgentSession>> => {
    const window = o.window();
    const settings = readAgentSettings(given, window.document);
    if (!settings.ok) return settings;
    if (!supported(window)) return failure(makeError('9999:unsupported_browser'));
    if (!opened) {
      const place = findPlace(settings.value, o.script, window.document);
      if (!place.ok) return place;
      const session = createSession({ window, place: place.value, settings: settings.value });
      opened = { session, place: place.value, ready: session.recover() };
    }
    const { session, place, ready } = opened;
    const other = otherPlace(settings.value, place);
    if (other !== undefined) return invalid(other);
    const { root } = settings.value;
    // A console that took its element away and made another one shows the session there.
    if (root && !session.moveTo(root)) return invalid('zoomAppRoot');
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

/** What a later `init` names that the session cannot take over any more. */
function otherPlace(settings: PlaceSettings, { appKey, service }: Place): 'appKey' | 'host' | 'zoomHostName' | undefined {
  if (settings.appKey !== undefined && settings.appKey !== appKey) return 'appKey';
  for (const name of ['host', 'zoomHostName'] as const) {
    if (settings[name] === undefined) continue;
    const place = findPlace({ appKey, [name]: settings[name] }, undefined, document);
    if (!place.ok || place.value.service !== service) return name;
  }
  return undefined;
}

/** Whether the browser has what a session and its viewer need. */
function supported(window: Window & typeof globalThis): boolean {
  const { WebSocket, fetch, ResizeObserver, TextDecoder, CSSStyleSheet, Document } = window;
  const all = [WebSocket, fetch, ResizeObserver, TextDecoder, CSSStyleSheet];
  return all.every((api) => typeof api === 'function') && 'adoptedStyleSheets' in Document.prototype;
}
