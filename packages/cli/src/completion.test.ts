import { spawnSync } from 'node:child_process';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from './program.js';

let said = '';
const program = createProgram({ env: {}, say: (text) => (said = text), note: () => {}, perform: async (work) => work() });

/** What bash offers for a line, the last word being typed. */
function offered(...words: string[]): string[] {
  const script = `set -u\n${said}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sightline; printf '%s\\n' "\${COMPREPLY[@]:-}"`;
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script, 'bash', 'sightline', ...words], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.trim().split('\n');
}

const pathsOf = (command: Command, path: string[]): { command: Command; path: string[] }[] => [
  { command, path },
  ...command.commands.flatMap((one) => pathsOf(one, [...path, one.name()])),
];

test('L9 the completion of bash offers what the commands themselves are, at every depth', async () => {
  await program.parseAsync(['completion', 'bash'], { from: 'user' });
  for (const { command, path } of pathsOf(program, [])) {
    const all = offered(...path, '');
    expect(all, path.join(' ')).toEqual(expect.arrayContaining(command.commands.map((one) => one.name())));
    expect(all, path.join(' ')).toEqual(expect.arrayContaining(command.options.map(({ long }) => long)));
    expect(all, path.join(' ')).toContain('--help');
  }
  expect(offered('rest')).toEqual(['restore']);
  expect(offered('restore', '--ch')).toEqual(['--check']);
  expect(offered('completion', 'f')).toEqual(['fish']);
  // A word that is no command leads nowhere.
  expect(offered('backup', 'restore', '--ch')).toEqual(['']);
});
