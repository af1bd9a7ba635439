import * as edit from '@sightline/customer/parts/edit';
import { handOver } from './hand-over.js';

handOver(edit);
