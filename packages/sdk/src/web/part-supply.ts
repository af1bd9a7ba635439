import * as supply from '@sightline/customer/parts/supply';
import { handOver } from './hand-over.js';

handOver(supply);
