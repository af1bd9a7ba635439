import * as autopause from '@sightline/customer/parts/autopause';
import { handOver } from './hand-over.js';

handOver(autopause);
