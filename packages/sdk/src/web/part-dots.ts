import * as dots from '@sightline/customer/parts/dots';
import { handOver } from './hand-over.js';

handOver(dots);
