import { FrameFlag, FrameKind, PATHS, readHeader, type ServerMessage, type Welcome, writeFrame } from '@sightline/protocol';
import { WebSocket } from 'ws';
import { helloOf } from './socket-inputs.js';
import { DESK, type Role, type Seat, SITE, type Target } from './target.js';

/** An honest session beside the attack: how late its frames came, and what went wrong. */
export interface ControlSession {
  stop(): Promise<{ frames: number; p95: number; worst: number; faults: string[] }>;
}

const EVERY_MS = 40;

export async function startControl(target: Target): Promise<ControlSession> {
  const faults: string[] = [];
  const late: number[] = [];
  const sentAt: number[] = [];
  let keyframe = (): void => {};

  async function enter(role: Role, seat: Seat, frame: (bytes: Buffer) => void): Promise<{ ws: WebSocket; welcome: Welcome }> {
    const ws = new WebSocket(`ws://127.0.0.1:${target.port}${PATHS.enter}`, { origin: role === 'customer' ? SITE : DESK });
    ws.on('open', () => ws.send(JSON.stringify(helloOf(seat))));
    ws.on('error', (error) => faults.push(error.message));
    return new Promise((resolve, reject) => {
      ws.on('close', (code) => {
        faults.push(`${role} closed with ${code}`);
        reject(new Error(`closed with ${code}`));
      });
      ws.on('message', (data: Buffer, binary: boolean) => {
        if (binary) {
          frame(data);
          return;
        }
        const message = JSON.parse(data.toString()) as ServerMessage;
        if (message.t === 'welcome') resolve({ ws, welcome: message });
        if (message.t === 'keyframe') keyframe();
        if (message.t === 'error' || message.t === 'refused' || message.t === 'ended') faults.push(`${role} heard ${message.t}`);
      });
    });
  }

  const seat = await target.create();
  const asked = new Promise<void>((resolve) => {
    keyframe = resolve;
  });
  const customer = await enter('customer', seat, () => faults.push('the customer got a frame'));
  const agent = await enter('agent', await target.find(seat.pinCode, 'control'), (bytes) => {
    const header = readHeader(bytes);
    if (header?.number !== late.length) faults.push(`frame ${header?.number} came as number ${late.length}`);
    else late.push(performance.now() - (sentAt[late.length] ?? 0));
  });
  await asked;
  keyframe = () => faults.push('a second keyframe was asked for');
  const timer = setInterval(() => {
    const number = sentAt.length;
    sentAt.push(performance.now());
    const flags = number === 0 ? FrameFlag.Key | FrameFlag.KeyEnd : 0;
    customer.ws.send(writeFrame({ kind: FrameKind.View, flags, stream: 1, number }, Buffer.alloc(200, number)));
    if (number % 50 === 0) for (const { ws } of [customer, agent]) ws.send(JSON.stringify({ t: 'ping', n: 1 }));
  }, EVERY_MS);

  return {
    async stop() {
      clearInterval(timer);
      const until = Date.now() + 10_000;
      while (late.length < sentAt.length && Date.now() < until && faults.length === 0)
        await new Promise((resolve) => setTimeout(resolve, 10));
      if (late.length < sentAt.length) faults.push(`${sentAt.length - late.length} frames never came`);
      for (const { ws } of [customer, agent]) {
        ws.removeAllListeners('close');
        ws.terminate();
      }
      const sorted = [...late].sort((a, b) => a - b);
      return { frames: late.length, p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0, worst: sorted.at(-1) ?? 0, faults };
    },
  };
}
