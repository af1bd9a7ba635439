import { ASSET_SCHEME, Op } from '@sightline/protocol';
import { quietly } from '@sightline/link';
import type { Assets } from './assets.js';
import { installDrawHooks } from './draw-hooks.js';
import type { Natives } from './natives.js';
import type { Stream } from './stream.js';

/** The attribute that names a canvas' picture on the wire. */
const ATTRIBUTE = 'sightline-canvas';
const INTERVAL_MS = 500;
/** A canvas that never rests is looked at less and less often, down to this. */
const SLOWEST_MS = 4000;
/** A picture that has not come by then never will. */
const STUCK_MS = 5_000;
const CHANGES_PER_STEP = 60;
const AREA = 16_000_000;

/** Carries what is drawn on a canvas as pictures: at most two a second each, none where nothing changed. */
export interface CanvasTracker {
  /** Names new pictures in the stream, and looks at canvases that are new in it. */
  write(stream: Stream): void;
  stop(): void;
}

interface Picture {
  bytes: Uint8Array<ArrayBuffer>;
  /** The asset's number; undefined until it is named in a flush, after the gate had its say. */
  n: number | undefined;
}

interface Watched {
  picture: Picture | undefined;
  /** The picture the service can have now; a newer one takes its place. */
  named: number | undefined;
  /** The stream it was named in. */
  of: Stream | undefined;
  state: 'rest' | 'waiting' | 'reading' | 'tainted';
  /** Drawn while it was being read. */
  again: boolean;
  last: number;
  changes: number;
}

export interface CanvasOptions {
  natives: Natives;
  window: Window & typeof globalThis;
  assets: Assets;
  /** The browser's own, taken before the page could change it. */
  toBlob: HTMLCanvasElement['toBlob'];
  drawn(): void;
}

export function createCanvases(options: CanvasOptions): CanvasTracker {
  const { natives, assets, toBlob } = options;
  const watched = new WeakMap<HTMLCanvasElement, Watched>();
  let fresh: HTMLCanvasElement[] = [];
  let current: Stream | undefined;
  let stopped = false;

  const mirrored = (canvas: HTMLCanvasElement): number | undefined => {
    const id = current?.nodes.ids.get(canvas);
    return id === undefined || current?.boxes.has(id) ? undefined : id;
  };
  const taken = async (canvas: HTMLCanvasElement, entry: Watched, blob: Blob | null): Promise<void> => {
    const bytes = blob === null ? undefined : new Uint8Array(await blob.arrayBuffer());
    entry.state = 'rest';
    if (bytes !== undefined && !sameBytes(bytes, entry.picture?.bytes)) {
      entry.picture = { bytes, n: undefined };
      entry.changes++;
      fresh.push(canvas);
      options.drawn();
    }
    if (entry.again) look(canvas, entry);
  };
  /** The picture is copied at once: a WebGL buffer is empty after it was shown. */
  const read = (canvas: HTMLCanvasElement, entry: Watched): void => {
    entry.again = false;
    entry.last = natives.now();
    if (stopped || mirrored(canvas) === undefined || canvas.width * canvas.height === 0 || canvas.width * canvas.height > AREA) {
      entry.state = 'rest';
      return;
    }
    entry.state = 'reading';
    try {
      toBlob.call(canvas, (blob) => {
        void quietly(
          () => taken(canvas, entry, blob),
          () => (entry.state = 'tainted'),
        );
      });
    } catch {
      // Pixels of another origin: its place is all that can be shown.
      entry.state = 'tainted';
    }
  };
  const look = (canvas: HTMLCanvasElement, entry: Watched): void => {
    entry.state = 'waiting';
    const rest = Math.min(INTERVAL_MS * 2 ** Math.floor(entry.changes / CHANGES_PER_STEP), SLOWEST_MS);
    const wait = entry.last + rest - natives.now();
    if (wait <= 0) natives.queueMicrotask(() => read(canvas, entry));
    else natives.setTimeout(() => read(canvas, entry), wait);
  };
  const entryOf = (canvas: HTMLCanvasElement): Watched => {
    let entry = watched.get(canvas);
    if (entry === undefined) {
      entry = {
        picture: undefined,
        named: undefined,
        of: undefined,
        state: 'rest',
        again: false,
        last: Number.NEGATIVE_INFINITY,
        changes: 0,
      };
      watched.set(canvas, entry);
    }
    return entry;
  };
  /** Called by hooks, for every draw: does next to nothing. */
  const drawn = (canvas: unknown): void => {
    const element = canvas as HTMLCanvasElement;
    // Nobody watches it: it is looked at when it comes into a mirror.
    if (current === undefined || !current.nodes.ids.has(element)) return;
    const entry = entryOf(element);
    switch (entry.state) {
      case 'rest':
        return look(element, entry);
      case 'reading':
        // A page may have put something in the way of the answer.
        if (natives.now() - entry.last > STUCK_MS) look(element, entry);
        else entry.again = true;
        return;
      case 'waiting':
      case 'tainted':
        return;
      default:
        entry.state satisfies never;
    }
  };
  const name = (stream: Stream, canvas: HTMLCanvasElement): void => {
    const id = mirrored(canvas);
    const entry = watched.get(canvas);
    if (id === undefined || entry?.picture === undefined) return;
    const { picture } = entry;
    // Numbers of another stream are nobody's any more.
    if (entry.of !== stream) {
      entry.of = stream;
      entry.named = picture.n = undefined;
    }
    picture.n ??= assets.add('image/png', picture.bytes, entry.named);
    if (picture.n === undefined) return;
    entry.named = picture.n;
    stream.writer.u8(Op.SetAttribute);
    stream.writer.varint(id);
    stream.writer.string(ATTRIBUTE);
    stream.writer.string(ASSET_SCHEME + picture.n);
  };
  const hooks = installDrawHooks(options.window, drawn);
  return {
    write(stream) {
      current = stream;
      for (const canvas of fresh) name(stream, canvas);
      fresh = [];
      const { freshCanvases } = stream;
      for (let i = 0; i < freshCanvases.length; i++) {
        const canvas = freshCanvases[i] as HTMLCanvasElement;
        name(stream, canvas);
        drawn(canvas);
      }
      freshCanvases.length = 0;
    },
    stop() {
      stopped = true;
      hooks.stop();
      current = undefined;
    },
  };
}

function sameBytes(a: Uint8Array, b: Uint8Array | undefined): boolean {
  if (b === undefined || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
