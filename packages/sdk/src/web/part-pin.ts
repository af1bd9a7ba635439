import * as pin from '@sightline/customer/parts/pin';
import { handOver } from './hand-over.js';

handOver(pin);
