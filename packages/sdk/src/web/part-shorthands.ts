import * as shorthands from '@sightline/customer/parts/shorthands';
import { handOver } from './hand-over.js';

handOver(shorthands);
