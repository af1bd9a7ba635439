import type { Page } from '../page/page.js';

/** One kind of change to a page. False where the page gave nothing to do it to. */
export type Edit = (page: Page) => boolean;

/** Kinds by name, for the histogram. */
export type Edits = Record<string, Edit>;
