import * as move from '@sightline/customer/parts/move';
import { handOver } from './hand-over.js';

handOver(move);
