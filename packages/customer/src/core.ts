import { failure, invalid, type Place, type Result, type ScriptPlace, success, versionOf, warn } from '@sightline/link';
import { makeError } from '@sightline/protocol';
import type { LoadPart } from './parts/parts.js';
import type { MaskSettings } from './privacy/policy.js';
import { compilePolicy } from './privacy/policy.js';
import type { Secrets } from './privacy/secrets.js';
import type { Context } from './session/context.js';
import type { LiveModule } from './session/live-module.js';
import { type CustomerSession, createSession, type OpenedSession } from './session/session.js';
import { readSettings, type Settings, type StrangeTable } from './session/settings.js';

export interface CoreOptions {
  window: Window & typeof globalThis;
  /** Where the script came from; absent under npm. */
  script: ScriptPlace | undefined;
  secrets: Secrets;
  loadLive(locale: string | undefined): Promise<LiveModule>;
  loadPart: LoadPart;
}

export interface Core {
  /** Checks the settings of `init` and makes the page's one session; called again, the same with more masks. */
  open(settings: unknown): Promise<Result<CustomerSession>>;
}

/** The session logic of one page, loaded at `init`. */
export function createCore(o: CoreOptions): Core {
  let opened: { session: OpenedSession; ready: Promise<void>; masks: MaskSettings } | undefined;

  const placeOf = async (settings: Settings): Promise<Result<Place>> => {
    const { script } = o;
    // Nearly every page is served the script by the service it talks to.
    return script && settings.host === undefined && settings.zoomHostName === undefined
      ? success({ service: script.service, appKey: settings.appKey ?? script.appKey, sdkVersion: versionOf(script) })
      : (await o.loadPart('host')).findPlace(settings, script, o.window.document);
  };
  const openFirst = async (place: Place, settings: Settings, begin: (ctx: Context) => void): Promise<Result<CustomerSession>> => {
    const session = createSession({
      ...o,
      place,
      settings,
      loadLive: () => o.loadLive(settings.locale),
      begin,
    });
    opened = { session, ready: session.recover(), masks: settings.piiMask };
    await opened.ready;
    // By itself, but not before `init` has answered.
    setTimeout(session.follow, 0);
    return success(session.session);
  };

  return {
    async open(given) {
      // Once a page: an application may call again and again.
      const strange: StrangeTable[] = [];
      const settings = readSettings(given, strange);
      if (!settings.ok) return settings;
      const refused = strange.length > 0 && (await o.loadPart('mistakes')).judgeNames(strange, opened ? undefined : warn);
      if (refused) return refused;
      const { frameOrigins, autoPausePaths: paths } = settings.value;
      const guard = paths.length > 0 && (await o.loadPart('autopause')).pauseAt(paths);
      if (guard === undefined) return invalid('autoPausePaths');
      const embed = frameOrigins.length > 0 ? await o.loadPart('embed') : undefined;
      if (embed && !frameOrigins.every(embed.isOriginEntry)) return invalid('frameOrigins');
      const { secrets } = o;
      if (secrets.unseen) secrets.see ??= (await o.loadPart('deep')).seeUnseen(secrets.unseen);
      const place = await placeOf(settings.value);
      const begin = (ctx: Context): void => {
        embed?.answerParent(ctx, compilePolicy);
        if (guard) guard(ctx);
      };
      // From here on nothing is waited for before it is known which call is the first.
      const again = opened && (await o.loadPart('again'));
      const masks = opened && again ? again.joinMasks(opened.masks, settings.value.piiMask) : settings.value.piiMask;
      const policy = compilePolicy(masks);
      if (!policy.ok) return invalid(policy.field);
      if (!supported(o.window)) return failure(makeError('9999:unsupported_browser'));
      if (!opened || !again) return place.ok ? openFirst(place.value, settings.value, begin) : place;
      // The same rules again cost agents nothing.
      if (JSON.stringify(masks) !== JSON.stringify(again.joinMasks(opened.masks, {}))) opened.session.mask(masks);
      opened.masks = masks;
      await opened.ready;
      return success(opened.session.session);
    },
  };
}

/** Whether the browser has what a session needs. */
function supported(window: Window & typeof globalThis): boolean {
  const { WebSocket, fetch, MutationObserver, TextEncoder, MessageChannel, CSSStyleSheet, document } = window;
  const all = [WebSocket, fetch, MutationObserver, MessageChannel, CSSStyleSheet];
  // Of that name a page may have its own: the browser's is found all the same.
  return all.every((api) => typeof api === 'function') && TextEncoder !== undefined && 'adoptedStyleSheets' in document;
}
