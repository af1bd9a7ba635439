import { createRenderer, FOREIGN } from '@sightline/agent/render';
import { FrameKind, readHeader } from '@sightline/protocol';
import { installApply } from './install-apply.js';

installApply(async (pieces, root) => {
  let shown;
  const done = new Promise((resolve) => {
    shown = resolve;
  });
  const renderer = await createRenderer({
    parent: root,
    assetBase: `${location.origin}/asset`,
    foreign: FOREIGN,
    onMeta() {},
    onShown: () => shown(),
    onFault(reason) {
      throw new Error(reason);
    },
  });
  return () => {
    for (const { bytes } of pieces) {
      const header = bytes && readHeader(bytes);
      if (header?.kind === FrameKind.View) renderer.apply(header.flags, bytes.subarray(header.body));
    }
    return done;
  };
});
