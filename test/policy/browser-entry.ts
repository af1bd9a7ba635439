import { makePlan } from './make-plan.js';
import { printPlan } from './print-plan.js';
import { runPlan } from './run-plan.js';
import { shrinkPlan } from './shrink.js';
import { runTwins } from './twins.js';

/** What a bundle for another page hands over. */
export const policyTest = { makePlan, printPlan, runPlan, runTwins, shrinkPlan };
