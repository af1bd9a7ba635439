import * as offer from '@sightline/customer/parts/offer';
import { handOver } from './hand-over.js';

handOver(offer);
