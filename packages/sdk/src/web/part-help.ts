import * as help from '@sightline/customer/parts/help';
import { handOver } from './hand-over.js';

handOver(help);
