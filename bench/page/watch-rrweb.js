import { Replayer } from 'rrweb';
import './watch.js';

/** Replays what comes through a bare forwarder live, with no buffer: each event as soon as rrweb shows it. */
globalThis.Watch.replay = async (address) => {
  const socket = new WebSocket(address);
  const root = document.createElement('div');
  document.body.append(root);
  const replayer = new Replayer([], { liveMode: true, root, showWarning: false });
  replayer.startLive(Date.now());
  socket.onmessage = ({ data }) => replayer.addEvent(JSON.parse(data));
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  globalThis.Watch.replayed = () => {
    const mirror = replayer.iframe.contentDocument;
    const there = Boolean(mirror?.getElementById('probe'));
    if (there) globalThis.Watch.document(mirror);
    return there;
  };
};
