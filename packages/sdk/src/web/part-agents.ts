import * as agents from '@sightline/customer/parts/agents';
import { handOver } from './hand-over.js';

handOver(agents);
