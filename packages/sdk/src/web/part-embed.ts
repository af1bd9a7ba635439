import * as embed from '@sightline/customer/parts/embed';
import { handOver } from './hand-over.js';

handOver(embed);
