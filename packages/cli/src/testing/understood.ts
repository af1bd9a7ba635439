import type { Command } from 'commander';
import { createProgram } from '../program.js';

/** The command lines a text shows, in code or on lines of their own: what stands behind `sightline`. */
export function commandLines(text: string): string[] {
  const shown = /(?:^|`|&& )[ \t]*(?:[A-Z_]+=\S+ )*(?:sudo -u sightline )?(?:npx )?sightline ((?!\[options\])[a-z][^`\n]*)/gm;
  return [...text.matchAll(shown)].map(([, line = '']) => (line.split(/ (?:[|>&]|#|2>|<)/)[0] ?? '').trim());
}

/** Splits as a shell does, as far as examples go: words, quotes around some, what other commands say. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:\$\([^)]*\)|[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));

/** Why the commands do not take a command line; '' where they do. Nothing is done. */
export async function understood(line: string): Promise<string> {
  const program = createProgram({ env: {}, say() {}, note() {}, async perform() {} });
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
