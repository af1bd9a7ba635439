import type { Command } from 'commander';
import { createProgram } from '../program.js';

const silent = (): Command => createProgram({ env: {}, say() {}, note() {}, async perform() {} });

/** Whether a line is the name of a command and no more, as sentences have it. */
function isName(line: string): boolean {
  let command: Command | undefined = silent();
  for (const word of line.split(' ')) command = command?.commands.find((one) => one.name() === word);
  return command !== undefined;
}

/**
 * The command lines a text shows, in code or on lines of their own: what stands behind `sightline`. Names of commands in a sentence are
 * none.
 */
export function commandLines(text: string): string[] {
  const shown = /(^|`|&& )[ \t]*(?:[A-Z_]+=\S+ )*(?:sudo -u sightline )?(?:npx )?sightline ((?!\[options\])[a-z][^`\n]*)/gm;
  return [...text.matchAll(shown)].flatMap(([, before, after = '']) => {
    const line = (after.split(/ (?:[|>&]|#|2>|<)/)[0] ?? '').trim();
    return before === '`' && isName(line) ? [] : [line];
  });
}

/** Splits as a shell does, as far as examples go: words, quotes around some, what other commands say. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:\$\([^)]*\)|[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));

/** Why the commands do not take a command line; '' where they do. Nothing is done. */
export async function understood(line: string): Promise<string> {
  const program = silent();
  let said = '';
  const listen = (command: Command): void => {
    command.exitOverride().configureOutput({ writeOut() {}, writeErr: (text) => (said += text) });
    for (const one of command.commands) listen(one);
  };
  listen(program);
  try {
    await program.parseAsync(wordsOf(line), { from: 'user' });
    return '';
  } catch (error) {
    return said || String(error);
  }
}
