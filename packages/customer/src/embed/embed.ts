import type { Capture } from '../capture/capture.js';
import type { EmbedHost } from '../capture/late-embeds.js';
import type { EmbeddedFrame } from './embedded.js';

/** A document in an iframe that is being captured. */
export interface Embed {
  /** Its document is being told; until then its place says that it is not. */
  readonly shown: boolean;
  /** Of a document of the page's own origin. */
  readonly capture?: Capture;
  /** Starts its stream with a keyframe. */
  open(): void;
  /** Its stream is over. */
  idle(): void;
  wake(): void;
  flush(): void;
  /** Tells it anew, or with a path a document in one of its own iframes. */
  renew(path: readonly number[]): void;
  stop(): void;
}

/** What a document in an iframe needs of the one around it. */
export interface EmbedContext {
  host: EmbedHost;
  /** Levels of iiframes around the document. */
  level: number;
  room: { left: number };
  /** A frame of its stream; dropped where its place is not in an open stream. */
  emit(frame: EmbeddedFrame): void;
  ready(): boolean;
  /** A pointer frame's body. */
  pointer(body: Uint8Array<ArrayBuffer>): void;
  /** It can be captured no longer. */
  failed(error: unknown): void;
}
