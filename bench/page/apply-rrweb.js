import { Replayer } from 'rrweb';
import { installApply } from './install-apply.js';

installApply((pieces, root) => {
  const replayer = new Replayer([], { liveMode: true, root, showWarning: false });
  replayer.startLive(Date.now());
  return () =>
    new Promise((resolve) => {
      replayer.on('fullsnapshot-rebuilded', resolve);
      for (const { text } of pieces) replayer.addEvent({ ...JSON.parse(text), timestamp: Date.now() });
    });
});
