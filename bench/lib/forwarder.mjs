import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { runProcess } from './service.mjs';

const file = fileURLToPath(import.meta.url);

/** The bare forwarder the relay is measured against, in a process of its own. */
export async function startForwarder() {
  const ran = await runProcess({ args: [file], ready: /listening on (\d+)/ });
  return { port: ran.line[1], pid: ran.pid, stop: ran.stop };
}

/** A room by path: what one socket says goes to the others in it as it came. */
function forward() {
  const rooms = new Map();
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false }, () => {
    console.log(`listening on ${server.address().port}`);
  });
  server.on('connection', (socket, request) => {
    const room = rooms.get(request.url) ?? new Set();
    rooms.set(request.url, room.add(socket));
    socket.on('message', (data, binary) => {
      for (const other of room) if (other !== socket) other.send(data, { binary });
    });
    socket.on('close', () => room.delete(socket));
  });
  process.on('SIGTERM', () => process.exit(0));
}

if (process.argv[1] === file) forward();
