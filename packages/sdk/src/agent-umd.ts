// The whole agent SDK as one script with the globals `ZoomCobrowseAgentSDK` and `CobrowseAgentSDK`.
import { placeGlobals } from '@sightline/customer/boot';
import { ZoomCobrowseAgentSDK } from './agent.js';

if (typeof window !== 'undefined')
  placeGlobals({ window, names: ['ZoomCobrowseAgentSDK', 'CobrowseAgentSDK'], make: () => ZoomCobrowseAgentSDK });

export default ZoomCobrowseAgentSDK;
