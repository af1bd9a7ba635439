import type { Act, RefusalReason } from '@sightline/protocol';
import type { SameSite } from './same-site.js';

type NavigateAct = Extract<Act, { act: 'history' | 'go' }>;

/** The browser's list of the page's own entries; absent in older browsers. */
interface Entries {
  canGoBack: boolean;
  canGoForward: boolean;
}

/** Another page of the site, or the one before or after: only where the browser can tell that it is one of this origin. */
export function navigate(act: NavigateAct, window: Window, site: SameSite): RefusalReason | undefined {
  const { history, location } = window;
  if (act.act === 'go') {
    if (!site.allows(act.url)) return 'off_site';
    location.assign(new URL(act.url, window.document.baseURI));
    return undefined;
  }
  const { navigation } = window as Window & { navigation?: Entries };
  switch (act.by) {
    case 'reload':
      location.reload();
      return undefined;
    case 'back':
      if (!navigation?.canGoBack) return 'off_site';
      history.back();
      return undefined;
    case 'forward':
      if (!navigation?.canGoForward) return 'off_site';
      history.forward();
      return undefined;
    default:
      return act.by satisfies never;
  }
}
