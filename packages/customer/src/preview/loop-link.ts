import type { Link } from '@sightline/link';
import type { FrameHeader } from '@sightline/protocol';

/** A link that goes nowhere but back: what a capture would send is handed to `frame`, and nothing leaves the page. */
export const loopLink = (frame: (header: FrameHeader, body: Uint8Array) => void, forget: () => void): Link => ({
  live: true,
  ready: () => true,
  send: (message) => {
    if (message.t === 'forget') forget();
  },
  sendFrame: frame,
  sendFleeting: () => undefined,
  dropFrames: () => undefined,
  close: () => undefined,
});
