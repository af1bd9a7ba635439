import { createCore } from '@sightline/customer/core';
import { handOver } from './hand-over.js';

handOver({ createCore });
