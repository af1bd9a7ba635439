import { type Act, Modifier, type RefusalReason } from '@sightline/protocol';
import { sendKey } from './edit-events.js';
import { createKeyDefaults } from './key-defaults.js';
import type { EditSession } from './session.js';

export type KeyAct = Act & { act: 'key' };

/** Keys that go down and up on the customer's page. */
export interface Keys {
  /** The key that went down last, while it is down; what it does is not done where the page has cancelled it. */
  readonly held: { key: string; modifiers: number; prevented: boolean } | undefined;
  down(element: Element, act: KeyAct): RefusalReason | undefined;
  up(element: Element, act: KeyAct): undefined;
  stop(): void;
}

/** Whether a browser makes a character of a key: Ctrl and Alt together are how some keyboards write. */
function writes({ key, modifiers }: KeyAct): boolean {
  const held = modifiers & (Modifier.Control | Modifier.Alt | Modifier.Meta);
  return (key === 'Enter' || [...key].length === 1) && (held === 0 || held === (Modifier.Control | Modifier.Alt));
}

export interface KeysOptions {
  session: EditSession;
  composing(element: Element): boolean;
  /** Says `change` where there is one to say. */
  tell(element: Element): void;
  /** Notes where the page moves the focus meanwhile. */
  noteMove<R>(element: Element, run: () => R): R;
  /** Names the element the next event goes to, as far as an agent may touch it. */
  follow(element: Element): Element | RefusalReason;
}

export function createKeys({ session, composing, tell, noteMove, follow }: KeysOptions): Keys {
  const defaults = createKeyDefaults(session, tell);
  let held: { code: string; key: string; modifiers: number; prevented: boolean } | undefined;
  return {
    get held() {
      return held;
    },
    down(element, act) {
      const { code, key, modifiers } = act;
      const now = { code, key, modifiers, prevented: false };
      held = now;
      const composed = composing(element);
      now.prevented = !noteMove(element, () => sendKey(element, 'keydown', act, composed));
      if (now.prevented || composed) return undefined;
      const at = follow(element);
      if (typeof at === 'string') {
        now.prevented = true;
        return at;
      }
      if (defaults.down(at, act) || !writes(act)) return undefined;
      now.prevented = !sendKey(at, 'keypress', act, false);
      if (!now.prevented) defaults.pressed(at, act);
      return undefined;
    },
    up(element, act) {
      if (held?.code === act.code) held = undefined;
      if (sendKey(element, 'keyup', act, composing(element))) defaults.up(element, act);
      return undefined;
    },
    stop: () => void (held = undefined),
  };
}
