import { AGENT_METHODS, createAgentSdk } from '@sightline/agent';
import type { ZoomCobrowseAgentSDK as Sdk } from './agent-types.js';
import { inBrowser } from './in-browser.js';

export type * from './agent-types.js';

/** The agent's SDK: `init({appKey, zoomAppRoot, host})`. Importing it touches nothing. */
export const ZoomCobrowseAgentSDK: Sdk = inBrowser(
  createAgentSdk({ window: () => window, script: undefined }),
  AGENT_METHODS,
) as unknown as Sdk;

export const CobrowseAgentSDK: Sdk = ZoomCobrowseAgentSDK;
export default ZoomCobrowseAgentSDK;
