import { complain } from '@sightline/link';
import { cssColor, personColor } from '@sightline/draw';
import type { Context } from '../session/context.js';
import type { Live } from '../session/state.js';
import type { Panel } from '../ui/panel.js';
import type { AssistState } from './assist-state.js';
import type { Confirms } from './confirms.js';
import type { Features } from './features.js';
import type { HelpSession } from './help-session.js';
import type { People } from './people.js';
import { createHelpView, type HelpActions, type HelpShown, type HelpView } from './view/help-view.js';

export interface ShownHelpOptions {
  ctx: Context;
  live: Live;
  session: HelpSession;
  state: AssistState;
  confirms: Confirms;
  features: Features;
  people: People;
  actions: Pick<HelpActions, 'respond' | 'stop'>;
}

/** Keeps what the panel shows of help as it is; a page without the panel has events and methods. */
export function createShownHelp(o: ShownHelpOptions): {
  draw(): void;
  /** Who holds remote assist is doing something. */
  acting(): void;
  stop(): void;
} {
  const { ctx, live, session, state, confirms, features, people } = o;
  let made: { panel: Panel; view: HelpView } | undefined;
  let stopped = false;

  const shown = (): HelpShown => {
    const { holder } = state;
    const seat = holder && people.seatOf(holder.userId);
    const { draw, offer } = features.now;
    return {
      holder: holder && { ...holder, color: cssColor(personColor(seat === undefined ? 1 : people.at(seat)?.color)) },
      question: state.questions[0],
      confirm: confirms.open[0],
      drawing: {
        allowed:
          session.switches().draw.customer &&
          live.sharing.phase !== 'closed' &&
          live.shared.agents.some(({ present }) => present !== false),
        tool: draw?.tool,
        strokes: draw?.strokes ?? 0,
      },
      proposals: offer?.open ?? [],
    };
  };
  const actions: HelpActions = {
    ...o.actions,
    propose: (proposalId, accepted) => void features.now.offer?.answer(proposalId, accepted),
    async annotate(tool) {
      (await features.open('draw'))?.annotate(tool);
      draw();
    },
    undo: () => features.now.draw?.undo(),
    redo: () => features.now.draw?.redo(),
    clear: (all) => live.link.send({ t: 'clear_drawings', all }),
  };
  const end = (): void => {
    made?.view.stop();
    made = undefined;
  };
  const draw = (): void => {
    try {
      const panel = session.ui && !stopped ? ctx.panel.widget?.panel : undefined;
      if (made?.panel !== panel) end();
      if (!panel) return;
      const now = shown();
      const { holder, question, confirm, drawing, proposals } = now;
      if (!made && !holder && !question && !confirm && !drawing.allowed && !drawing.strokes && !proposals.length) return;
      made ??= {
        panel,
        view: createHelpView({
          view: session.window,
          natives: session.natives,
          panel,
          locale: session.locale,
          color: cssColor(personColor(people.you.color)),
          actions,
        }),
      };
      made.view.show(now);
    } catch (error) {
      complain('help cannot be shown.', error);
    }
  };
  return {
    draw,
    acting: () => made?.view.acting(),
    stop() {
      stopped = true;
      end();
    },
  };
}
