import { record } from 'rrweb';
import './source.js';

/** Sends what rrweb records through a bare forwarder as it comes. */
globalThis.Source.record = async (address) => {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  record({ emit: (event) => socket.send(JSON.stringify(event)) });
};
