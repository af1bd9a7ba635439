import * as deep from '@sightline/customer/parts/deep';
import { handOver } from './hand-over.js';

handOver(deep);
