import * as layers from '@sightline/customer/parts/layers';
import { handOver } from './hand-over.js';

handOver(layers);
