import type { Box, Field } from './field.js';
import type { Difference, Finding, Snapshot } from './judge.js';

/** Characters of one field in the list for people; `--json` has them all. */
const LENGTH = 110;

const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LENGTH ? `${line.slice(0, LENGTH)}… (${text.length} characters)` : line;
};
const fieldLine = ({ path, kind, name, what }: Field): string => `${path} · ${kind}${name ? ` ${name}` : ''} · ${short(what)}`;
const boxLine = ({ path, rule }: Box): string => `${path} · ${rule}`;
const block = (title: string, lines: readonly string[]): string => [title, ...lines.map((line) => `  ${line}`), ''].join('\n');

/** The list for people to read. */
export function reportText(address: string, { rules, fields, boxes }: Snapshot): string {
  return [
    `${address}\nPrivacy rules ${rules.slice(0, 8)} (${rules})\n`,
    block(`Would leave the page (${fields.length}):`, fields.map(fieldLine)),
    block(`Hidden as boxes (${boxes.length}):`, boxes.map(boxLine)),
  ].join('\n');
}

export const findingsText = (findings: readonly Finding[]): string =>
  block(
    `FORBIDDEN and would leave (${findings.length}):`,
    findings.map(({ forbidden, field }) => `${forbidden} in ${fieldLine(field)}`),
  );

export function differenceText(file: string, { more, less, boxesMore, boxesLess, rules }: Difference): string {
  return block(`DIFFERS from ${file}:`, [
    ...(rules ? ['the rules are others'] : []),
    ...more.map((field) => `+ ${fieldLine(field)}`),
    ...less.map((field) => `- ${fieldLine(field)}`),
    ...boxesMore.map((box) => `+ box ${boxLine(box)}`),
    ...boxesLess.map((box) => `- box ${boxLine(box)}`),
  ]);
}
