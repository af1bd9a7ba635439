/** Part `mistakes`: judges names that no setting has, for pages that give some. */
export { judgeNames } from '../session/judge-names.js';
