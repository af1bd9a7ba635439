/** What the check command runs in a page: what a session runs, with a link that goes nowhere. */
export { noteUnseen } from './boot/unseen.js';
export * as live from './live.js';
export * as boxes from './parts/boxes.js';
export * as canvases from './parts/canvases.js';
export * as embed from './parts/embed.js';
export * as names from './parts/names.js';
export * as texts from './parts/texts.js';
export { seeUnseen } from './parts/deep.js';
export { loopLink } from './preview/loop-link.js';
export type { LoadPart, Parts } from './parts/parts.js';
export { publicAddress } from './privacy/address.js';
export { compilePolicy, type MaskSettings } from './privacy/policy.js';
export { type Secrets, watchSecrets } from './privacy/secrets.js';
export { createSharing, type Sharing } from './session/sharing.js';
