/** Part `back`: for pages that come back to a session, and for those that share it with other tabs. */
export { recover, resume } from '../session/join.js';
export { comeBack } from '../tabs/come-back.js';
export { followCustomer } from '../tabs/follow.js';
export { look } from '../tabs/look.js';
export { take } from '../tabs/take.js';
