import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { constants, deflateRawSync } from 'node:zlib';
import { PATHS } from '@sightline/protocol';

/** A socket's opening by hand, for messages no client of ours would send. */
export async function openRaw(port: number, headers: Record<string, string> = {}): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const lines = {
    host: `127.0.0.1:${port}`,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    // So that short answers come as they are.
    'sec-websocket-extensions': 'permessage-deflate; server_no_context_takeover',
    ...headers,
  };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${PATHS.enter} HTTP/1.1\r\n${head.join('')}\r\n`);
  await once(socket, 'data');
  return socket;
}

/** A message that inflates to `size` zeros, as a compressed frame. `last`: nothing of it follows. */
export function bomb(size: number, { start = Buffer.alloc(0), last = true, first = true } = {}): Buffer {
  const data = Buffer.concat([start, Buffer.alloc(size)]);
  const packed = deflateRawSync(data, { finishFlush: constants.Z_SYNC_FLUSH });
  const payload = last ? packed.subarray(0, -4) : packed;
  const head = Buffer.alloc(8);
  head[0] = (last ? 0x80 : 0) | (first ? 0x42 : 0);
  head[1] = 0x80 | 126;
  head.writeUInt16BE(payload.length, 2);
  // The mask is of zeros: the payload stands as it is.
  return Buffer.concat([head, payload]);
}
