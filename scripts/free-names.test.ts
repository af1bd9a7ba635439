import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freeNames } from './free-names.mjs';

const WEB = join(import.meta.dirname, '../packages/sdk/dist/web');

/** What a script may take from the page by name, and why a page that calls something of its own so does no harm. */
const TAKEN = {
  ...everywhere(['window', 'document', 'location'], 'no page can call anything so'),
  ...everywhere(['console'], 'only says'),
  ...everywhere(['navigator'], 'only asked for a language and for locks'),
  ...everywhere(['setTimeout', 'clearTimeout', 'reportError'], 'only a window’s own do: `init` fails by a row'),
};
/** What only the agent’s picture for the customer needs. */
const OF_THE_PREVIEW = ['FileReader', 'MessageChannel', 'fetch'];

function everywhere(names: string[], why: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, why]));
}

test('what scripts in customers’ pages use of the language is the browser’s, whatever a page calls so', () => {
  if (!existsSync(WEB)) throw new Error('npm run build first');
  const files = readdirSync(WEB).filter((name) => name.endsWith('.js') && name !== 'agent.js');
  expect(files.length).toBeGreaterThan(15);
  const found = files.map((file) => {
    const allowed = file.startsWith('part-preview') ? [...Object.keys(TAKEN), ...OF_THE_PREVIEW] : Object.keys(TAKEN);
    return { file, free: [...freeNames(readFileSync(join(WEB, file), 'utf8'))].filter((name) => !allowed.includes(name)) };
  });
  expect(found.filter(({ free }) => free.length > 0)).toEqual([]);
});

test('a free name is found wherever it stands', () => {
  const code = `
    let a = (b, { c, d: [e = F] }) => { for (const g of H) { var i = g; } return function j() { return arguments.K + i + j + L; }; };
    class M extends N { o = P; [Q]() { return { R, s: T, ...U }; } }
    try { V: for (;;) { break V; } } catch ({ w }) { w(X); } switch (typeof Y) { case 1: const z = 2; z(b); }`;
  expect([...freeNames(code)].toSorted()).toEqual(['F', 'H', 'L', 'N', 'P', 'Q', 'R', 'T', 'U', 'X', 'Y', 'b']);
});
