import { DrawingFlag, readHeader, type ServerMessage, type StrokeName } from '@sightline/protocol';

/** What a page shows of the drawings, by the frames and messages it was given. */
export interface ShownStrokes {
  show(frame: Uint8Array): void;
  hear(message: ServerMessage): void;
  clear(): void;
  /** What strokes are tied to is counted anew. */
  untie(): void;
  has(name: StrokeName): boolean;
  readonly names: StrokeName[];
  /** Each stroke that stays: its name, what it is tied to, its pieces; the last one ends with a full stop. */
  readonly list: [string, string[]][];
}

const { Begin, End, Vanishing, Anchor } = DrawingFlag;
const nameOf = ({ seat, number }: StrokeName): string => `${seat}.${number}`;

export function createShownStrokes(): ShownStrokes {
  const strokes = new Map<string, string[]>();
  return {
    show(frame) {
      const header = readHeader(frame);
      if (!header) throw new Error('no frame');
      const { stream: seat, number, flags } = header;
      const body = String(frame[header.body]);
      const name = nameOf({ seat, number });
      if (flags & Begin) strokes.set(name, [flags & Vanishing ? 'vanishing' : '']);
      const stroke = strokes.get(name);
      if (!(flags & Anchor)) stroke?.push(flags & End ? `${body}.` : body);
      else if (stroke) stroke[0] = `${stroke[0]?.split('@')[0]}@${body}`;
    },
    hear(message) {
      if (message.t === 'erased') for (const name of message.strokes) strokes.delete(nameOf(name));
      if (message.t !== 'drawings_cleared') return;
      for (const name of strokes.keys()) if (message.seat === undefined || name.startsWith(`${message.seat}.`)) strokes.delete(name);
    },
    clear: () => strokes.clear(),
    untie() {
      for (const stroke of strokes.values()) stroke[0] = stroke[0]?.split('@')[0] ?? '';
    },
    has: (name) => strokes.has(nameOf(name)),
    get names() {
      return [...strokes.keys()].map((name) => {
        const [seat = 0, number = 0] = name.split('.').map(Number);
        return { seat, number };
      });
    },
    get list() {
      return [...strokes].filter(([, [first]]) => !first?.startsWith('vanishing')).sort(([a], [b]) => (a < b ? -1 : 1));
    },
  };
}
