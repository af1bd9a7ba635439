/** Part `supply`: reads what only her browser can, for pages with such pictures, fonts or sheets. */
export { readAsset } from '../capture/read-asset.js';
