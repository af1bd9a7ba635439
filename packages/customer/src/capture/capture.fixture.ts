import { noteUnseen } from '../boot/unseen.js';
import { seeUnseen } from '../parts/deep.js';
import { loadPart } from '../parts/parts.fixture.js';
import * as texts from '../parts/texts.js';
import { compilePolicy, type MaskSettings } from '../privacy/policy.js';
import { watchSecrets } from '../privacy/secrets.js';
import { type Capture, startCapture } from './index.js';
import { createMirror, type Mirror } from './mirror.fixture.js';

export interface Rig {
  capture: Capture;
  mirror: Mirror;
  document: Document;
  frames: { stream: number; number: number; flags: number; body: Uint8Array }[];
  pointers: Uint8Array[];
  assets: { n: number; url?: string }[];
  supplied: Map<number, { mime: string; bytes: Uint8Array }>;
  missing: number[];
  faults: unknown[];
  forgets: number;
  /** Resolves once the keyframe is complete. */
  keyframe(): Promise<void>;
  stop(): void;
}

/**
 * A page in a frame of its own with capture on it and a mirror behind it. `scripts`: with `deepCapture`, what the page's scripts do after
 * it; `before`: what they did before anything of ours was there, in a page with an address of its own.
 */
export async function rig(
  html: string,
  masks: MaskSettings = {},
  scripts?: (page: Document) => void,
  before?: (page: Document) => void | Promise<void>,
): Promise<Rig> {
  const iframe = document.createElement('iframe');
  iframe.style.cssText = 'width:800px;height:600px';
  const loaded = new Promise((done) => iframe.addEventListener('load', done, { once: true }));
  if (before) iframe.src = '/package.json';
  else iframe.srcdoc = `<!doctype html>${html}`;
  document.body.append(iframe);
  await loaded;
  const page = iframe.contentDocument as Document;
  if (before) page.documentElement.innerHTML = html;
  await before?.(page);
  const compiled = compilePolicy(masks);
  if (!compiled.ok) throw new Error(compiled.field);
  const unseen = scripts && noteUnseen(page.defaultView as Window & typeof globalThis);
  const secrets = watchSecrets(page, unseen);
  if (unseen) secrets.see = seeUnseen(unseen);
  scripts?.(page);
  const mirror = createMirror();
  let stream = 1;
  const waiters: (() => void)[] = [];
  const made: Rig = {
    mirror,
    document: page,
    frames: [],
    pointers: [],
    assets: [],
    supplied: new Map(),
    missing: [],
    faults: [],
    forgets: 0,
    capture: startCapture({
      document: page,
      policy: compiled.policy,
      secrets,
      texts,
      loadPart,
      own: (node) => Element.prototype.getAttribute.call(node, 'id') === 'own-widget',
      emit(frame) {
        made.frames.push(frame);
        mirror.apply(frame);
        if (frame.flags & 2) for (const done of waiters.splice(0)) done();
      },
      ready: () => true,
      pointer: (body) => made.pointers.push(body),
      assets: (items) => made.assets.push(...items),
      asset: (n, mime, bytes) => made.supplied.set(n, { mime, bytes }),
      assetMissing: (n) => made.missing.push(n),
      forget() {
        made.forgets++;
        made.capture.open(++stream);
      },
      fault: (error) => made.faults.push(error),
    }),
    keyframe: () => new Promise((done) => waiters.push(done)),
    stop() {
      made.capture.stop();
      iframe.remove();
    },
  };
  const first = made.keyframe();
  made.capture.open(stream);
  await first;
  return made;
}

/** The live page in the notation of `Mirror.print`, for pages of plain HTML without masks. */
export function printLive(node: Node): string {
  if (node.nodeType === 3) return JSON.stringify((node as Text).data);
  if (node.nodeType === 8) return '<#comment></>';
  if (node.nodeType === 10) return '';
  const kids = (from: Node): string => Array.from(from.childNodes).map(printLive).join('');
  if (node.nodeType === 9) return `<#document>${kids(node)}</>`;
  const element = node as Element;
  const attrs = Array.from(element.attributes)
    .map((a) => ` ${a.name}=${JSON.stringify(a.value)}`)
    .sort()
    .join('');
  const shadow = element.shadowRoot ? `{${kids(element.shadowRoot)}}` : '';
  return `<${element.localName}${attrs}>${shadow}${element.localName === 'style' ? '' : kids(element)}</>`;
}
