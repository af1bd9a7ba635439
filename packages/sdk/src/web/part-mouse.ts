import * as mouse from '@sightline/customer/parts/mouse';
import { handOver } from './hand-over.js';

handOver(mouse);
