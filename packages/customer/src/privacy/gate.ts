import { Kind } from '../capture/kinds.js';
import type { LateDots } from '../capture/late-dots.js';
import type { Lapses } from '../capture/lapses.js';
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
  /** Rules depend on what changes without a record: they are matched again before anything is sent. */
  readonly volatile: boolean;
  /**
   * Matches the rules anew over these roots: one native query a root instead of one question an element.
   */
  match(roots: Iterable<Document | ShadowRoot>): void;
  /** Matches the rules in a root found during a walk. */
  matchMore(root: Document | ShadowRoot): void;
  /** What the rules matched at the last `match`: elements, and whatever else is shown through a slot inside one. */
  readonly matched: ReadonlySet<Node>;
  /** Masked by a rule, by what it is, or in mode `all` by what it holds. */
  masks(element: Element, kind: Kind): boolean;
  /** Inside an element the rules matched, or one itself; known before a walk has been there. */
  inside(node: Node): boolean;
  /** Masked by what it is, whatever the rules. */
  secret(element: Element, kind: Kind): boolean;
  /** Mode `all` and patterns: what of an element that is no box must not leave. */
  readonly text: TextRules | undefined;
}

/** `autocomplete` of any element: a wrapper or an editable region may say it of what is typed inside. Tokens stand between blanks of any kind. */
const SECRET = /(?:^|\s)(?:cc-|(?:current|new)-password|one-time-code)/i;

interface WithContext extends Element {
  editContext?: unknown;
}

export interface GateOptions {
  policy: Policy;
  secrets: Secrets;
  natives: Natives;
  /** Where the policy needs it. */
  texts: Parts['texts'] | undefined;
  /** What could not be looked at is masked. */
  lapses: Lapses;
  /** What is private by its style. */
  veiling: LateDots;
  /** A field or text that was kept back may be told now. */
  wake(node: Node): void;
}

export function createGate({ policy, secrets, natives, texts, lapses, veiling, wake }: GateOptions): Gate {
  const { getAttribute, matches, nodeType, up, localName, inElement } = natives;
  const { hard, soft, unmask } = policy;
  const all = policy.mode !== 'custom_input';
  const matched = new Set<Node>();
  let { volatile } = policy;

  /** An element the mode masks is open where it or anything around it, through shadow hosts, is unmasked. */
  const opened = (element: Node): boolean => {
    if (unmask === '') return false;
    for (let node: Node | null = element; node !== null; node = up(node)) {
      if (nodeType.call(node) === 1 && matches.call(node as Element, unmask)) return true;
    }
    return false;
  };
  // Throws where they are not loaded: nothing is shared without them.
  const text = policy.needsTexts
    ? (texts as Parts['texts']).createTextRules({ natives, policy, opened, covered: (node) => matched.has(node), wake })
    : undefined;
  /** What is matched, and what it covers without being below it: the list of an option or a field, nodes shown in its slots. */
  const cover = (node: Node): void => {
    if (matched.has(node)) return;
    matched.add(node);
    if (nodeType.call(node) !== 1) return;
    const element = node as Element;
    const name = localName.call(element);
    const list = name.startsWith('opt')
      ? natives.closest.call(element, 'select')
      : name === 'input'
        ? natives.input.list.call(element as HTMLInputElement)
        : null;
    if (list) cover(list);
    const root = natives.getRootNode.call(element) as ShadowRoot;
    if (nodeType.call(root) !== 11) return;
    // Which nodes its slots show is a matter of calls that leave no trace.
    if (natives.manualSlots(root)) volatile = true;
    const slots = inElement.call(element, 'slot');
    if (name === 'slot') coverSlot(element);
    for (let i = 0; i < slots.length; i++) coverSlot(slots[i] as Element);
  };
  const coverSlot = (slot: Element): void => {
    const nodes = natives.assignedNodes.call(slot as HTMLSlotElement);
    for (let i = 0; i < nodes.length; i++) cover(nodes[i] as Node);
  };
  const close = (element: Element): void => void (opened(element) || cover(element));
  const matchIn = (root: Document | ShadowRoot): void => {
    const each = (list: string, visit: (element: Element) => void): void => {
      if (list === '') return;
      const found = natives.querySelectorAll(root, list);
      for (let i = 0; i < found.length; i++) visit(found[i] as Element);
    };
    each(hard, cover);
    each(soft, close);
    veiling.now?.each(root, cover, all ? close : undefined);
    // The whole document takes text.
    if (all && (root as Document).designMode === 'on') each('body', close);
  };
  /** Words of its own make it secret, or it takes text by an `EditContext` where the mode masks what does. */
  const says = (element: Element): boolean =>
    SECRET.test(getAttribute.call(element, 'autocomplete') ?? '') || (all && !!(element as WithContext).editContext && !opened(element));
  /** Suggestions are as private as the field that has them. */
  const suggests = (list: Element): boolean => {
    const fields = natives.querySelectorAll(natives.getRootNode.call(list) as Document, 'input[list]');
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i] as HTMLInputElement;
      if (natives.input.list.call(field) === list && (lapses.has(field) || matched.has(field) || secret(field, Kind.Input))) return true;
    }
    return false;
  };
  const secret = (element: Element, kind: Kind): boolean => {
    // What throws is a box from then on.
    lapses.at = element;
    if (kind === Kind.Datalist) return suggests(element);
    const type = kind === Kind.Input ? natives.input.type.call(element as HTMLInputElement) : '';
    if (type === 'password') secrets.note(element);
    if (kind === Kind.Plugin || type === 'password' || type === 'hidden' || type === 'file') return true;
    return ((kind === Kind.Input || kind === Kind.Textarea) && secrets.has(element)) || says(element);
  };
  return {
    get volatile() {
      return volatile;
    },
    matched,
    match(roots) {
      matched.clear();
      // A style may mean other elements from one moment to the next.
      volatile ||= !!veiling.now;
      for (const root of roots) matchIn(root);
    },
    matchMore(root) {
      matchIn(root);
      text?.found(root);
    },
    inside(node) {
      for (let at: Node | null = node; at !== null; at = up(at))
        if (matched.has(at) || (nodeType.call(at) === 1 && says(at as Element))) return true;
      return false;
    },
    secret,
    masks: (element, kind) => lapses.has(element) || matched.has(element) || secret(element, kind) || text?.boxes(element) === true,
    text,
  };
}
