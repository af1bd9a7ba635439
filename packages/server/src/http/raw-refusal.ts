import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ErrorDetail, type ErrorId, errorOf } from '@sightline/protocol';

const LINGER_MS = 1_000;

/** Answers what never became a request or a WebSocket with a row of the table, readable by every page, and hangs up. */
export function refuseRaw(socket: Duplex, status: number, error: ErrorId, detail: ErrorDetail): void {
  if (socket.writableEnded) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(errorOf(error, detail));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Access-Control-Allow-Origin: *',
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // Hanging up on what was not read resets the connection, and the answer with it: whoever goes on sending is read for a moment.
  socket.resume();
  const cut = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(cut));
}
