import { createBoot, createChunkLoader, languageOf, placeGlobals } from '@sightline/customer/boot';
import type * as core from '@sightline/customer/core';
import type * as live from '@sightline/customer/live';
import { complain, findScript } from '@sightline/link';
import { shared } from './shared.js';

// The script at `/static/resource/sdk/{SDK_KEY}/js`: only what must be there before a session, the rest comes as chunks.
const script = findScript(document, 'js');
if (script) {
  const load = createChunkLoader(window, script, shared);
  placeGlobals({
    window,
    names: ['ZoomCobrowseSDK', 'CobrowseSDK'],
    make: () =>
      createBoot({
        window: () => window,
        script,
        loadCore: () => load(__CORE_FILE__) as Promise<typeof core>,
        loadPart: (name) => load(`part-${name}-${__PARTS_DIGEST__}.js`) as Promise<never>,
        loadLive: (locale) => load(__LIVE_FILES__[languageOf(locale ?? navigator.language)]) as Promise<typeof live>,
      }),
  });
} else complain('this script must be loaded from its service.', location.href);
