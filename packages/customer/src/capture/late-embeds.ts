import type { Writer } from '@sightline/protocol';
import type { LoadPart } from '../parts/parts.js';
import type { Assets } from './assets.js';
import type { Capture, CaptureOptions } from './capture.js';
import type { startCapture } from './index.js';
import type { LateNames } from './late-names.js';
import type { Natives } from './natives.js';
import { once } from './once.js';
import type { Stream } from './stream.js';

/** What a capture shares with those of the documents in its iframes. */
export interface EmbedHost {
  /** The capture's own; those inside share what is not of their document. */
  options: CaptureOptions;
  window: Window & typeof globalThis;
  natives: Natives;
  assets: Assets;
  late: LateNames;
  startCapture: typeof startCapture;
  /** Writes a frame of the stream that is open, if one is. Never during a flush. */
  say(write: (writer: Writer) => void): void;
  /** Ends the stream and asks for the next. */
  forget(): void;
  /** Looks at the iframes again, soon. */
  wake(): void;
}

/** Follows the documents in the iframes of one document. */
export interface EmbedTracker {
  /** After each flush of an open stream: iframes and their documents may have changed. */
  sync(stream: Stream): void;
  /** A document came into this iframe, perhaps the same one written anew. */
  loaded(frame: Element): void;
  /** The capture of a document at these ids, of this page's origin. */
  at(path: readonly number[]): Capture | undefined;
  /** The iframe at these ids is to be told anew. */
  renew(path: readonly number[]): void;
  wake(): void;
  flush(): void;
  /** The stream is over. */
  idle(): void;
  stop(): void;
}

/** The tracker of iframes, which is loaded when the first iframe is in the mirror. */
export function createLateEmbeds(host: EmbedHost, load: LoadPart): { readonly now: EmbedTracker | undefined; sync(stream: Stream): void } {
  let now: EmbedTracker | undefined;
  // The viewer draws an iframe's place as long as nothing is told of it.
  const ask = once(async () => {
    now = (await load('embed')).createEmbeds(host);
    host.wake();
  });
  return {
    get now() {
      return now;
    },
    sync(stream) {
      if (now) now.sync(stream);
      else if (stream.frames.size > 0) ask();
    },
  };
}
