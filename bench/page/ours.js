import { startCapture } from '@sightline/customer/capture';
import { FrameFlag, FrameKind, writeFrame } from '@sightline/protocol';
import { loadPart } from '../../packages/customer/src/parts/parts.fixture.ts';
import { compilePolicy } from '../../packages/customer/src/privacy/policy.ts';
import { watchSecrets } from '../../packages/customer/src/privacy/secrets.ts';
import { installBench } from './bench-page.js';

/** The capture a session runs, between its policy and its socket: what it sends here is what the socket would take. */
installBench((send) => {
  const { policy } = compilePolicy({});
  let complete = false;
  const capture = startCapture({
    document,
    policy,
    secrets: watchSecrets(document),
    loadPart,
    own: () => false,
    emit({ body, ...header }) {
      send(writeFrame({ kind: FrameKind.View, ...header }, body));
      if (header.flags & FrameFlag.KeyEnd) complete = true;
    },
    ready: () => true,
    pointer: (body) => send(writeFrame({ kind: FrameKind.Pointer, flags: 0, stream: 1, number: 0 }, body)),
    assets: (items) => send(JSON.stringify({ t: 'assets', items })),
    asset: (n, mime, bytes) => send(writeFrame({ kind: FrameKind.Asset, flags: 0, stream: 1, number: n }, bytes)),
    assetMissing: (n) => send(JSON.stringify({ t: 'asset_missing', n })),
    forget() {},
    fault(error) {
      throw error;
    },
  });
  capture.open(1);
  return { complete: () => complete };
});
