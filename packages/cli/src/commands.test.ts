import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { commandLines, understood } from './testing/understood.js';
import { createProgram } from './program.js';

const ROOT = join(import.meta.dirname, '../../..');

const helpOf = (command: Command): string[] => {
  let text = '';
  command.configureOutput({ writeOut: (more) => (text += more) }).outputHelp();
  return [text, ...command.commands.flatMap(helpOf)];
};

test('L10 every example in the help of a command is one that the commands take', async () => {
  const lines = helpOf(createProgram({ env: {}, say() {}, note() {}, async perform() {} })).flatMap((text) => commandLines(text));
  expect(lines.length).toBeGreaterThan(15);
  for (const line of lines) expect(await understood(line), line).toBe('');
});

test('L10 every command line in the docs is one that the commands take', async () => {
  const files = ['README.md', ...readdirSync(join(ROOT, 'docs'), { recursive: true }).map((name) => join('docs', String(name)))];
  const lines = files.filter((path) => path.endsWith('.md')).flatMap((path) => commandLines(readFileSync(join(ROOT, path), 'utf8')));
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) expect(await understood(line), line).toBe('');
});

test('L10 and what they do not take is found', async () => {
  for (const [text, why] of [
    ['`sightline acount list`', 'unknown command'],
    ['    npx sightline backup # of the database', 'missing required argument'],
    ['npx sightline switch set environment maskdata off', 'is invalid'],
    ['run `npx sightline account list --all` daily', 'unknown option'],
    ['sudo -u sightline npx sightline erase crm-4711', "required option '--user <id>'"],
    ["npx sightline mask set environment --css '.a, .b' c", 'too many arguments'],
  ] as const) {
    const [line = ''] = commandLines(text);
    expect(await understood(line), text).toContain(why);
  }
  expect(commandLines('`sightline-check page` and the package sightline, `/var/lib/sightline/sightline.db`')).toEqual([]);
  expect(commandLines('all of `sightline switch`, as `npx sightline account list` does')).toEqual([]);
  expect(commandLines('a `sightline account show environment --json | jq .name` b')).toEqual(['account show environment --json']);
});
