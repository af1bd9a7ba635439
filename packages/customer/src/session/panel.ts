import type { SightlineError } from '@sightline/protocol';
import type { WidgetActions } from '../ui/state.js';
import type { LiveModule } from './live-module.js';
import type { Settings } from './settings.js';
import type { Shared } from './state.js';

export interface PanelOptions {
  document: Document;
  settings: Settings;
  actions: WidgetActions;
}

/** The built-in widget, if the page wants one and its code is loaded. */
export interface Panel {
  /** The code is there: a widget of its own for the session that begins. */
  load(live: LiveModule): void;
  connecting(): void;
  /** Waiting, active, paused or reconnecting. */
  shared(shared: Shared): void;
  /** The preview is open, or no more. */
  peeking(on: boolean): void;
  ended(reason: string): void;
  failed(error: SightlineError): void;
  hide(): void;
  own(node: Node): boolean;
}

export function createPanel({ document, settings, actions }: PanelOptions): Panel {
  let widget: ReturnType<LiveModule['createWidget']> | undefined;
  let last: Shared | undefined;
  let peeking = false;
  const show = (shared: Shared): void => {
    last = shared;
    const { away, paused, pinCode, agents, rules } = shared;
    const view = paused ? 'paused' : agents.length > 0 ? 'active' : 'waiting';
    widget?.show(away ? { view: 'reconnecting' } : { view, pinCode, agents, asks: shared.waiting[0], rules, peeking });
  };
  return {
    load(live) {
      if (!settings.ui) return;
      widget?.stop();
      const { theme, locale } = settings;
      widget = live.createWidget({ document, theme, actions, ...(locale === undefined ? {} : { locale }) });
    },
    connecting: () => widget?.show({ view: 'connecting' }),
    shared: show,
    peeking(on) {
      if (peeking === on) return;
      peeking = on;
      if (last) show(last);
    },
    ended(reason) {
      last = undefined;
      widget?.show({ view: 'ended', reason });
    },
    failed: (error) => widget?.show({ view: 'error', error }),
    hide() {
      last = undefined;
      widget?.stop();
      widget = undefined;
    },
    own: (node) => widget !== undefined && node === widget.host,
  };
}
