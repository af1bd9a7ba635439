import type { Writer } from '@sightline/protocol';
import type { LoadPart } from '../parts/parts.js';
import type { Assets } from './assets.js';
import type { CaptureOptions, startCapture } from './index.js';
import type { Natives } from './natives.js';
import type { Stream } from './stream.js';

/** What a capture shares with those of the documents in its frames. */
export interface EmbedHost {
  /** The capture's own; those inside share what is not of their document. */
  options: CaptureOptions;
  window: Window & typeof globalThis;
  natives: Natives;
  assets: Assets;
  startCapture: typeof startCapture;
  /** Writes a frame of the stream that is open, if one is. Never during a flush. */
  say(write: (writer: Writer) => void): void;
  /** Ends the stream and asks for the next. */
  forget(): void;
  /** Looks at the frames again, soon. */
  wake(): void;
}

/** Follows the documents in the frames of one document. */
export interface EmbedTracker {
  /** After each flush of an open stream: frames and their documents may have changed. */
  sync(stream: Stream): void;
  /** A document came into this frame, perhaps the same one written anew. */
  loaded(frame: Element): void;
  /** The frame at these ids is to be told anew. */
  renew(path: readonly number[]): void;
  wake(): void;
  flush(): void;
  /** The stream is over. */
  idle(): void;
  stop(): void;
}

/** The tracker of frames, which is loaded when the first frame is in the mirror. */
export function createLateEmbeds(host: EmbedHost, load: LoadPart): { readonly now: EmbedTracker | undefined; sync(stream: Stream): void } {
  let now: EmbedTracker | undefined;
  let asked = false;
  return {
    get now() {
      return now;
    },
    sync(stream) {
      if (now) now.sync(stream);
      else if (stream.frames.size > 0 && !asked) {
        asked = true;
        load('embed').then(
          ({ createEmbeds }) => {
            now = createEmbeds(host);
            host.wake();
          },
          // The viewer draws a frame's place as long as nothing is told of it.
          () => undefined,
        );
      }
    },
  };
}
