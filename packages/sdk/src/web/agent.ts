import { createAgentSdk } from '@sightline/agent';
import { placeGlobals } from '@sightline/customer/boot';
import { findScript } from '@sightline/link';

// The script at `/static/resource/sdk/{SDK_KEY}/agent/js`: the whole agent SDK in one file.
const script = findScript(document, 'agent/js');
placeGlobals({
  window,
  names: ['ZoomCobrowseAgentSDK', 'CobrowseAgentSDK'],
  make: () => createAgentSdk({ window: () => window, script }),
});
