import { createCore, publicAddress } from '@sightline/customer/core';
import { handOver, share } from './hand-over.js';

// What this chunk has and later ones take from it; `scripts/build.mjs` says by which files.
share({ publicAddress });
handOver({ createCore });
