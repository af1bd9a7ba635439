import { createMemoryBudget } from '../live/memory-budget.js';

/** A budget nothing fills. */
export const endlessMemory = () => createMemoryBudget({ total: Number.POSITIVE_INFINITY, now: Date.now });

/** A share of it. */
export const endlessShare = () => endlessMemory().share({ watched: () => true, release: () => {} });
