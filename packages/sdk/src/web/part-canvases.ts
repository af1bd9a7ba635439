import * as canvases from '@sightline/customer/parts/canvases';
import { handOver } from './hand-over.js';

handOver(canvases);
