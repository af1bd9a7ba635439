import { createWidget, startCapture } from '@sightline/customer/live';
import { handOver } from './hand-over.js';

handOver({ createWidget, startCapture });
