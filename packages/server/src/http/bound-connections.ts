import type { Server, Socket } from 'node:net';
import { addressKey } from '../access/address-key.js';

export interface ConnectionBounds {
  /** Connections at once, of everyone. */
  total: number;
  /** Of one address. */
  perAddress: number;
  /** Addresses that speak for many: proxies in front, this machine. */
  exempt(address: string): boolean;
}

/** Hangs up on whoever opens more connections than the bounds allow, before a byte of theirs is read. */
export function boundConnections(server: Server, { total, perAddress, exempt }: ConnectionBounds): void {
  const open = new Map<string, number>();
  server.maxConnections = total;
  server.prependListener('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (exempt(address)) return;
    const key = addressKey(address);
    const count = open.get(key) ?? 0;
    if (count >= perAddress) {
      socket.destroy();
      return;
    }
    open.set(key, count + 1);
    socket.once('close', () => {
      const left = (open.get(key) ?? 1) - 1;
      if (left > 0) open.set(key, left);
      else open.delete(key);
    });
  });
}
