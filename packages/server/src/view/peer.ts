import type { CloseCode, ServerMessage } from '@sightline/protocol';

/** A connection as session and view see it. Every sending says how it treats a slow reader. */
export interface Peer {
  /** Unique in the process. */
  readonly id: number;
  /** When anything was last heard, in milliseconds since the epoch. */
  readonly heardAt: number;
  /** Control: at once, ahead of frames that wait. */
  send(message: ServerMessage): void;
  /** A view frame: in order; a reader too far behind is cut. */
  frame(bytes: Uint8Array): void;
  /** Frames from the log; they wait for the reader and do not count as his being slow. */
  replay(frames: readonly Uint8Array[]): void;
  /** A frame of a drawing, an act or a proposal: as control. */
  direct(bytes: Uint8Array, kind: 'drawing' | 'act' | 'draft'): void;
  /** A pointer: dropped where the reader is behind. */
  pointer(bytes: Uint8Array): void;
  /** Frames that wait are not sent any more. */
  dropFrames(): void;
  /** Resolves when the peer answered a ping, or with `false` when it did not in time or is gone. */
  probe(ms: number): Promise<boolean>;
  close(code: (typeof CloseCode)[keyof typeof CloseCode]): void;
}
