import { openPreview } from '../preview/open-preview.js';
import type { CreateMirror, Preview, PreviewOptions } from '../preview/preview.js';

/** Part `preview`: the agent's picture on the customer's page. The renderer is another package's; whoever loads the part brings it. */
export const previewWith = (createMirror: CreateMirror): { createPreview(options: PreviewOptions): Preview } => ({
  createPreview: (options) => openPreview({ ...options, createMirror }),
});
