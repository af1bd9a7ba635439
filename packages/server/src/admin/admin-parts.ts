import { accountPart } from './account-operations.js';
import type { AdminPart } from './admin-part.js';
import { erasePart } from './erase-part.js';
import { secretPart } from './secret-operations.js';
import { sessionPart } from './session-operations.js';

/** All that the admin API does. A further part is one line here. */
export const ADMIN_PARTS: readonly AdminPart[] = [accountPart, secretPart, sessionPart, erasePart];
