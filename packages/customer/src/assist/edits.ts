import type { Act, RefusalReason } from '@sightline/protocol';
import type { HelpSession } from '../help/help-session.js';
import { isControl } from './controls.js';
import { during } from './during.js';
import type { CustomerHand } from './customer-hand.js';
import { type Dom, isElement } from './dom.js';
import { withoutChoosers } from './file-choosers.js';
import { focused, focusedThrough } from './focused.js';
import type { Judge } from './judge.js';
import { viewOf } from './mouse-events.js';

/** An act of filling in. */
export type EditAct = Exclude<Act, { act: 'scroll' | 'wheel' | 'show' | 'pointer' | 'history' | 'go' }>;

/** What a key presses waits for these: the customer's yes where it sends something off, then `press`. */
export interface Presses {
  /** Why the click may not be, or that the customer is asked first. */
  clicks(target: Element): RefusalReason | 'ask' | undefined;
  /** Whether the agent may click, too. */
  mayClick(): boolean;
  refuse(reason: RefusalReason): void;
  /** Asks the customer, then calls it. */
  ask(press: () => RefusalReason | undefined): void;
}

export interface EditsOptions {
  session: Pick<HelpSession, 'loadPart' | 'natives'>;
  dom: Dom;
  judge: Judge;
  customer: CustomerHand;
  presses: Presses;
}

export interface Edits {
  act(act: EditAct, element: Element): RefusalReason | undefined;
  stop(): void;
}

/** Judges acts of filling in and hands them to the part that does them. */
export async function createEdits({ session, dom, judge, customer, presses }: EditsOptions): Promise<Edits> {
  /** The customer's own for a while, as is the focus in it. */
  const refuses = (element: Element): RefusalReason | undefined => {
    const { field } = customer;
    const typing = field !== undefined && (field === element || focused(field.ownerDocument) === field);
    return judge.refuses(element) ?? (typing ? 'busy' : undefined);
  };
  /** A node of a mirrored document that may be touched; a text goes by what it is in. */
  const nodeOf = (document: Document, id: number): Node | undefined => {
    const node = judge.captureOf(document)?.nodeOf(id);
    const holder = isElement(node) ? node : node && dom.up(node);
    return node && !(isElement(holder) && judge.refuses(holder)) ? node : undefined;
  };
  /** What filling in presses sends a form off, or is a control; anything else a key presses is a click. */
  const verdict = (target: Element): RefusalReason | 'ask' | undefined => {
    const found = refuses(target) ?? presses.clicks(target);
    if (found) return found;
    const fills = isControl(target, { dom, judge }) || dom.matches(target, 'form,[type=submit],[type=image],button');
    return fills || presses.mayClick() ? undefined : 'wrong_type';
  };
  const editing = (await session.loadPart('edit')).createEditing({
    natives: session.natives,
    nodeOf,
    refuses(element) {
      judge.again();
      return refuses(element);
    },
    press(target, press) {
      judge.again();
      const found = verdict(target);
      if (found === undefined) press();
      else if (found !== 'ask') presses.refuse(found);
      else
        presses.ask(() => {
          const now = verdict(target);
          if (now && now !== 'ask') return now;
          press();
          return undefined;
        });
    },
  });
  return {
    act(act, element) {
      const reason = [element, ...focusedThrough(element)].map(refuses).find((one) => one !== undefined);
      const view = viewOf(element);
      if (reason || !view) return reason ?? 'gone';
      return during(withoutChoosers(view), () => editing.act(act, element, element.ownerDocument));
    },
    stop: () => editing.stop(),
  };
}
