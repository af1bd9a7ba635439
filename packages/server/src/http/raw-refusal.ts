import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ErrorDetail, type ErrorId, ERROR_TABLE, errorObject } from '@sightline/protocol';

/** Answers what never became a request or a WebSocket with a row of the table, readable by every page, and hangs up. */
export function refuseRaw(socket: Duplex, status: number, error: ErrorId, detail: ErrorDetail): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(errorObject(error, ERROR_TABLE[error], detail));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Access-Control-Allow-Origin: *',
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
  ];
  // Nothing more is read: whoever goes on sending is cut when the answer has left.
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
