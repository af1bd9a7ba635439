import { LIMITS } from '@sightline/protocol';
import type { Embed, EmbedContext } from './embed.js';
import { FRAMES_AHEAD, type FromFrame, HELLO, readFromFrame, type ToFrame } from './wire.js';

/** When an iframe is said hello to, in milliseconds after the last time; the SDK in it may be loaded late. The last goes on. */
const HELLOS = [0, 250, 500, 1000, 2000, 4000, 8000, 15_000];
/** Asset numbers an iframe may use in one stream. */
const ASSETS = 400;
/** Messages an iframe may send in a second, twice what a browser at 120 pictures a second does. */
const MESSAGES = 400;
/** Bytes of its frames in a second: a keyframe of a very large page. */
const BYTES = 8 * 1024 * 1024;
/** Times in a minute it may make everything be forgotten. */
const FORGETS = 20;

export interface OuterOptions {
  context: EmbedContext;
  /** The iframe's own window, whatever page is in it. */
  target: Window;
  /** An origin of the page's list: nobody else's page hears of it. */
  origin: string;
}

/**
 * A document of another origin, captured by the SDK in it. This page says hello to that origin alone and hands it a port;
 * what comes back is bounded here, numbered and kept like the page's own frames, and judged by the renderer.
 */
export function embedOuter({ context, target, origin }: OuterOptions): Embed {
  const { host } = context;
  const { natives, assets, options } = host;
  let port: MessagePort | undefined;
  let here = false;
  let wanted = false;
  let turn = 0;
  /** Frames that came and were not said to be passed on yet. */
  let owed = 0;
  let ahead = 0;
  let bytes = 0;
  let range = { first: 0, size: 0 };
  const asked = new Set<number>();
  let second = 0;
  let messages = 0;
  let sent = 0;
  let forgets: number[] = [];
  let hellos = 0;
  let timer: number | undefined;
  let stopped = false;

  const post = (message: ToFrame): void => port?.postMessage(message);
  const stop = (): void => {
    if (stopped) return;
    stopped = true;
    if (timer !== undefined) natives.clearTimeout(timer);
    post({ t: 'stop' });
    port?.close();
    port = undefined;
  };
  const cut = (why: string): void => {
    stop();
    context.failed(new Error(why));
  };
  const hello = (): void => {
    timer = undefined;
    if (here || stopped) return;
    port?.close();
    const channel = new host.window.MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => heard(channel.port1, data);
    try {
      target.postMessage(HELLO, origin, [channel.port2]);
    } catch {
      // A window that cannot be posted to is asked again.
    }
    timer = natives.setTimeout(hello, HELLOS[Math.min(++hellos, HELLOS.length - 1)] as number);
  };
  const lend = (): void => {
    const first = assets.take(ASSETS);
    range = first === undefined ? { first: 0, size: 0 } : { first, size: ASSETS };
    if (first === undefined) return;
    assets.lent.push({
      first,
      end: first + ASSETS,
      supply(n) {
        if (!here) return options.assetMissing(n);
        asked.add(n);
        post({ t: 'asset', n });
      },
    });
  };
  const open = (): void => {
    const rules = options.frames;
    if (!here || !wanted || rules === undefined) return;
    turn++;
    owed = 0;
    ahead = 0;
    bytes = 0;
    post({ t: 'open', turn, masks: rules.masks, account: rules.account, level: context.level, ...range });
  };
  const settle = (): void => {
    if (owed === 0 || !context.ready()) return;
    post({ t: 'passed', n: owed });
    ahead -= owed;
    if (ahead === 0) bytes = 0;
    owed = 0;
  };
  const mine = (n: number): boolean => n >= range.first && n < range.first + range.size;
  const flooded = (): boolean => {
    const now = natives.now();
    if (now - second > 1000) {
      second = now;
      messages = 0;
      sent = 0;
    }
    return ++messages > MESSAGES || sent > BYTES;
  };
  function heard(from: MessagePort, data: unknown): void {
    if (from !== port || stopped) return;
    const message = readFromFrame(data);
    if (message === undefined || flooded()) return cut('a frame sent what it may not');
    if (!here && message.t !== 'here') return cut('a frame spoke before its turn');
    obey(message);
  }
  function obey(message: FromFrame): void {
    switch (message.t) {
      case 'here':
        if (here) return;
        here = true;
        return open();
      case 'frame':
        if (message.turn !== turn || !wanted) return;
        bytes += message.body.length;
        sent += message.body.length;
        if (++ahead > FRAMES_AHEAD * 4 || bytes > LIMITS.logBytes) return cut('a frame sent faster than it may');
        context.emit(message);
        owed++;
        return settle();
      case 'pointer':
        if (message.turn === turn && wanted) context.pointer(message.body);
        return;
      case 'assets': {
        const items = message.items.filter(({ n }) => mine(n));
        if (items.length > 0) options.assets(items);
        return;
      }
      case 'bytes':
        if (asked.delete(message.n)) options.asset(message.n, message.mime, message.bytes);
        return;
      case 'missing':
        if (asked.delete(message.n)) options.assetMissing(message.n);
        return;
      case 'forget':
        if (!wanted) return;
        forgets = [...forgets.filter((time) => natives.now() - time < 60_000), natives.now()];
        if (forgets.length > FORGETS) return cut('a frame made everything be forgotten too often');
        return host.forget();
      case 'failed':
        return cut('the SDK in a frame cannot share it by its rules');
      default:
        message satisfies never;
    }
  }
  hello();
  return {
    get shown() {
      return here;
    },
    open() {
      wanted = true;
      lend();
      open();
    },
    idle() {
      wanted = false;
      if (here) post({ t: 'idle' });
    },
    wake: settle,
    flush: settle,
    renew(path) {
      if (path.length > 0) post({ t: 'renew', path: [...path] });
      else open();
    },
    stop,
  };
}
