import type { CheckArguments } from './arguments.js';
import type { Checked } from './check-page.js';
import { type Box, type Field, fieldKey } from './field.js';

/** Something forbidden that would leave. */
export interface Finding {
  forbidden: string;
  field: Field;
}

/** Looks for what must not leave, in every field and in the words as they are read, which formatting may have split. */
export function findForbidden({ fields, words }: Checked, forbid: CheckArguments['forbid']): Finding[] {
  const findings: Finding[] = [];
  for (const { written, pattern } of forbid) {
    const hits = fields.filter((field) => pattern.test(field.what) || pattern.test(field.path) || pattern.test(field.name ?? ''));
    for (const field of hits) findings.push({ forbidden: written, field });
    if (hits.length > 0) continue;
    const line = words.flatMap((text) => [...text.split('\n'), text.replaceAll('\n', ' ')]).find((text) => pattern.test(text));
    if (line !== undefined)
      findings.push({ forbidden: written, field: { path: 'document', kind: 'text', what: (pattern.exec(line) ?? [''])[0] } });
  }
  return findings;
}

/** The list as it is kept in a file: sorted, so that the same page gives the same text. */
export interface Snapshot {
  rules: string;
  fields: Field[];
  boxes: Box[];
}

export const snapshotOf = ({ rules, fields, boxes }: Checked): Snapshot => ({
  rules,
  fields: [...fields].sort(byText(fieldKey)),
  boxes: [...boxes].sort(byText(boxKey)),
});

const boxKey = ({ path, rule }: Box): string => `${path} ${rule}`;
const byText =
  <T>(text: (of: T) => string) =>
  (a: T, b: T): number =>
    text(a) < text(b) ? -1 : 1;

export interface Difference {
  more: Field[];
  less: Field[];
  boxesMore: Box[];
  boxesLess: Box[];
  /** The rules themselves are others. */
  rules: boolean;
}

/** What is new and what is gone; undefined where nothing is. */
export function compare(expected: Snapshot, now: Snapshot): Difference | undefined {
  const without = <T>(list: T[], other: T[], key: (of: T) => string): T[] => {
    const keys = new Set(other.map(key));
    return list.filter((one) => !keys.has(key(one)));
  };
  const difference: Difference = {
    more: without(now.fields, expected.fields, fieldKey),
    less: without(expected.fields, now.fields, fieldKey),
    boxesMore: without(now.boxes, expected.boxes, boxKey),
    boxesLess: without(expected.boxes, now.boxes, boxKey),
    rules: expected.rules !== now.rules,
  };
  const { more, less, boxesMore, boxesLess, rules } = difference;
  return more.length + less.length + boxesMore.length + boxesLess.length > 0 || rules ? difference : undefined;
}
