import type { Server, Socket } from 'node:net';
import { addressKey } from '../access/address-key.js';
import { createNetworkShares } from '../access/network-shares.js';

export interface ConnectionBounds {
  /** Connections at once, of everyone. */
  total: number;
  /** Of one address. */
  perAddress: number;
  /** Of everyone, of those that have not become sockets: over it the largest network's oldest is hung up on for a new one. */
  plain: number;
  /** Addresses that speak for many: proxies in front, this machine. */
  exempt(address: string): boolean;
}

/** Hangs up on whoever opens more connections than the bounds allow, before a byte of theirs is read. */
export function boundConnections(server: Server, { total, perAddress, plain, exempt }: ConnectionBounds): void {
  const open = new Map<string, number>();
  const shares = createNetworkShares<Socket>();
  const leave = new WeakMap<object, () => void>();
  server.maxConnections = total;
  server.on('upgrade', (_request: unknown, socket: Socket) => leave.get(socket)?.());
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
    if (shares.size >= plain) shares.oldestOfLargest()?.destroy();
    const left = shares.add(address, socket);
    leave.set(socket, left);
    socket.once('close', () => {
      left();
      const rest = (open.get(key) ?? 1) - 1;
      if (rest > 0) open.set(key, rest);
      else open.delete(key);
    });
  });
}
