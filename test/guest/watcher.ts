import { FrameKind, PATHS, PROTOCOL_VERSION, readHeader, SDK_VERSION } from '@sightline/protocol';
import { createFrameDecoder, printOps } from '@sightline/testing';
import { WebSocket } from 'ws';
import type { Service } from '../e2e/service.js';

/** An agent without a browser: what it was shown, as text. */
export interface Watcher {
  /** Every view frame so far, decoded. */
  text(): string;
  /** Bytes of everything it got. */
  bytes(): Buffer;
  /** Resolves when the view says this; rejects with what it said instead. */
  sees(part: string, limitMs?: number): Promise<void>;
  close(): void;
}

const LIMIT_MS = 40_000;

/** The socket of an agent who joins the session of a PIN; what the service asks for is answered. */
export async function agentSocket(service: Service, pinCode: string, userId = `agent-${pinCode}`): Promise<WebSocket> {
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const sdkToken = await service.token('agent', { userId, userName: 'Agent' });
  const answer = await fetch(service.origin + PATHS.find, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: service.origin },
    body: JSON.stringify({ sdkVersion: SDK_VERSION, appKey: sdkKey, role: 'agent', sdkToken, pinCode }),
  });
  const { sessionId, key } = (await answer.json()) as { sessionId: string; key: string };
  if (!answer.ok) throw new Error(`no seat: HTTP ${answer.status}`);
  const socket = new WebSocket(service.origin.replace('http', 'ws') + PATHS.enter, { origin: service.origin });
  socket.on('open', () => socket.send(JSON.stringify({ t: 'hello', v: PROTOCOL_VERSION, sdk: SDK_VERSION, sessionId, key })));
  socket.on('message', (data: Buffer, binary) => {
    if (binary) return;
    const message = JSON.parse(data.toString()) as { t: string; n?: number };
    if (message.t === 'ping') socket.send(JSON.stringify({ t: 'pong', n: message.n }));
    // It shows nothing any more.
    if (message.t === 'paused') socket.send(JSON.stringify({ t: 'covered' }));
  });
  socket.on('error', () => undefined);
  return socket;
}

/** Joins the session of a PIN and looks on. */
export async function watchSession(service: Service, pinCode: string): Promise<Watcher> {
  const socket = await agentSocket(service, pinCode);
  const decoder = createFrameDecoder();
  const received: Buffer[] = [];
  const looks = new Set<() => void>();
  let text = '';
  socket.on('message', (data: Buffer, binary) => {
    received.push(data);
    if (!binary) return;
    const header = readHeader(data);
    if (header?.kind === FrameKind.View) text += `${printOps(decoder.decode(header.flags, data.subarray(header.body)))}\n`;
    for (const look of looks) look();
  });
  return {
    text: () => text,
    bytes: () => Buffer.concat(received),
    sees: (part, limitMs = LIMIT_MS) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          looks.delete(look);
          reject(new Error(`the agent never saw "${part}", but\n${text.slice(-2000)}`));
        }, limitMs);
        const look = (): void => {
          if (!text.includes(part)) return;
          looks.delete(look);
          clearTimeout(timer);
          resolve();
        };
        looks.add(look);
        look();
      }),
    close: () => socket.terminate(),
  };
}
