import { CHECKSUM_START, mixNumber, mixText, Op } from '@sightline/protocol';
import type { Natives } from './natives.js';
import type { Stream } from './stream.js';
import type { Walk } from './walk.js';

/** Nodes hashed at a time: about a millisecond. */
const STRETCH = 1024;

/** Tells the mirror what a part of its tree must be, one stretch after the other, as long as there was news (design decision 8). */
export interface Checks {
  /** The keyframe is complete. */
  begin(stream: Stream): void;
  /** Whether something was sent since every stretch was last told. Called from time to time. */
  due(stream: Stream): boolean;
  /** Writes the next stretch. Only where the mirror lacks nothing of the live tree. */
  write(stream: Stream, walk: Walk): void;
}

export function createChecks(natives: Natives): Checks {
  /** The frame after the last news, and the id the round ends at. */
  let seen = 0;
  let at = 0;
  let left = 0;
  return {
    begin(stream) {
      seen = stream.frame;
      left = 0;
    },
    due(stream) {
      if (stream.frame > seen) {
        seen = stream.frame;
        left = stream.nodes.next;
      }
      return left > 0;
    },
    write(stream, walk) {
      const { writer, nodes } = stream;
      const alone = writer.size === 0;
      for (let room = STRETCH; room > 0 && left > 0; ) {
        if (at >= nodes.next) at = 0;
        const first = at;
        const end = Math.min(nodes.next, first + Math.min(room, left));
        let hash = CHECKSUM_START;
        for (; at < end; at++) {
          const node = nodes.nodeOf(at);
          if (node === undefined) continue;
          const above = natives.up(node);
          let before = natives.previousSibling.call(node);
          while (before !== null && !nodes.ids.has(before)) before = natives.previousSibling.call(before);
          hash = mixNumber(hash, at);
          hash = mixNumber(hash, (above && nodes.ids.get(above)) ?? 0);
          hash = mixNumber(hash, (before && nodes.ids.get(before)) ?? 0);
          const words = walk.wordsTold(node, 'told');
          if (words !== undefined) hash = mixText(hash, words);
        }
        room -= end - first;
        left -= end - first;
        writer.varint(Op.Checksum, first, end, hash);
      }
      // Alone in its frame it is no news; with others, all is to be told again.
      if (!alone) left = nodes.next;
      seen = stream.frame + 1;
    },
  };
}
