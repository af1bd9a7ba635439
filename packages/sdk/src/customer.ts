import { createBoot } from '@sightline/customer/boot';
import type { ZoomCobrowseSDK as Sdk } from './customer-types.js';

export type * from './customer-types.js';

/** The customer's SDK: `init({appKey, host, …})` opens the page's session. Importing it touches nothing. */
export const ZoomCobrowseSDK: Sdk = createBoot({
  window: () => window,
  script: undefined,
  loadCore: () => import('@sightline/customer/core'),
  loadLive: () => import('@sightline/customer/live'),
}) as unknown as Sdk;

export const CobrowseSDK: Sdk = ZoomCobrowseSDK;
export default ZoomCobrowseSDK;
