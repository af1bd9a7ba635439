import * as again from '@sightline/customer/parts/again';
import { handOver } from './hand-over.js';

handOver(again);
