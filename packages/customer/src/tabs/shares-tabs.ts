import type { Context } from '../session/context.js';

/** Whether the tabs of this browser share the session (surface §13): the page's setting, the account's default, and the account's switch before both. */
export const sharesTabs = ({ multiTab, settings }: Context): boolean | undefined =>
  multiTab !== false && (settings.multiTabSessionPersistence.enable ?? multiTab);
