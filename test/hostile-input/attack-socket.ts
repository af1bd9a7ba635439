import { connect } from 'node:net';
import { CloseCode, PATHS, type ServerMessage } from '@sightline/protocol';
import { WebSocket } from 'ws';
import type { Random } from '../../packages/testing/src/random.js';
import { leaks } from './rows.js';
import { firstInput, helloOf, liveInput, type SocketInput } from './socket-inputs.js';
import type { Tally } from './tally.js';
import { DESK, type Role, type Seat, SITE, type Target } from './target.js';

const DEADLINE_MS = 40_000;
/** Codes of ours, and those a WebSocket itself has for broken framing (RFC 6455). */
const CODES = new Set<number>([...Object.values(CloseCode), 1000, 1002, 1005, 1007, 1009]);

interface Wire {
  ws: WebSocket;
  opened: Promise<void>;
  closed: Promise<number>;
  /** Was told why, or that it is over. */
  refused(): boolean;
  /** Resolves at the first message of this kind, or when it is over. */
  told(t: ServerMessage['t']): Promise<boolean>;
  send(input: SocketInput): void;
}

function open(target: Target, origin: string, where: string, tally: Tally): Wire {
  const ws = new WebSocket(`ws://127.0.0.1:${target.port}${PATHS.enter}`, { origin, perMessageDeflate: true });
  const waiting = new Map<string, () => void>();
  let refused = false;
  ws.on('error', () => {});
  const opened = new Promise<void>((resolve) => void ws.once('open', resolve).once('close', () => resolve()));
  const closed = new Promise<number>((resolve) => ws.once('close', resolve));
  ws.on('message', (data: Buffer, binary: boolean) => {
    if (binary) return;
    const message = JSON.parse(data.toString()) as ServerMessage;
    if (leaks(data.toString())) tally.fault(`${where}: ${data.toString().slice(0, 300)}`);
    if (message.t === 'refused' || message.t === 'error') tally.row(where, message.error);
    refused ||= message.t === 'refused' || message.t === 'error' || message.t === 'ended';
    tally.reach(`answer ${message.t}`);
    waiting.get(message.t)?.();
  });
  return {
    ws,
    opened,
    closed,
    refused: () => refused,
    told: (t) => Promise.race([new Promise<boolean>((resolve) => waiting.set(t, () => resolve(true))), closed.then(() => false)]),
    send(input) {
      if (ws.readyState !== ws.OPEN) return;
      tally.inputs++;
      ws.send(input);
    },
  };
}

async function finish(wire: Wire, where: string, tally: Tally, sent: SocketInput): Promise<void> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, DEADLINE_MS, undefined).unref());
  const code = await Promise.race([wire.closed, late]);
  if (code === undefined) {
    wire.ws.terminate();
    tally.fault(`${where}: not closed within ${DEADLINE_MS} ms`);
  } else {
    tally.reach(`close ${code}`);
    // Who was told and is slow to close is cut.
    if (!CODES.has(code) && !(code === 1006 && wire.refused()))
      tally.fault(`${where}: closed with ${code} after ${String(sent).slice(0, 100)}`);
  }
}

/** One socket that never enters. */
export async function attackBefore(target: Target, seat: Seat, random: Random, tally: Tally): Promise<void> {
  const role = random.pick(['customer', 'agent'] as const);
  const origin = random.pick([role === 'customer' ? SITE : DESK, 'https://evil.example']);
  const wire = open(target, origin, `before ${role}`, tally);
  await wire.opened;
  const input = firstInput(role, seat, random);
  wire.send(input);
  tally.reach('phase before hello');
  // What came in after all leaves; a hello may be whole by chance.
  const entered = await wire.told('welcome');
  if (entered) wire.ws.close();
  await finish(wire, `before ${role}`, tally, input);
}

/** One socket that enters as `role` and sends until it is thrown out or has sent `count`. */
export async function attackLive(target: Target, role: Role, seat: Seat, random: Random, tally: Tally): Promise<void> {
  const where = `live ${role}`;
  const wire = open(target, role === 'customer' ? SITE : DESK, where, tally);
  await wire.opened;
  const welcome = wire.told('welcome');
  wire.send(JSON.stringify(helloOf(seat)));
  // Mistimed: some go on before the welcome.
  const patient = random.chance(0.7);
  if (patient && !(await welcome)) tally.fault(`${where}: an honest hello is refused`);
  tally.reach(`phase live ${role}`);
  let input: SocketInput = '';
  for (let left = 1 + random.int(25); left > 0 && wire.ws.readyState === wire.ws.OPEN; left--) {
    input = liveInput(role, random);
    wire.send(input);
    // Now and then it waits until all of that was judged: what is sent to one thrown out already attacks nothing.
    if (left % 4 === 0) {
      const judged = wire.told('pong');
      wire.send(JSON.stringify({ t: 'ping', n: left }));
      await judged;
    }
  }
  const pong = wire.told('pong');
  wire.send(JSON.stringify({ t: 'ping', n: 4_000_000 }));
  if (await pong) tally.reach(`phase survived ${role}`);
  if (random.chance(0.2)) wire.ws.terminate();
  else {
    wire.send(JSON.stringify({ t: random.pick(['end', 'leave']) }));
    wire.ws.close();
  }
  if (wire.ws.readyState !== wire.ws.CLOSED)
    await Promise.race([wire.closed, new Promise((resolve) => setTimeout(resolve, DEADLINE_MS).unref())]);
  else tally.reach('phase closed');
}

/** A WebSocket handshake followed by bytes that are no frames. */
export function attackFraming(target: Target, random: Random, tally: Tally): Promise<void> {
  tally.inputs++;
  tally.reach('phase framing');
  return new Promise((resolve) => {
    const socket = connect(target.port, '127.0.0.1');
    const timer = setTimeout(() => {
      tally.fault('framing: not closed');
      socket.destroy();
    }, DEADLINE_MS);
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.resume();
    const head = [
      `GET ${PATHS.enter} HTTP/1.1`,
      'Host: localhost',
      `Origin: ${SITE}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ...(random.chance(0.5) ? ['Sec-WebSocket-Extensions: permessage-deflate'] : []),
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(Buffer.from(Array.from({ length: 1 + random.int(200) }, () => random.int(256))));
    socket.end();
  });
}
