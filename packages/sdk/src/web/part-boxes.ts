import * as boxes from '@sightline/customer/parts/boxes';
import { handOver } from './hand-over.js';

handOver(boxes);
