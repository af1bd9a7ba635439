import type { AccountPolicy } from '@sightline/protocol';
import { createAssets } from '../capture/assets.js';
import type { Capture, CaptureOptions, startCapture } from '../capture/index.js';
import { takeNatives } from '../capture/natives.js';
import type { LoadPart, Parts } from '../parts/parts.js';
import type { MaskSettings, PolicyResult } from '../privacy/policy.js';
import type { Secrets } from '../privacy/secrets.js';
import { FRAMES_AHEAD, type FromFrame, type ToFrame } from './wire.js';
import { joinRules } from './join-rules.js';
import { LIMITS } from '@sightline/protocol';

export interface JoinedOptions {
  window: Window & typeof globalThis;
  /** From a page on this one's list. */
  port: MessagePort;
  secrets: Secrets;
  /** This page's own rules, as they are now. */
  masks(): MaskSettings;
  origins: readonly string[];
  loadPart: LoadPart;
  startCapture: typeof startCapture;
  compilePolicy(masks: MaskSettings, account?: AccountPolicy): PolicyResult;
  own(node: Node): boolean;
  /** The page around it is done with this one. */
  over(): void;
}

/** This page while another one shares it. */
export interface Joined {
  /** This page's own rules changed: nothing goes on before the page around it has forgotten and asks anew. */
  mask(): void;
  stop(): void;
}

/**
 * This page as an iframe of another one that shares it: captured by its own rules and the other's together, told over the port.
 * Nothing is read before the other page asks.
 */
export function joinParent(o: JoinedOptions): Joined {
  const { window, port } = o;
  const natives = takeNatives(window, o.secrets.see);
  let capture: Capture | undefined;
  let rules = '';
  let turn = 0;
  let ahead = 0;
  let range = { first: 0, size: 0 };
  let stopped = false;

  const post = (message: FromFrame): void => {
    if (!stopped) port.postMessage(message);
  };
  const assets = createAssets({
    natives,
    loadPart: o.loadPart,
    first: () => range.first,
    get size() {
      return range.size;
    },
    announce: (items) => post({ t: 'assets', items }),
    supply: (n, mime, bytes) => post({ t: 'bytes', n, mime, bytes }),
    missing: (n) => post({ t: 'missing', n }),
  });
  const drop = (): void => {
    const running = capture;
    capture = undefined;
    rules = '';
    running?.stop();
  };
  const stop = (): void => {
    if (stopped) return;
    stopped = true;
    drop();
    port.onmessage = null;
    port.close();
    o.over();
  };
  const fail = (): void => {
    post({ t: 'failed' });
    stop();
  };
  const begin = (message: ToFrame & { t: 'open' }, masks: MaskSettings, texts: Parts['texts'] | undefined): void => {
    const compiled = o.compilePolicy(masks, message.account);
    if (!compiled.ok) return fail();
    const options: CaptureOptions = {
      document: window.document,
      policy: compiled.policy,
      secrets: o.secrets,
      texts,
      loadPart: o.loadPart,
      frames: { origins: o.origins, masks, account: message.account },
      above: { assets, natives, window, prepare: () => undefined, level: message.level, room: { left: LIMITS.embeds } },
      own: o.own,
      emit({ flags, body }) {
        ahead++;
        post({ t: 'frame', turn, flags, body });
      },
      ready: () => ahead < FRAMES_AHEAD,
      pointer: (body) => post({ t: 'pointer', turn, body }),
      assets: (items) => post({ t: 'assets', items }),
      asset: (n, mime, bytes) => post({ t: 'bytes', n, mime, bytes }),
      assetMissing: (n) => post({ t: 'missing', n }),
      // The page around it drops what it has and opens all streams anew.
      forget: () => post({ t: 'forget' }),
      fault: fail,
    };
    capture = o.startCapture(options);
  };
  const open = async (message: ToFrame & { t: 'open' }): Promise<void> => {
    const masks = joinRules(o.masks(), message.masks);
    const now = ruleText(masks, message.account);
    turn = message.turn;
    ahead = 0;
    range = { first: message.first, size: message.size };
    if (now !== rules || capture === undefined) {
      drop();
      const compiled = o.compilePolicy(masks, message.account);
      if (!compiled.ok) return fail();
      const texts = compiled.policy.needsTexts ? await o.loadPart('texts') : undefined;
      if (stopped || turn !== message.turn) return;
      begin(message, masks, texts);
      rules = now;
    }
    capture?.open(turn);
  };
  const obey = (message: ToFrame): void => {
    switch (message.t) {
      case 'open':
        open(message).catch(fail);
        return;
      case 'passed':
        ahead -= message.n;
        capture?.wake();
        return;
      case 'renew':
        capture?.renew(message.path);
        return;
      case 'asset':
        void assets.supply(message.n);
        return;
      case 'idle':
        turn = 0;
        capture?.idle();
        return;
      case 'stop':
        return stop();
      default:
        message satisfies never;
    }
  };
  port.onmessage = ({ data }) => {
    try {
      obey(data as ToFrame);
    } catch {
      fail();
    }
  };
  post({ t: 'here' });
  return {
    mask() {
      drop();
      post({ t: 'forget' });
    },
    stop,
  };
}

/** RegExps say nothing in JSON. */
const ruleText = (masks: MaskSettings, account: AccountPolicy | undefined): string =>
  JSON.stringify([masks, account], (_, value: unknown) =>
    Object.prototype.toString.call(value) === '[object RegExp]' ? String(value) : value,
  );
