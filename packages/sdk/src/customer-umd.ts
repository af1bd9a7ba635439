// The whole customer SDK as one script with the globals `ZoomCobrowseSDK` and `CobrowseSDK`, for pages without a bundler.
import { placeGlobals } from '@sightline/customer/boot';
import { ZoomCobrowseSDK } from './customer.js';

if (typeof window !== 'undefined') placeGlobals({ window, names: ['ZoomCobrowseSDK', 'CobrowseSDK'], make: () => ZoomCobrowseSDK });

export default ZoomCobrowseSDK;
