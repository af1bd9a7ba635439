import * as sketch from '@sightline/customer/parts/sketch';
import { handOver } from './hand-over.js';

handOver(sketch);
