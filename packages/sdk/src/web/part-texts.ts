import * as texts from '@sightline/customer/parts/texts';
import { handOver } from './hand-over.js';

handOver(texts);
