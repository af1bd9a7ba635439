import { createCore } from '@sightline/customer/core';
import * as shared from '@sightline/customer/core-shared';
import { handOver, share } from './hand-over.js';

share(shared);
handOver({ createCore });
