import * as mistakes from '@sightline/customer/parts/mistakes';
import { handOver } from './hand-over.js';

handOver(mistakes);
