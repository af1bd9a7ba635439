import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OWN_NAMES } from './own-names.mjs';

const root = join(import.meta.dirname, '..');

/** What others read by name: the service, an agent, another build of ours in a frame, an integrator. */
const SPOKEN = [
  'packages/protocol/src/messages',
  'packages/protocol/src/errors',
  'packages/protocol/src/codec/ops.ts',
  'packages/customer/src/embed/wire.ts',
  'packages/customer/src/methods.ts',
  'packages/customer/src/privacy/policy.ts',
  'packages/customer/src/session/events.ts',
  'packages/sdk/src/agent-types.ts',
  'packages/sdk/src/customer-types.ts',
  'packages/sdk/src/shared-types.ts',
];
/** What the shortened scripts are made of. */
const MADE_OF = ['agent/src/render', 'customer/src', 'draw/src', 'link/src', 'protocol/src', 'sdk/src'].map((path) => `packages/${path}`);

function sourcesOf(path: string): string[] {
  if (path.endsWith('.ts')) return /\.(?:test|fixture)\.ts$/.test(path) ? [] : [readFileSync(join(root, path), 'utf8')];
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() || entry.name.endsWith('.ts') ? sourcesOf(join(path, entry.name)) : [],
  );
}
/** Without what only types say, too. */
const withoutComments = (source: string): string =>
  source.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$|(?:Pick|Omit)<[^>]*>|(?<=\b[A-Z][a-z]\w*)\['\w+'\]/gm, '');
const wordsIn = (texts: Iterable<string>): Set<string> => new Set([...texts].flatMap((text) => text.match(/\w+/g) ?? []));
const clashes = (words: Set<string>): string[] => OWN_NAMES.filter((name) => words.has(name));

test('no shortened name is one that others read', () => {
  const spoken = wordsIn(SPOKEN.flatMap(sourcesOf).map(withoutComments));
  expect(spoken).toContain('sessionId');
  expect(clashes(spoken)).toEqual([]);
});

test('no shortened name is written in a string, by which it might be looked up', () => {
  const strings = MADE_OF.flatMap(sourcesOf).flatMap((source) => withoutComments(source).match(/'[^'\n]*'/g) ?? []);
  const words = wordsIn(strings.filter((text) => !/[./]/.test(text)));
  expect(words).toContain('session_started');
  expect(clashes(words)).toEqual([]);
});

test('each is used, and once in the list', () => {
  const used = wordsIn(MADE_OF.flatMap(sourcesOf).map(withoutComments));
  expect(OWN_NAMES.filter((name) => !used.has(name))).toEqual([]);
  expect(new Set(OWN_NAMES).size).toBe(OWN_NAMES.length);
});
