import { createAgentSdk } from '@sightline/agent';
import type { ZoomCobrowseAgentSDK as Sdk } from './agent-types.js';

export type * from './agent-types.js';

/** The agent's SDK: `init({appKey, zoomAppRoot, host})`. Importing it touches nothing. */
export const ZoomCobrowseAgentSDK: Sdk = createAgentSdk({ window: () => window, script: undefined }) as unknown as Sdk;

export const CobrowseAgentSDK: Sdk = ZoomCobrowseAgentSDK;
export default ZoomCobrowseAgentSDK;
