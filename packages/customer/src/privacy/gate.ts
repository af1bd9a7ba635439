import { Kind } from '../capture/kinds.js';
import type { Natives } from '../capture/natives.js';
import type { Parts } from '../parts/parts.js';
import type { Policy } from './policy.js';
import type { Secrets } from './secrets.js';
import type { TextRules } from './text-rules.js';

/**
 * The one gate, asked for every element before it is encoded (surface §7). A masked element becomes a box and its subtree is
 * never walked, so its answer is inherited.
 */
export interface Gate {
  /** True where selectors exist, which must be matched again after every change. */
  readonly hasRules: boolean;
  /**
   * Matches the rules anew over these roots: one native query a root instead of one question an element. Returns what an
   * unmasking rule let go of since the last time.
   */
  match(roots: Iterable<Document | ShadowRoot>): Element[];
  /** Matches the rules in a root found during a walk. */
  matchMore(root: Document | ShadowRoot): void;
  /** Elements the rules matched at the last `match`. */
  readonly matched: ReadonlySet<Element>;
  /** Masked by a rule, by what it is, or in mode `all` by what it holds. */
  masks(element: Element, kind: Kind): boolean;
  /** Inside an element the rules matched, or one itself; known before a walk has been there. */
  inside(node: Node): boolean;
  /** Masked by what it is, whatever the rules. */
  secret(element: Element, kind: Kind): boolean;
  /** Mode `all`: what of an element that is no box must not leave. */
  readonly text: TextRules | undefined;
}

const SECRET_TOKEN = /(?:^|\s)(?:cc-\S+|current-password|new-password|one-time-code)(?:\s|$)/i;

export interface GateOptions {
  policy: Policy;
  secrets: Secrets;
  natives: Natives;
  /** Where the policy needs it. */
  texts: Parts['texts'] | undefined;
}

export function createGate({ policy, secrets, natives, texts }: GateOptions): Gate {
  const { getAttribute, inputType, matches, nodeType, up } = natives;
  const { hard, soft, unmask } = policy;
  const matched = new Set<Element>();
  let open = new Set<Element>();

  /** An element the mode masks is open where it or anything around it, through shadow hosts, is unmasked. */
  const opened = (element: Node): boolean => {
    if (unmask === '') return false;
    for (let node: Node | null = element; node !== null; node = up(node)) {
      if (nodeType.call(node) === 1 && matches.call(node as Element, unmask)) return true;
    }
    return false;
  };
  if (policy.needsTexts && !texts) throw new Error('the rules for texts are not loaded');
  const text = policy.needsTexts ? texts?.createTextRules({ natives, unmask, opened }) : undefined;
  const matchMore = (root: Document | ShadowRoot): void => {
    if (hard !== '') {
      const found = natives.querySelectorAll(root, hard);
      for (let i = 0; i < found.length; i++) matched.add(found[i] as Element);
    }
    if (soft !== '') {
      const found = natives.querySelectorAll(root, soft);
      for (let i = 0; i < found.length; i++) if (!opened(found[i] as Element)) matched.add(found[i] as Element);
    }
    if (text !== undefined && unmask !== '') {
      const found = natives.querySelectorAll(root, unmask);
      for (let i = 0; i < found.length; i++) open.add(found[i] as Element);
    }
  };
  const secret = (element: Element, kind: Kind): boolean => {
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
  };
  return {
    hasRules: hard !== '' || soft !== '',
    matched,
    match(roots) {
      const before = open;
      open = new Set();
      matched.clear();
      for (const root of roots) matchMore(root);
      const closed: Element[] = [];
      for (const element of before) if (!open.has(element)) closed.push(element);
      return closed;
    },
    matchMore,
    inside(node) {
      if (matched.size === 0) return false;
      for (let at: Node | null = node; at !== null; at = up(at)) if (matched.has(at as Element)) return true;
      return false;
    },
    secret,
    masks: (element, kind) =>
      (matched.size > 0 && matched.has(element)) || secret(element, kind) || (text !== undefined && text.boxes(element)),
    text,
  };
}
