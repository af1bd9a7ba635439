import { WebSocketServer } from 'ws';

// The bare forwarder the relay is measured against: a room by path, what one socket says goes to the others in it as it came.
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
