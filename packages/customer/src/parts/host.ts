/** Part `host`: finds the service of a page whose settings name it, or that brings the SDK by itself. */
export { findPlace } from '@sightline/link';
