import * as back from '@sightline/customer/parts/back';
import { handOver } from './hand-over.js';

handOver(back);
