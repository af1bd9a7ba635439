/** Part `edit`: filling in on the customer's page what an agent does, or proposes and the customer accepts. */
export { createEditing } from '../edit/editing.js';
