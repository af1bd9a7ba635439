import type { Page } from '@playwright/test';
import { FrameKind, readHeader } from '@sightline/protocol';
import { createFrameDecoder, printOps } from '@sightline/testing';
import type { Evidence } from './search.js';

/** Records everything a page exchanges with the service, and what its view frames say once decoded. */
export interface Wiretap {
  evidence: Evidence[];
  /** View frames the page sent so far. */
  readonly viewFrames: number;
  /** The last of them was the checksum that follows all news: the page has nothing more to say by itself. */
  readonly checked: boolean;
  /** Waits for the bodies that are still on their way. */
  settle(): Promise<void>;
}

export function tapPage(page: Page, who: string, serviceOrigin: string): Wiretap {
  const evidence: Evidence[] = [];
  const bodies: Promise<void>[] = [];
  const text = (where: string, words: string): void => void evidence.push({ where, bytes: new TextEncoder().encode(words) });
  let viewFrames = 0;
  let checked = false;

  page.on('websocket', (socket) => {
    const decoder = createFrameDecoder();
    text(`${who} socket address`, socket.url());
    const hear = (direction: string, payload: string | Buffer): void => {
      if (typeof payload === 'string') return text(`${who} ${direction} message`, payload);
      evidence.push({ where: `${who} ${direction} frame`, bytes: payload });
      const header = readHeader(payload);
      if (header?.kind !== FrameKind.View) return;
      const ops = decoder.decode(header.flags, payload.subarray(header.body));
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
    bodies.push(
      response.body().then(
        (bytes) => void evidence.push({ where: `${who} response ${new URL(response.url()).pathname}`, bytes }),
        () => undefined,
      ),
    );
  });
  return {
    evidence,
    get viewFrames() {
      return viewFrames;
    },
    get checked() {
      return checked;
    },
    settle: async () => void (await Promise.all(bodies)),
  };
}
