import * as states from '@sightline/customer/parts/states';
import { handOver } from './hand-over.js';

handOver(states);
