import { quietly } from '@sightline/link';
import type { Panel } from './panel.js';
import type { Shared } from './state.js';

const TEXTS = {
  en: { title: 'Sharing is paused', hint: 'This page stays private. Sharing goes on when you leave it.' },
  de: { title: 'Die Freigabe ist unterbrochen', hint: 'Diese Seite bleibt privat. Die Freigabe geht weiter, wenn Sie sie verlassen.' },
};

/** While the path of a page has paused sharing the panel says so, and has no button for what cannot be. */
export function explainPause(panel: Panel, paused: () => boolean): void {
  const { shared: show, peeking } = panel;
  let latest: Shared | undefined;
  const explain = (): void => {
    const drawn = panel.widget?.panel;
    if (!drawn || !latest?.paused || latest.away || !paused()) return;
    const texts = TEXTS[drawn.root.lang === 'de' ? 'de' : 'en'];
    drawn.draw({ ...texts, tone: 'still', rules: latest.rules, asks: latest.waiting[0], exit: 'stop' });
  };
  panel.shared = (shared) => {
    latest = shared;
    show(shared);
    void quietly(explain);
  };
  panel.peeking = (on) => {
    peeking(on);
    void quietly(explain);
  };
}
