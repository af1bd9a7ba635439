import type { AccountPolicy } from '@sightline/protocol';
import type { LoadPart, Parts } from '../parts/parts.js';
import type { Gate } from '../privacy/gate.js';
import type { MaskSettings, Policy } from '../privacy/policy.js';
import type { Secrets } from '../privacy/secrets.js';
import type { Assets } from './assets.js';
import type { LateNames } from './late-names.js';
import type { Live } from './live.js';
import type { Natives } from './natives.js';

export interface CaptureOptions {
  document: Document;
  policy: Policy;
  secrets: Secrets;
  /** Where the policy needs it. */
  texts?: Parts['texts'] | undefined;
  loadPart: LoadPart;
  /** Whose iframes may be joined by the SDK in them, and the rules they are given; none where absent. */
  frames?: { origins: readonly string[]; masks: MaskSettings; account: AccountPolicy | undefined };
  /** Of a document in an iframe: what it shares with the capture around it. */
  above?: Above;
  /** True for the host of our own widget: it is never captured. */
  own(node: Node): boolean;
  /** A view frame, in order; the host puts the header before it. */
  emit(frame: { stream: number; number: number; flags: number; body: Uint8Array<ArrayBuffer> }): void;
  /** False while the socket is backed up: dirt waits until `wake`. */
  ready(): boolean;
  /** A pointer frame's body (protocol `PointerOp`, written by `Writer`). */
  pointer(body: Uint8Array<ArrayBuffer>): void;
  /** Assets the stream names from now on. */
  assets(items: { n: number; url?: string }[]): void;
  asset(n: number, mime: string, bytes: Uint8Array<ArrayBuffer>): void;
  assetMissing(n: number): void;
  /** Something became more private, or the stream cannot go on: the host sends `forget` and calls `open` with the next number. */
  forget(): void;
  /** Privacy cannot be judged on this page: nothing of it may be shared. All other faults stay in capture (`Lapses`). */
  fault(error: unknown): void;
}

/** What the capture of a document in an iframe takes from the one around it. */
export interface Above {
  assets: Assets;
  /** Absent where the page around it is another site's. */
  late?: LateNames;
  /** The document's own, with the clock of the page around it: an iframe's may stand still. */
  natives: Natives;
  /** The page around it, whose channels run even where the iframe's scripts may not. */
  window: Window & typeof globalThis;
  /** Called with records before anything in them is looked at. */
  prepare(records: readonly MutationRecord[]): void;
  /** Levels of iframes around it. */
  level: number;
  /** Documents in iframes that may still be captured, all levels together. */
  room: { left: number };
}

export interface Capture {
  /** Starts a stream with a keyframe. */
  open(stream: number): void;
  /** The number of the stream that is open, once its keyframe is complete. */
  readonly stream: number | undefined;
  /** The capture of a document in a same-origin iframe; `path`: ids of the `iframe` elements that lead to it, none for this one. */
  at(path: readonly number[]): Capture | undefined;
  /** What judges nodes, for parts that have to, too. */
  inner(): { natives: Natives; gate: Gate; live: Live | undefined };
  /** The socket takes frames again. */
  wake(): void;
  /** Sends everything that is dirty now, in this task, however long it takes. */
  flush(): void;
  /** Nobody watches: ends the stream; nothing is read until the next `open`. */
  idle(): void;
  supplyAsset(n: number): void;
  /** Tells the document in an iframe anew, in the stream that is open; `path`: ids of the `iframe` elements that lead to it. */
  renew(path: readonly number[]): void;
  assetOf: Assets['find'];
  /** Masked elements as they stand in the mirror. */
  masked(): Element[];
  idOf(node: Node): number | undefined;
  nodeOf(id: number): Node | undefined;
  /** Nodes in the mirror, the document included. */
  readonly size: number;
  stop(): void;
}
