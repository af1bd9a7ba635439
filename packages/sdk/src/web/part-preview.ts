import { createRenderer } from '@sightline/agent/render';
import { previewWith } from '@sightline/customer/parts/preview';
import { handOver } from './hand-over.js';

handOver(previewWith(createRenderer));
