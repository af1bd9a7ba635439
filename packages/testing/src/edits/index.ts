import { ATTRIBUTE_EDITS } from './attributes.js';
import type { Edits } from './edit.js';
import { FORM_EDITS } from './form.js';
import { INSERT_EDITS } from './insert.js';
import { LAYER_EDITS } from './layers.js';
import { MOVE_EDITS } from './move.js';
import { REMOVE_EDITS } from './remove.js';
import { SCROLL_EDITS } from './scroll.js';
import { SHADOW_EDITS } from './shadow.js';
import { SHEET_EDITS } from './sheets.js';
import { TEXT_EDITS } from './text.js';
import { VARIABLE_EDITS } from './variables.js';

/** Every kind of edit by group. */
export const EDIT_GROUPS = {
  insert: INSERT_EDITS,
  remove: REMOVE_EDITS,
  move: MOVE_EDITS,
  text: TEXT_EDITS,
  attribute: ATTRIBUTE_EDITS,
  shadow: SHADOW_EDITS,
  form: FORM_EDITS,
  sheet: SHEET_EDITS,
  scroll: SCROLL_EDITS,
  variable: VARIABLE_EDITS,
  layer: LAYER_EDITS,
} satisfies Record<string, Edits>;
export type EditGroup = keyof typeof EDIT_GROUPS;

/** How often a group is drawn, relative to the others. */
const WEIGHTS: Record<EditGroup, number> = {
  insert: 22,
  remove: 20,
  move: 18,
  text: 9,
  attribute: 9,
  shadow: 7,
  form: 10,
  sheet: 4,
  scroll: 1,
  variable: 4,
  layer: 20,
};

/** Kinds that change so much at once that a page would hold nothing else for long. */
const RARE = new Set([
  'insert.replaceBody',
  'insert.replaceRoot',
  'insert.documentComment',
  'remove.removeAll',
  'text.textContent',
  'text.title',
]);

/** The kinds of some groups, `group.kind`, each as often as its share says: a list to draw from. */
export function editKinds(groups: readonly EditGroup[]): string[] {
  const kinds: string[] = [];
  for (const group of groups) {
    const names = Object.keys(EDIT_GROUPS[group]);
    const share = Math.ceil((WEIGHTS[group] * 12) / names.length);
    for (const name of names) {
      const kind = `${group}.${name}`;
      for (let n = RARE.has(kind) ? 2 : share; n > 0; n--) kinds.push(kind);
    }
  }
  return kinds;
}

/** The edit of a kind that `editKinds` named. */
export function editOf(kind: string): Edits[string] {
  const [group, name] = kind.split('.') as [EditGroup, string];
  const edits: Edits = EDIT_GROUPS[group];
  const edit = edits[name];
  if (!edit) throw new RangeError(`no edit ${kind}`);
  return edit;
}
