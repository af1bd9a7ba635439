import type { ServerMessage } from '@sightline/protocol';
import type { Peer } from '../view/peer.js';

/** A peer that writes down what it is told. */
export interface FakePeer extends Peer {
  heardAt: number;
  readonly log: string[];
  readonly messages: ServerMessage[];
  closedWith: number | undefined;
}

export function fakePeer(id: number): FakePeer {
  const log: string[] = [];
  const messages: ServerMessage[] = [];
  const text = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes.subarray(4));
  return {
    id,
    heardAt: 0,
    log,
    messages,
    closedWith: undefined,
    send(message) {
      messages.push(message);
      log.push(message.t);
    },
    frame: (bytes) => void log.push(`frame ${text(bytes)}`),
    replay: (frames) => void log.push(`replay ${frames.map(text).join(' ')}`),
    direct: (bytes, kind) => void log.push(`${kind} ${bytes[1]}:${bytes[2]}.${bytes[3]} ${text(bytes)}`),
    pointer: (bytes) => void log.push(`pointer ${text(bytes)}`),
    dropFrames: () => void log.push('drop'),
    probe: async () => true,
    close(code) {
      this.closedWith = code;
      log.push(`close ${code}`);
    },
  };
}
