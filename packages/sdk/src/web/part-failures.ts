import * as failures from '@sightline/customer/parts/failures';
import { handOver } from './hand-over.js';

handOver(failures);
