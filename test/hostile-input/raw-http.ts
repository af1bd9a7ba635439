import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  headers: string;
  body: string;
}

/**
 * Sends bytes as they are and reads until the other side hangs up; `undefined` where it hung up without a word. After what is no
 * `whole` request the sending side is closed, so that nobody waits for the rest.
 */
export function sendRaw(
  port: number,
  { chunks, whole }: { chunks: readonly Uint8Array[]; whole: boolean },
  deadlineMs: number,
): Promise<RawAnswer | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer within ${deadlineMs} ms`));
    }, deadlineMs);
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      const bytes = Buffer.concat(parts);
      const end = bytes.indexOf('\r\n\r\n');
      const headers = bytes.subarray(0, Math.max(end, 0)).toString('latin1');
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(headers)?.[1] ?? 0);
      resolve(status ? { status, headers, body: bytes.subarray(end + 4).toString('utf8') } : undefined);
    };
    socket.on('data', (part) => parts.push(part));
    socket.on('end', done);
    // A reset after the answer is an answer.
    socket.on('error', done);
    socket.on('connect', () => {
      for (const chunk of chunks) socket.write(chunk);
      if (!whole) socket.end();
    });
  });
}
