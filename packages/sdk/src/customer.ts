import { createBoot, CUSTOMER_METHODS } from '@sightline/customer/boot';
import type { Parts } from '@sightline/customer/parts';
import type { ZoomCobrowseSDK as Sdk } from './customer-types.js';
import { inBrowser } from './in-browser.js';

export type * from './customer-types.js';

const PARTS: { [K in keyof Parts]: () => Promise<Parts[K]> } = {
  again: () => import('@sightline/customer/parts/again'),
  agents: () => import('@sightline/customer/parts/agents'),
  ask: () => import('@sightline/customer/parts/ask'),
  assist: () => import('@sightline/customer/parts/assist'),
  autopause: () => import('@sightline/customer/parts/autopause'),
  back: () => import('@sightline/customer/parts/back'),
  boxes: () => import('@sightline/customer/parts/boxes'),
  canvases: () => import('@sightline/customer/parts/canvases'),
  dots: () => import('@sightline/customer/parts/dots'),
  draw: () => import('@sightline/customer/parts/draw'),
  edit: () => import('@sightline/customer/parts/edit'),
  embed: () => import('@sightline/customer/parts/embed'),
  failures: () => import('@sightline/customer/parts/failures'),
  help: () => import('@sightline/customer/parts/help'),
  host: () => import('@sightline/customer/parts/host'),
  layers: () => import('@sightline/customer/parts/layers'),
  mistakes: () => import('@sightline/customer/parts/mistakes'),
  mouse: () => import('@sightline/customer/parts/mouse'),
  names: () => import('@sightline/customer/parts/names'),
  offer: () => import('@sightline/customer/parts/offer'),
  place: () => import('@sightline/customer/parts/place'),
  preview: async () => {
    const [{ previewWith }, { createRenderer }] = await Promise.all([
      import('@sightline/customer/parts/preview'),
      import('@sightline/agent/render'),
    ]);
    return previewWith(createRenderer);
  },
  shorthands: () => import('@sightline/customer/parts/shorthands'),
  sketch: () => import('@sightline/customer/parts/sketch'),
  states: () => import('@sightline/customer/parts/states'),
  supply: () => import('@sightline/customer/parts/supply'),
  texts: () => import('@sightline/customer/parts/texts'),
  deep: () => import('@sightline/customer/parts/deep'),
};

/** The customer's SDK: `init({appKey, host, …})` opens the page's session. Importing it touches nothing. */
export const ZoomCobrowseSDK: Sdk = inBrowser(
  createBoot({
    window: () => window,
    script: undefined,
    loadCore: () => import('@sightline/customer/core'),
    loadLive: () => import('@sightline/customer/live'),
    loadPart: (name) => PARTS[name](),
  }),
  CUSTOMER_METHODS,
) as unknown as Sdk;

export const CobrowseSDK: Sdk = ZoomCobrowseSDK;
export default ZoomCobrowseSDK;
