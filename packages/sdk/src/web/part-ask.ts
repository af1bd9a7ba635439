import * as ask from '@sightline/customer/parts/ask';
import { handOver } from './hand-over.js';

handOver(ask);
