import { complain } from '@sightline/link';
import { FrameFlag, type FrameHeader } from '@sightline/protocol';
import type { Sharing } from '../session/sharing.js';
import { loopLink } from './loop-link.js';
import { drawOutlines } from './outlines.js';
import type { CreateMirror, Mirror, Preview, PreviewMode, PreviewOptions } from './preview.js';
import { openPreviewWindow } from './window.js';

/** Pictures begun again because one broke, before it is given up. */
const TRIES = 3;

/**
 * Shows the customer what an agent sees, by the same bytes and the same renderer: while agents watch, the service sends her what it
 * sends them, which costs them nothing; while nobody does, the page captures itself and nothing leaves it.
 */
export function openPreview({ ctx, live, createSharing, close, createMirror }: PreviewOptions & { createMirror: CreateMirror }): Preview {
  const { window: view, settings } = ctx;
  const panel = openPreviewWindow({ view, locale: settings.locale, theme: settings.theme, close });
  let mode: PreviewMode | undefined;
  /** The capture of this page for this page alone, while nobody watches; with the rules it was begun with. */
  let own: { sharing: Sharing; masks: typeof ctx.masks; account: typeof ctx.account } | undefined;
  let mirror: Mirror | undefined;
  let waiting: [number, Uint8Array][] = [];
  let picture: 'loading' | 'shown' | 'broken' = 'loading';
  /** Frames make sense from the next keyframe on. */
  let keyed = false;
  let tries = 0;
  let stopped = false;

  const sharing = (): Sharing | undefined => own?.sharing ?? (ctx.state.kind === 'live' ? ctx.state.sharing : undefined);
  const modeNow = (): PreviewMode => {
    const { state } = ctx;
    if (state.kind !== 'live') return 'own';
    const { phase } = state.sharing;
    return state.shared.paused || phase === 'closed' ? 'paused' : phase === 'watched' ? 'agents' : 'own';
  };
  const draw = (next: typeof picture): void => {
    picture = next;
    if (mode) panel.show(mode, picture);
  };
  const take = ({ flags }: FrameHeader, body: Uint8Array): void => {
    if (flags & FrameFlag.Key) keyed = true;
    if (!keyed) return;
    if (mirror) mirror.apply(flags, body);
    else waiting.push([flags, body]);
  };
  const forget = (): void => {
    keyed = false;
    waiting = [];
    mirror?.forget();
    draw('loading');
  };
  const tellService = (on: boolean): void => {
    if (ctx.state.kind === 'live') ctx.state.link.send({ t: 'preview', on });
  };
  const stopOwn = (): void => {
    own?.sharing.stop();
    own = undefined;
  };
  /** The account's are known in a session only. */
  const rulesNow = () => ({ masks: ctx.masks, account: ctx.state.kind === 'live' ? ctx.account : undefined });
  const begin = (): void => {
    stopOwn();
    if (mode === 'agents') return tellService(true);
    if (mode !== 'own') return;
    const rules = rulesNow();
    const made = createSharing({
      live,
      loadPart: ctx.loadPart,
      link: loopLink((header, body) => own?.sharing === made && take(header, body), forget),
      document: view.document,
      secrets: ctx.secrets,
      rules,
      frameOrigins: settings.frameOrigins,
      lastStream: 0,
      own: (node) => ctx.panel.own(node) || node === panel.host,
      changed: () => undefined,
      fault: broken,
    });
    own = { sharing: made, ...rules };
    made.open();
  };
  const broken = (reason: unknown): void => {
    if (stopped) return;
    if (++tries < TRIES) {
      keyed = false;
      return begin();
    }
    complain('the preview cannot be shown.', reason);
    draw('broken');
  };

  const follow = (): void => {
    const next = modeNow();
    if (mode === next && (next === 'paused' || (next === 'own' && own?.masks === ctx.masks && own.account === rulesNow().account))) return;
    if (mode === 'agents' && next !== 'agents') tellService(false);
    if (mode !== next && next === 'paused') forget();
    mode = next;
    keyed = false;
    draw(picture);
    begin();
  };

  const outlines = drawOutlines({
    view,
    layer: panel.layer,
    word: panel.word,
    masked: () => (mode === 'paused' ? [] : (sharing()?.capture?.masked() ?? [])),
    counted: (count) => panel.counted(count),
  });
  createMirror({
    parent: panel.surface,
    assetBase: {
      address(n) {
        const found = sharing()?.capture?.assetOf(n);
        return typeof found === 'object' ? dataAddress(found) : found;
      },
      sheet: (n) => {
        const base = ctx.state.kind === 'live' && !own ? ctx.state.assetBase : undefined;
        return base === undefined ? undefined : `${new URL(base, ctx.place.service).href}/${n}`;
      },
    },
    onMeta: (meta) => panel.page(meta),
    onShown: () => {
      tries = 0;
      draw('shown');
    },
    onFault: broken,
  }).then((made) => {
    if (stopped) return made.stop();
    mirror = made;
    for (const [flags, body] of waiting.splice(0)) made.apply(flags, body);
  }, broken);

  follow();
  ctx.panel.peeking(true);
  return {
    host: panel.host,
    follow,
    frame: (header, body) => mode === 'agents' && take(header, body),
    forget,
    stop() {
      stopped = true;
      ctx.panel.peeking(false);
      if (mode === 'agents') tellService(false);
      outlines.stop();
      stopOwn();
      mirror?.stop();
      panel.stop();
    },
  };
}

/** Bytes the page made itself, such as a canvas's picture. */
function dataAddress({ mime, bytes }: { mime: string; bytes: Uint8Array }): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return `data:${mime};base64,${btoa(text)}`;
}
