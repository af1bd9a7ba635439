export { type BootOptions, createBoot, type CustomerSdk } from './boot.js';
export { languageOf } from '../ui/language.js';
export { CUSTOMER_METHODS } from '../methods.js';
export { placeGlobals } from './globals.js';
export { type ChunkElement, createChunkLoader } from './load-chunk.js';
