import { faultCauses } from './faults.js';
import { initCauses } from './inits.js';
import { limitCauses } from './limits.js';
import { networkCauses } from './network.js';
import { pinCauses } from './pins.js';
import { siteCauses } from './sites.js';
import { stateCauses } from './states.js';
import { tokenCauses } from './tokens.js';

tokenCauses();
pinCauses();
limitCauses();
siteCauses();
stateCauses();
initCauses();
networkCauses();
faultCauses();
