import type { Viewer, WidgetState } from './state.js';
import type { Strings } from './strings.js';

/** What the panel looks like in one state; what is absent is hidden. */
export interface Face {
  tone: 'wait' | 'live' | 'still' | 'bad';
  title: string;
  hint?: string;
  pin?: string;
  /** Shown small: what to quote to a help desk. */
  code?: string;
  toggle?: 'pause' | 'resume';
  /** Who wants to see the page; the part `ask` has the words. */
  asks?: Viewer | undefined;
  /** Whether the preview is open; absent where there is none. */
  peek?: boolean;
  rules?: string | undefined;
  /** What the last button does: `stop` calls the session, `close` only puts the panel away. */
  exit: 'stop' | 'close';
  /** The panel goes by itself after some seconds. */
  fleeting?: true;
}

/** The face of a state, in words of one language. */
export function faceOf(state: WidgetState, strings: Strings): Face {
  const face = plainFace(state, strings);
  if (!('pinCode' in state)) return face;
  const { asks, rules, peeking: peek = false } = state;
  return { ...face, peek, rules, asks };
}

function plainFace(state: WidgetState, strings: Strings): Face {
  switch (state.view) {
    case 'connecting':
      return { tone: 'wait', title: strings.connecting, exit: 'stop' };
    case 'waiting':
      return { tone: 'wait', title: strings.waiting, hint: strings.readPin, pin: state.pinCode, exit: 'stop' };
    case 'active': {
      const present = state.agents.filter((agent) => agent.present !== false);
      const more = { toggle: 'pause', exit: 'stop' } as const;
      return present.length < 1 && state.agents.length > 0
        ? { tone: 'wait', title: named(state.agents, strings.lost, strings), hint: strings.unseen, ...more }
        : { tone: 'live', title: named(present, strings.sees, strings), hint: strings.masked, ...more };
    }
    case 'paused':
      return { tone: 'still', title: strings.paused, hint: strings.unseen, toggle: 'resume', exit: 'stop' };
    case 'reconnecting':
      return { tone: 'wait', title: strings.reconnecting, exit: 'stop' };
    case 'ended':
      return {
        tone: 'still',
        title: strings.ended,
        // Why, the part `failures` says.
        hint: state.reason === 'ended_by_customer' ? strings.unseen : '',
        exit: 'close',
        fleeting: true,
      };
    case 'error': {
      const { error } = state;
      // What else can be done the part `failures` says; without a network it does not come.
      const hint = error.cause === 'network' ? strings.network : '';
      return { tone: 'bad', title: strings.failed, hint, code: `${error.code} ${error.cause}`, exit: 'close' };
    }
    default:
      return state satisfies never;
  }
}

/** A name must not turn the words around it: one with other than plain letters stands in a directional isolate (Unicode UAX #9). */
export function nameOf({ userName }: Pick<Viewer, 'userName'>, strings: Pick<Strings, 'someone'>): string {
  const name = userName.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim() || strings.someone;
  return /[\u0590-\u08ff\ufb1d-\ufeff]/.test(name) ? `\u2068${name}\u2069` : name;
}

/** A sentence about agents, with their names in it. */
function named(agents: Viewer[], sentence: Strings['sees'], strings: Strings): string {
  const names = agents.map((agent) => nameOf(agent, strings));
  const joined = new Intl.ListFormat(strings.lang).format(names.length ? names : [strings.someone]);
  return sentence(names.length).replace('{names}', () => joined);
}
