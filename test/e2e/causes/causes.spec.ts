import { limitCauses } from './limits.js';
import { pinCauses } from './pins.js';
import { siteCauses } from './sites.js';
import { tokenCauses } from './tokens.js';

tokenCauses();
pinCauses();
limitCauses();
siteCauses();
