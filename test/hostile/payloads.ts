import { DRAWINGS } from './payloads/drawings.js';
import { HANDLERS } from './payloads/handlers.js';
import type { Payload } from './payloads/payload.js';
import { REQUESTS } from './payloads/requests.js';
import { SCRIPTS } from './payloads/scripts.js';
import { STYLES } from './payloads/styles.js';

export type { Engine, Payload } from './payloads/payload.js';

/** Every way we know to run a script or to ask for something from markup. */
export const PAYLOADS: readonly Payload[] = [...SCRIPTS, ...HANDLERS, ...REQUESTS, ...DRAWINGS, ...STYLES];
