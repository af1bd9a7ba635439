import { complain } from '@sightline/link';
import { ACT_TYPES, type AssistType, type FrameHeader, FrameKind, type RefusalReason, type ServerMessage } from '@sightline/protocol';
import type { Context } from '../session/context.js';
import type { HelpNews } from '../session/helper.js';
import { emit } from '../session/context.js';
import { pageAddress } from '../session/page-address.js';
import type { Live } from '../session/state.js';
import { createAssistState } from './assist-state.js';
import { createConfirms } from './confirms.js';
import { hearEscTwice } from './esc-twice.js';
import { createFeatures } from './features.js';
import type { Help } from './help.js';
import type { HelpSession } from './help-session.js';
import { makeFeatures } from './make-features.js';
import { createShownHelp } from './shown-help.js';
import { createPeople } from './people.js';
import { sighted } from './sighted.js';

const NOTHING = { draw: { agents: false, customer: false }, assist: { types: [], consent: true, confirmStop: false } };

/**
 * Everything about help on this page: who may do what, as the service says, and the parts that do it. What an agent sends is judged
 * here by who sent it; what it is aimed at, by the part it goes to. `waiting`: what came before this was there.
 */
export function openHelp(ctx: Context, live: Live, waiting: readonly HelpNews[] = []): Help {
  const { natives, window, settings } = ctx;
  const { link, shared, wishes } = live;
  const owned = new Set<Node>();
  const people = createPeople(live.welcome.you, () => shared.agents);
  let cleared = 0;
  let keys: ReturnType<typeof hearEscTwice> | undefined;

  const stopAssist = (): void => void wishes.ask({ t: 'stop_assist' }, () => !state.holder);
  /** What is shown and heard follows what holds. */
  const changed = (): void => {
    if (state.holder) keys ??= hearEscTwice({ window, now: natives.now, twice: stopAssist });
    else {
      keys?.stop();
      keys = undefined;
    }
    view.draw();
  };
  const tell: HelpSession['emit'] = (event, payload) => {
    emit(ctx, event, payload);
    view.draw();
  };
  const state = createAssistState(tell);
  const confirms = createConfirms({ natives, emit: tell, changed });
  const session: HelpSession = {
    window,
    natives,
    link,
    loadPart: ctx.loadPart,
    address: () => pageAddress(ctx),
    capture: () => sighted(live.sharing.capture),
    person: people.at,
    you: people.you,
    switches: () => live.switches ?? live.welcome.switches ?? NOTHING,
    assist: () => state.holder,
    own: (node) => owned.has(node) || ctx.panel.own(node) || ctx.preview.now?.host === node,
    addOwn(node) {
      owned.add(node);
      return { stop: () => void owned.delete(node) };
    },
    emit: tell,
    confirm: confirms.ask,
    shown() {
      // What it acts in may be an iframe that was not there before.
      keys?.look();
      view.acting();
    },
    locale: settings.locale,
    theme: settings.theme,
    ui: settings.ui !== false,
  };
  const refuse = ({ kind, stream: seat, number, flags }: FrameHeader, reason: RefusalReason): void => {
    if (kind === FrameKind.Act) link.send({ t: 'refuse_act', seat, act: number, type: ACT_TYPES[flags] as AssistType, reason });
    else if (kind === FrameKind.Draft) link.send({ t: 'answer_proposal', seat, proposal: number, accepted: [] });
  };
  const features = createFeatures({ make: makeFeatures, session, natives, refuse: (header) => refuse(header, 'gone') });
  const respond: Help['respond'] = (requestId, allow) => {
    if (confirms.answer(requestId, allow)) return true;
    const asked = state.answered(requestId);
    if (asked) link.send({ t: 'respond_assist', requestId, allow });
    view.draw();
    return asked;
  };
  const view = createShownHelp({ ctx, live, session, state, confirms, features, people, actions: { respond, stop: stopAssist } });

  /** Why an act may not be, whatever it is aimed at. */
  const forbidden = ({ stream, flags }: FrameHeader): RefusalReason | undefined => {
    if (live.sharing.phase === 'closed') return 'paused';
    const { holder } = state;
    if (!holder || people.at(stream)?.userId !== holder.userId) return 'no_grant';
    return holder.types.includes(ACT_TYPES[flags] as AssistType) ? undefined : 'wrong_type';
  };
  const message = (said: ServerMessage): void => {
    people.look();
    const { holder } = state;
    state.take(said);
    if (holder && holder !== state.holder) confirms.stop();
    if (said.t === 'drawings_cleared') cleared++;
    features.message(said);
    if (said.t === 'paused') features.stop();
    changed();
  };
  const help: Help = {
    assist: state,
    respond,
    features,
    get cleared() {
      return cleared;
    },
    own: (node) => owned.has(node),
    take(news) {
      try {
        if (news.t !== 'frame') return message(news);
        const reason = news.header.kind === FrameKind.Act ? forbidden(news.header) : undefined;
        if (reason) refuse(news.header, reason);
        else if (live.sharing.phase !== 'closed') features.frame({ ...news, at: natives.now() });
      } catch (error) {
        complain('helping failed.', error);
      }
    },
    stop() {
      if (ctx.state.kind === 'ending') state.end();
      confirms.stop();
      features.stop();
      keys?.stop();
      keys = undefined;
      view.stop();
    },
  };
  help.take(live.welcome);
  for (const news of waiting) {
    // Nobody aims at a page that was not ready.
    if (news.t === 'frame' && news.header.kind === FrameKind.Act) refuse(news.header, 'busy');
    else help.take(news);
  }
  return help;
}
