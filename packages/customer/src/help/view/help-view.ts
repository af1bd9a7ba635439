import type { Natives } from '@sightline/link';
import type { Panel } from '../../ui/panel.js';
import type { AssistQuestion } from '../assist-state.js';
import type { Confirm } from '../confirms.js';
import type { AssistHolder } from '../help-session.js';
import { maker, say } from './make.js';
import { createProposals, type ShownProposal } from './proposals.js';
import { createQuestion } from './question.js';
import { HELP_SHEET } from './sheet.js';
import { fill } from './texts.js';
import { createTools, type ToolActions, type ToolState } from './tools.js';
import { wordsFor } from './words.js';

/** What the customer is shown of help. */
export interface HelpShown {
  holder: (AssistHolder & { color: string }) | undefined;
  question: AssistQuestion | undefined;
  confirm: Confirm | undefined;
  drawing: ToolState;
  proposals: readonly ShownProposal[];
}

export interface HelpActions extends ToolActions {
  /** Ends remote assist. */
  stop(): void;
  respond(requestId: string, allow: boolean): void;
  propose(proposalId: string, accepted: readonly number[]): void;
}

export interface HelpView {
  show(shown: HelpShown): void;
  /** An act is being carried out: the holder's line shows it for a moment. */
  acting(): void;
  stop(): void;
}

export interface HelpViewOptions {
  view: Window & typeof globalThis;
  natives: Pick<Natives, 'setTimeout' | 'clearTimeout' | 'now'>;
  panel: Pick<Panel, 'root' | 'bar'>;
  locale: string | undefined;
  /** The customer's own colour, `#rrggbb`. */
  color: string;
  actions: HelpActions;
}

/** Milliseconds the holder's line shows that an act was carried out. */
const ACTING_MS = 800;

/** Help in the panel, below its bar: also where the panel is folded. What is new is read out and takes no focus. */
export function createHelpView({ view, natives, panel, locale, color, actions }: HelpViewOptions): HelpView {
  const make = maker(view.document);
  const words = wordsFor(locale, view);
  const { texts } = words;
  const told = make('p', 'said');
  told.setAttribute('role', 'status');
  const who = make('span');
  const stop = make.button(texts.stop, actions.stop);
  const holder = make('div', 'holder', make('p', '', who, make('small', '', texts.holdsHint)), stop);
  holder.setAttribute('role', 'group');
  const timing = { make, now: natives.now, setTimeout: natives.setTimeout, clearTimeout: natives.clearTimeout as (timer: unknown) => void };
  const left = (seconds: number): string => fill(texts.left, { count: String(seconds) });
  const question = createQuestion({ ...timing, left });
  const confirm = createQuestion({ ...timing, left });
  const tools = createTools({ make, texts, color, actions });
  const proposals = createProposals({ make, now: natives.now, texts, name: words.name, answer: actions.propose });
  const help = make('div', 'help', confirm.element, question.element, proposals.element, tools.element);
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(HELP_SHEET);
  const root = panel.root.getRootNode() as ShadowRoot;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  panel.bar.after(told, holder, help);
  for (const element of [told, holder, help]) element.lang = words.lang;

  let last: HelpShown | undefined;
  let acting: unknown;
  const askedOf = ({ userName, what }: Confirm): string =>
    fill(what ? texts.submits : texts.submitsNameless, { name: words.name({ userName }), what });
  /** What is new, in words. */
  const news = (now: HelpShown): string | undefined => {
    if (now.confirm && now.confirm.requestId !== last?.confirm?.requestId) return askedOf(now.confirm);
    if (now.question && now.question.requestId !== last?.question?.requestId)
      return words.about(texts.asks, now.question, now.question.types);
    if (now.holder && now.holder.userId !== last?.holder?.userId)
      return `${words.about(texts.holds, now.holder, now.holder.types)}. ${texts.holdsHint}`;
    if (!now.holder && last?.holder) return fill(texts.stopped, { name: words.name(last.holder) });
    const fresh = now.proposals.find((proposal) => !last?.proposals.includes(proposal));
    return fresh && fill(texts.proposes, { name: words.name(fresh) });
  };
  const show = (now: HelpShown): void => {
    const said = news(now);
    // What was asked and is not any more is no news; what else was said stays until it is read.
    const over = (last?.question && !now.question) || (last?.confirm && !now.confirm) || (last?.proposals.length && !now.proposals.length);
    if (said !== undefined || over) say(told, said ?? '');
    holder.hidden = !now.holder;
    if (now.holder) {
      say(who, words.about(texts.holds, now.holder, now.holder.types));
      holder.setAttribute('aria-label', who.textContent);
      holder.style.setProperty('--who', now.holder.color);
    }
    confirm.show(
      now.confirm && {
        id: now.confirm.requestId,
        text: askedOf(now.confirm),
        yes: texts.send,
        no: texts.dontSend,
        expiresAt: now.confirm.expiresAt,
        answer: (allow) => actions.respond(now.confirm?.requestId ?? '', allow),
      },
    );
    question.show(
      now.question && {
        id: now.question.requestId,
        text: words.about(texts.asks, now.question, now.question.types),
        yes: texts.allow,
        no: texts.notNow,
        expiresAt: now.question.expiresAt,
        answer: (allow) => actions.respond(now.question?.requestId ?? '', allow),
      },
    );
    proposals.show(now.proposals);
    tools.show(now.drawing);
    help.hidden = !now.confirm && !now.question && now.proposals.length === 0 && tools.element.hidden;
    last = now;
  };
  return {
    show,
    acting() {
      timing.clearTimeout(acting);
      holder.className = 'holder acting';
      acting = natives.setTimeout(() => (holder.className = 'holder'), ACTING_MS);
    },
    stop() {
      timing.clearTimeout(acting);
      question.stop();
      confirm.stop();
      for (const element of [told, holder, help]) element.remove();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
    },
  };
}
