import { FrameFlag, type FrameHeader } from '@sightline/protocol';

export interface Position {
  stream: number;
  number: number;
}

/** What to do with a view frame. */
export type Verdict = 'apply' | 'skip' | 'gap';

/** Keeps the order of view frames: a stream begins with a keyframe and its numbers have no gap. */
export interface Playback {
  readonly position: Position | undefined;
  take(header: FrameHeader): Verdict;
  /** What was applied is of no use any more, and a keyframe was asked for: only that goes on. */
  lose(): void;
}

export function createPlayback(): Playback {
  let position: Position | undefined;
  let asked = false;
  return {
    get position() {
      return position && { ...position };
    },
    take({ stream, number, flags }) {
      // After a resume the log may begin before what was applied already.
      if (position && (stream < position.stream || (stream === position.stream && number <= position.number))) return 'skip';
      const next = position && stream === position.stream && number === position.number + 1;
      if (next || flags & FrameFlag.Key) {
        position = { stream, number };
        asked = false;
        return 'apply';
      }
      position = undefined;
      if (asked) return 'skip';
      asked = true;
      return 'gap';
    },
    lose() {
      position = undefined;
      asked = true;
    },
  };
}
