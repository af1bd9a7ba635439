import * as sizes from '@sightline/customer/parts/sizes';
import { handOver } from './hand-over.js';

handOver(sizes);
