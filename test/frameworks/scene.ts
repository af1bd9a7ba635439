import { edits, type Step } from '../../packages/customer/src/edit/hand.fixture.js';

/** Bundled when they are needed. */
export const PAGES = {
  angular: () => import('./pages/angular.js?bundled'),
  headless: () => import('./pages/headless.js?bundled'),
  lexical: () => import('./pages/lexical.js?bundled'),
  lit: () => import('./pages/lit.js?bundled'),
  mui: () => import('./pages/mui.js?bundled'),
  prosemirror: () => import('./pages/prosemirror.js?bundled'),
  react: () => import('./pages/react.js?bundled'),
  slate: () => import('./pages/slate.js?bundled'),
  svelte: () => import('./pages/svelte.js?bundled'),
  vue: () => import('./pages/vue.js?bundled'),
  widgets: () => import('./pages/widgets.js?bundled'),
};

/** Where something is done, what, and what the application knows then. */
export interface Scene {
  name: string;
  page: keyof typeof PAGES;
  at: string;
  steps: readonly Step[];
  knows: Record<string, unknown>;
  /** What no keyboard does: acts only. */
  actsOnly?: boolean;
}

export const paragraph = edits('Enter', 'insertParagraph');
