import { Kind } from '../capture/kinds.js';
import type { Natives } from '../capture/natives.js';
import type { Policy } from './policy.js';
import type { Secrets } from './secrets.js';

/**
 * The one gate, asked for every element before it is encoded (surface §7). A masked element becomes a box and its subtree is
 * never walked, so its answer is inherited.
 */
export interface Gate {
  /** True where selectors exist, which must be matched again after every change. */
  readonly hasRules: boolean;
  /** Matches the rules anew over these roots. One native query a root instead of one question an element. */
  match(roots: Iterable<Document | ShadowRoot>): void;
  /** Matches the rules in a root found during a walk. */
  matchMore(root: Document | ShadowRoot): void;
  /** Elements the rules matched at the last `match`. */
  readonly matched: ReadonlySet<Element>;
  masks(element: Element, kind: Kind): boolean;
}

const SECRET_TOKEN = /(?:^|\s)(?:cc-\S+|current-password|new-password|one-time-code)(?:\s|$)/i;

export function createGate(policy: Policy, secrets: Secrets, natives: Natives): Gate {
  const { getAttribute, inputType, matches, nodeType, up } = natives;
  const { hard, soft, unmask } = policy;
  const matched = new Set<Element>();

  /** An element the mode masks is open where it or anything around it, through shadow hosts, is unmasked. */
  const opened = (element: Element): boolean => {
    for (let node: Node | null = element; node !== null; node = up(node)) {
      if (nodeType.call(node) === 1 && matches.call(node as Element, unmask)) return true;
    }
    return false;
  };
  const matchMore = (root: Document | ShadowRoot): void => {
    if (hard !== '') {
      const found = natives.querySelectorAll(root, hard);
      for (let i = 0; i < found.length; i++) matched.add(found[i] as Element);
    }
    if (soft !== '') {
      const found = natives.querySelectorAll(root, soft);
      for (let i = 0; i < found.length; i++) {
        const element = found[i] as Element;
        if (unmask === '' || !opened(element)) matched.add(element);
      }
    }
  };
  return {
    hasRules: hard !== '' || soft !== '',
    matched,
    match(roots) {
      matched.clear();
      for (const root of roots) matchMore(root);
    },
    matchMore,
    masks(element, kind) {
      if (matched.size > 0 && matched.has(element)) return true;
      switch (kind) {
        case Kind.Input: {
          const type = inputType.call(element as HTMLInputElement);
          if (type === 'password' || type === 'hidden' || type === 'file' || secrets.has(element)) return true;
          break;
        }
        case Kind.Textarea:
        case Kind.Select:
        case Kind.Custom:
          break;
        default:
          return false;
      }
      const tokens = getAttribute.call(element, 'autocomplete');
      return tokens !== null && SECRET_TOKEN.test(tokens);
    },
  };
}
