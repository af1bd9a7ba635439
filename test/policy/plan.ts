/** A random page and what happens to it, as plain data: it can be printed, cut down and run again. */
export interface PagePlan {
  seed: number;
  rules: RulesPlan;
  title: string;
  body: NodePlan[];
  /** Steps before sharing begins, then rounds: after each the capture flushes and is held against the oracle. */
  before: Step[];
  rounds: Step[][];
}

export type Mode = 'custom_input' | 'all_input' | 'all';

/** Rules as an integrator writes them, an item each. */
export interface RulesPlan {
  mode: Mode;
  selectors: string[];
  attributes: string[];
  unmask: string[];
  /** Names, or `/source/flags`. */
  patterns: string[];
  account: { selectors: string[]; attributes: string[] };
}

export type NodePlan = TextPlan | CommentPlan | ElementPlan;

export interface TextPlan {
  is: 'text';
  id: number;
  text: string;
}

export interface CommentPlan {
  is: 'comment';
  id: number;
  text: string;
}

export interface ElementPlan {
  is: 'element';
  id: number;
  space: 'html' | 'svg' | 'mathml';
  tag: string;
  attributes: [string, string][];
  /** Set as a property once the element is connected. */
  value?: string;
  /** Added to a style element's sheet by `insertRule`. */
  rule?: string;
  shadow?: NodePlan[];
  /** Of a `template`: its content. */
  children: NodePlan[];
}

/** One thing a page or its customer does. `at` names nodes of the plan; a step whose node is not there any more does nothing. */
export type Step =
  | { do: 'text'; at: number; text: string }
  | { do: 'insert'; at: number; index: number; node: NodePlan }
  | { do: 'remove'; at: number }
  | { do: 'move'; at: number; to: number; index: number }
  | { do: 'wrap'; at: number; node: ElementPlan }
  | { do: 'unwrap'; at: number }
  | { do: 'attribute'; at: number; name: string; value: string | null }
  | { do: 'value'; at: number; value: string; told: boolean }
  | { do: 'check'; at: number }
  | { do: 'type'; at: number; type: string; by: 'property' | 'attribute'; detached: boolean }
  /** A framework renders the field anew, as an element of its own with another type. */
  | { do: 'renew'; at: number; id: number; type: string; value: string }
  | { do: 'shadow'; at: number; nodes: NodePlan[] }
  | { do: 'rule'; at: number; rule: string }
  | { do: 'adopt'; at: number; rule: string }
  | { do: 'title'; text: string }
  | { do: 'pointer'; at: number; event: 'pointermove' | 'pointerdown' | 'click' | 'focusin' | 'input' }
  /** `init` again, with more masks. */
  | { do: 'mask'; rules: RulesPlan }
  /** The mutation records arrive, and what the capture does at once. */
  | { do: 'deliver' };
