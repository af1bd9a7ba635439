import { LIMITS } from '@sightline/protocol';
import type { NodeTable } from '../node-table.js';
import type { Scene, SceneOptions } from '../scene.js';
import type { Pace } from '../effort.js';
import { createEmbedded, type Embedded } from './embedded.js';
import { guardElement } from './nest.js';
import type { Loads } from '../srcdoc.js';
import type { Foreign } from '../foreign.js';

/** What all documents of one mirror share, those in iframes included. */
export interface Shared extends Loads {
  /** The page of the viewer. */
  outer: Window;
  /** Bounds of what all of them together may still take. */
  room: { nodes: number; style: number; embeds: number } & Pace;
  foreign: Foreign | undefined;
  /** Makes the mirror of one document. */
  createScene(options: SceneOptions): Scene;
  /** What stands in a iframe whose document is not shared; '' where nothing is known of its host. */
  unshared(host: string): string;
  /** The document in an iframe is broken: it is to be told anew. Ids of the iframes that lead to it, outermost first. */
  renew(path: readonly number[], reason: string): void;
}

/** The iframes of one mirrored document. */
export interface Embeds {
  /** Makes an `iframe` of the mirror harmless, before it enters the document. False where there is no room for one. */
  made(element: HTMLIFrameElement): boolean;
  /** One frame of the stream of its document. */
  frame(element: Element, flags: number, body: Uint8Array): Generator<void>;
  unshared(element: Element, host: string): void;
  /** A node left the mirror. */
  dropped(node: Node): void;
  /** Nodes moved: an iframe that moved has lost its document. */
  settle(): void;
  of(element: Element): Embedded | undefined;
  elements(): Iterable<Element>;
  stop(): void;
}

/** `level`: iframes around the document. */
export function createEmbeds(shared: Shared, table: NodeTable, level: number): Embeds {
  const all = new Map<Element, Embedded>();
  return {
    made(element) {
      if (level >= LIMITS.embedDepth || shared.room.embeds <= 0) return false;
      shared.room.embeds--;
      guardElement(element, shared.outer, shared);
      const renew = (path: readonly number[], reason: string): void => {
        const id = table.idOf(element);
        if (id !== undefined) shared.renew([id, ...path], reason);
      };
      all.set(element, createEmbedded({ element, level: level + 1, shared: { ...shared, renew } }));
      return true;
    },
    *frame(element, flags, body) {
      // One there was no room for is an empty place.
      const embedded = all.get(element);
      if (embedded) yield* embedded.apply(flags, body);
    },
    unshared(element, host) {
      all.get(element)?.unshared(host);
    },
    dropped(node) {
      const embedded = all.get(node as Element);
      if (!embedded) return;
      all.delete(node as Element);
      shared.room.embeds++;
      embedded.stop();
    },
    settle() {
      for (const embedded of all.values()) embedded.settle();
    },
    of: (element) => all.get(element),
    elements: () => all.keys(),
    stop() {
      for (const embedded of all.values()) embedded.stop();
      shared.room.embeds += all.size;
      all.clear();
    },
  };
}
