import { type Natives, quietly } from '@sightline/link';
import type { SightlineError } from '@sightline/protocol';
import { showNotice } from '../ui/notice.js';
import type { WidgetActions, WidgetState } from '../ui/state.js';
import type { Widget } from '../ui/widget.js';
import type { LiveModule } from './live-module.js';
import type { Settings } from './settings.js';
import type { Shared } from './state.js';

export interface PanelOptions {
  document: Document;
  natives: Natives;
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
  /** Where the part `help` puts what it shows. */
  readonly widget: Widget | undefined;
}

export function createPanel({ document, natives, settings, actions }: PanelOptions): Panel {
  let module: LiveModule | undefined;
  let widget: Widget | undefined;
  let last: Shared | undefined;
  let peeking = false;
  let notice: (() => void) | undefined;
  const { theme, locale, ui } = settings;
  const corner = typeof ui === 'object' ? ui.position : 'bottom-right';
  // Nothing of a widget that has left the page is kept.
  const gone = (): void => void (widget = undefined);
  // A page on which the panel cannot be drawn keeps its session.
  const show = (state: WidgetState): void =>
    void quietly(() => {
      widget ??= module?.createWidget({ document, natives, theme, corner, actions, gone, locale });
      widget?.show(state);
    });
  const showShared = (shared: Shared): void => {
    last = shared;
    const { away, paused, pinCode, agents, rules } = shared;
    const view = paused ? 'paused' : agents.length > 0 ? 'active' : 'waiting';
    show(away ? { view: 'reconnecting' } : { view, pinCode, agents, asks: shared.waiting[0], rules, peeking });
  };
  return {
    load(live) {
      notice?.();
      widget?.stop();
      module = ui ? live : undefined;
    },
    connecting: () => show({ view: 'connecting' }),
    shared: showShared,
    peeking(on) {
      if (peeking === on) return;
      peeking = on;
      if (last) showShared(last);
    },
    ended(reason) {
      last = undefined;
      show({ view: 'ended', reason });
    },
    failed(error) {
      show({ view: 'error', error });
      if (module || !settings.ui || error.cause !== 'network') return;
      // What would show it is what could not be loaded.
      void quietly(() => {
        notice?.();
        notice = showNotice(document, locale);
      });
    },
    hide() {
      last = undefined;
      module = undefined;
      widget?.stop();
    },
    own: (node) => widget !== undefined && node === widget.host,
    get widget() {
      return widget;
    },
  };
}
