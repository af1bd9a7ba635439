import type { Page } from '@playwright/test';
import { FrameKind, readHeader } from '@sightline/protocol';
import { createFrameDecoder, printOps } from '@sightline/testing';
import type { Evidence } from './search.js';

/** Records everything a page exchanges with the service or says on its console, and what its view frames say once decoded. */
export interface Wiretap {
  evidence: Evidence[];
  /** View frames the page sent so far. */
  readonly viewFrames: number;
  /** Bodies of the pointer frames it sent. */
  readonly pointers: Uint8Array[];
  /** Assets it handed over: type and bytes. */
  readonly assets: { mime: string; bytes: Uint8Array }[];
  /** The last view frame was the checksum that follows all news: the page has nothing more to say by itself. */
  readonly checked: boolean;
  /** Waits for the bodies that are still on their way. */
  settle(): Promise<void>;
}

export function tapPage(page: Page, who: string, serviceOrigin: string): Wiretap {
  const evidence: Evidence[] = [];
  const bodies: Promise<void>[] = [];
  const pointers: Uint8Array[] = [];
  const assets: Wiretap['assets'] = [];
  const text = (where: string, words: string): void => void evidence.push({ where, bytes: new TextEncoder().encode(words) });
  let viewFrames = 0;
  let checked = false;

  const sent = (payload: Buffer): void => {
    const header = readHeader(payload);
    const body = header && payload.subarray(header.body);
    if (header?.kind === FrameKind.Pointer) pointers.push(body as Uint8Array);
    else if (header?.kind === FrameKind.Asset && body) {
      const length = body[0] ?? 0;
      assets.push({ mime: body.subarray(1, 1 + length).toString('latin1'), bytes: body.subarray(1 + length) });
    }
  };
  page.on('websocket', (socket) => {
    const decoders = { sent: createFrameDecoder(), received: createFrameDecoder() };
    text(`${who} socket address`, socket.url());
    const hear = (direction: 'sent' | 'received', payload: string | Buffer): void => {
      if (typeof payload === 'string') return text(`${who} ${direction} message`, payload);
      evidence.push({ where: `${who} ${direction} frame`, bytes: payload });
      const header = readHeader(payload);
      if (direction === 'sent') sent(payload);
      if (header?.kind !== FrameKind.View) return;
      const ops = decoders[direction].decode(header.flags, payload.subarray(header.body));
      if (direction === 'sent') {
        viewFrames++;
        checked = ops.every(({ op }) => op === 'checksum');
      }
      text(`${who} ${direction} view, decoded`, printOps(ops));
    };
    socket.on('framesent', ({ payload }) => hear('sent', payload));
    socket.on('framereceived', ({ payload }) => hear('received', payload));
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(serviceOrigin)) return;
    text(`${who} request`, `${request.url()}\n${JSON.stringify(request.headers())}\n${request.postData() ?? ''}`);
  });
  page.on('response', (response) => {
    if (!response.url().startsWith(serviceOrigin)) return;
    text(`${who} response headers`, JSON.stringify(response.headers()));
    bodies.push(
      response.body().then(
        (bytes) => void evidence.push({ where: `${who} response ${new URL(response.url()).pathname}`, bytes }),
        () => undefined,
      ),
    );
  });
  // What a browser itself says of a page's own markup names its words; only what our scripts say is evidence.
  page.on('console', (message) => {
    if (message.location().url.startsWith(serviceOrigin)) text(`${who} console`, message.text());
  });
  return {
    evidence,
    pointers,
    assets,
    get viewFrames() {
      return viewFrames;
    },
    get checked() {
      return checked;
    },
    settle: async () => void (await Promise.all(bodies)),
  };
}
