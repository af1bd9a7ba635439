/**
 * What runs in the customer's page. Loaded inside the page's own frame: capture takes the natives of its own window, and the
 * edits call the methods capture has wrapped, as a page's scripts do.
 */
export { startCapture } from '@sightline/customer/capture';
export { applyEdit, createPage, growDocument, growNode } from '@sightline/testing';
export { loadPart } from '../../packages/customer/src/parts/parts.fixture.js';
export { compilePolicy } from '../../packages/customer/src/privacy/policy.js';
export { watchSecrets } from '../../packages/customer/src/privacy/secrets.js';
