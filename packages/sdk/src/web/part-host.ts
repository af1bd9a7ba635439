import * as host from '@sightline/customer/parts/host';
import { handOver } from './hand-over.js';

handOver(host);
