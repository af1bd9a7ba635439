import { WebSocket } from 'ws';

const PROTOCOL_VERSION = 1;
const SDK = '3.11.0';

const heard = (socket, wanted) =>
  new Promise((resolve, reject) => {
    const listen = (data, binary) => {
      if (binary) return;
      const message = JSON.parse(data);
      if (message.t === 'refused' || message.t === 'error') reject(new Error(JSON.stringify(message)));
      if (message.t !== wanted) return;
      socket.off('message', listen);
      resolve(message);
    };
    socket.on('message', listen);
    socket.once('error', reject);
  });

async function enter(service, seat) {
  const socket = new WebSocket(`ws://127.0.0.1:${service.port}/sdkapi/zcb/v1/enter`, { origin: service.origin, perMessageDeflate: false });
  const welcome = heard(socket, 'welcome');
  socket.once('open', () => {
    socket.send(JSON.stringify({ t: 'hello', v: PROTOCOL_VERSION, sdk: SDK, sessionId: seat.sessionId, key: seat.key }));
  });
  await welcome;
  socket.on('message', (data, binary) => {
    if (binary) return;
    const message = JSON.parse(data);
    if (message.t === 'ping') socket.send(JSON.stringify({ t: 'pong', n: message.n }));
  });
  return socket;
}

let users = 0;

/** A session of the service with a customer and an agent in it, ready for its first keyframe. */
export async function openSession(service) {
  const call = (path, token, more) =>
    service.post(`/sdkapi/zcb/v1/${path}`, { sdkVersion: SDK, appKey: service.sdkKey, sdkToken: token, ...more });
  const n = ++users;
  const customerSeat = await call('create', await service.token('customer', `c${n}`), { role: 'customer' });
  const customer = await enter(service, customerSeat);
  const asked = heard(customer, 'keyframe');
  const agentSeat = await call('find', await service.token('agent', `a${n}`), { role: 'agent', pinCode: customerSeat.pinCode });
  const agent = await enter(service, agentSeat);
  await asked;
  return {
    customer,
    agent,
    async close() {
      customer.send('{"t":"end"}');
      await Promise.all([customer, agent].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    },
  };
}

/** The same two sockets in a room of the bare forwarder. */
export async function openRoom(port) {
  const open = async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/room${users}`, { perMessageDeflate: false });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return socket;
  };
  users++;
  const [customer, agent] = [await open(), await open()];
  return {
    customer,
    agent,
    async close() {
      const closed = [customer, agent].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of [customer, agent]) socket.close();
      await Promise.all(closed);
    },
  };
}
