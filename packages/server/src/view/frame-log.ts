import { FrameFlag, type FrameHeader } from '@sightline/protocol';
import type { MemoryShare } from '../live/memory-budget.js';

export interface Position {
  stream: number;
  number: number;
}

/** What became of a frame. `ignore`: of a stream that is over, or seen before. `gap`: something is missing before it. */
export type Verdict =
  | { do: 'forward'; opened: boolean }
  /** Forward it, but the log is full: keyframe and log are gone. `again`: a new keyframe will be smaller than the bound. */
  | { do: 'forward_cut'; opened: boolean; again: boolean }
  | { do: 'ignore' }
  | { do: 'gap' };

export interface FrameLog {
  push(header: FrameHeader, frame: Uint8Array): Verdict;
  /** The frames an agent at `position` still needs: from there where the log has it, else from the keyframe on; none: `undefined`. */
  since(position: Position | undefined): Uint8Array[] | undefined;
  /** Forgets keyframe and log at once. Later frames of the present stream are ignored. */
  drop(): void;
  /** Whether a late agent can be served. */
  readonly held: boolean;
  /** The last frame held. */
  readonly position: Position | undefined;
}

type State =
  | { at: 'empty'; above: number }
  | { at: 'logging'; stream: number; frames: Uint8Array[]; bytes: number; keyed: boolean; taken: number }
  /** The bound was reached: frames pass but are not kept. */
  | { at: 'passing'; stream: number; next: number };

export interface FrameLogOptions {
  bytes: number;
  frames: number;
  /** The highest stream the session has seen. */
  above: number;
  /** Room for what is kept. */
  share: Pick<MemoryShare, 'take' | 'give'>;
}

/** What one frame costs beside its bytes. */
const FRAME_BYTES = 128;

/**
 * Keyframe and what came since (design decision 6), by the frames' headers alone. Streams only grow, a stream opens with
 * frame 0 flagged `Key`, numbers have no gap.
 */
export function createFrameLog(options: FrameLogOptions): FrameLog {
  const { share, ...bound } = options;
  let state: State = { at: 'empty', above: bound.above };
  const streamOf = (): number => (state.at === 'empty' ? state.above : state.stream);

  function become(next: State): void {
    if (state.at === 'logging') share.give(state.taken);
    state = next;
  }

  function append(into: State & { at: 'logging' }, header: FrameHeader, frame: Uint8Array, opened: boolean): Verdict {
    into.frames.push(frame);
    into.bytes += frame.byteLength;
    if (header.flags & FrameFlag.KeyEnd) into.keyed = true;
    const fits = into.bytes <= bound.bytes && into.frames.length <= bound.frames;
    const room = fits && share.take(frame.byteLength + FRAME_BYTES);
    if (room) {
      into.taken += frame.byteLength + FRAME_BYTES;
      return { do: 'forward', opened };
    }
    become({ at: 'passing', stream: into.stream, next: header.number + 1 });
    // A keyframe that fills the log by itself would be asked for without end, and one there is no room for as well.
    return { do: 'forward_cut', opened, again: into.keyed && !fits };
  }

  return {
    push(header, frame) {
      const { stream, number } = header;
      if (stream > streamOf()) {
        if (number !== 0 || !(header.flags & FrameFlag.Key)) return { do: 'gap' };
        const fresh: State = { at: 'logging', stream, frames: [], bytes: 0, keyed: false, taken: 0 };
        become(fresh);
        return append(fresh, header, frame, true);
      }
      if (stream < streamOf() || state.at === 'empty') return { do: 'ignore' };
      const next = state.at === 'logging' ? state.frames.length : state.next;
      if (number < next) return { do: 'ignore' };
      if (number > next) return { do: 'gap' };
      if (state.at === 'logging') return append(state, header, frame, false);
      state = { ...state, next: next + 1 };
      return { do: 'forward', opened: false };
    },
    since(position) {
      if (state.at === 'empty') return undefined;
      const known = position?.stream === state.stream ? position.number + 1 : 0;
      if (state.at === 'passing') return known === state.next ? [] : undefined;
      return state.frames.slice(known <= state.frames.length ? known : 0);
    },
    drop() {
      become({ at: 'empty', above: streamOf() });
    },
    get held() {
      return state.at === 'logging';
    },
    get position() {
      return state.at === 'logging' ? { stream: state.stream, number: state.frames.length - 1 } : undefined;
    },
  };
}
