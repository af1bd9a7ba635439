import * as place from '@sightline/customer/parts/place';
import { handOver } from './hand-over.js';

handOver(place);
