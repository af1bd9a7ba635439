import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { WebhookEvent } from '@sightline/protocol';
import { encryptToken } from '../webhooks/sign.js';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  /** As it came. */
  body: string;
  event: WebhookEvent;
}

/** How a receiver answers; it has the whole request by then. */
export type Answering = (received: Received, response: ServerResponse, socket: Socket) => void;

export const accept: Answering = (_received, response) => void response.writeHead(200).end('thanks');
export const refuse: Answering = (_received, response) => void response.writeHead(500).end('not now');
export const hang: Answering = () => {};

/** Proves its URL by this secret, and answers everything else as `otherwise` does. */
export const proving =
  (secret: string, otherwise: Answering): Answering =>
  (received, response, socket) => {
    if (received.event.event !== 'endpoint.url_validation') return otherwise(received, response, socket);
    const { plainToken } = received.event.payload;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ plainToken, encryptedToken: encryptToken(plainToken, secret) }));
  };

/** A receiver of webhooks on this machine, over http. */
export async function testReceiver(answering: Answering = accept) {
  const received: Received[] = [];
  const receiver = { answering, received };
  let connections = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body, event: JSON.parse(body) as WebhookEvent };
      received.push(one);
      receiver.answering(one, response, request.socket);
    });
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    port,
    url: (path = '/hook') => `http://127.0.0.1:${port}${path}`,
    connections: () => connections,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

export type TestReceiver = Awaited<ReturnType<typeof testReceiver>>;
