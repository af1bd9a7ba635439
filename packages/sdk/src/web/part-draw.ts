import * as draw from '@sightline/customer/parts/draw';
import { handOver } from './hand-over.js';

handOver(draw);
