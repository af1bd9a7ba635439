import * as assist from '@sightline/customer/parts/assist';
import { handOver } from './hand-over.js';

handOver(assist);
