import { complete } from './complete.js';
import { deskTexts } from './desk.js';
import { faultCauses } from './faults.js';
import { initCauses } from './inits.js';
import { limitCauses } from './limits.js';
import { networkCauses } from './network.js';
import { pinCauses } from './pins.js';
import { precedence } from './precedence.js';
import { silence } from './silence.js';
import { siteCauses } from './sites.js';
import { stateCauses } from './states.js';
import { tokenCauses } from './tokens.js';

// Every cause of the error contract, brought about from outside and seen from a real page. The last test counts them.
tokenCauses();
pinCauses();
limitCauses();
siteCauses();
stateCauses();
initCauses();
silence();
deskTexts();
networkCauses();
faultCauses();
precedence();
complete();
