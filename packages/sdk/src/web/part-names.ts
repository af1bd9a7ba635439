import * as names from '@sightline/customer/parts/names';
import { handOver } from './hand-over.js';

handOver(names);
