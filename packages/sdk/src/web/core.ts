import { createCore } from '@sightline/customer/core';
import { coreShared } from '@sightline/customer/core-shared';
import { handOver, share } from './hand-over.js';

share(coreShared);
handOver({ createCore });
