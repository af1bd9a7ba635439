import type { Command } from 'commander';

/** Examples stand in a command's help, each as it is typed. */
export function examples(command: Command, ...lines: string[]): Command {
  const text = lines.map((line) => `  sightline ${line}`).join('\n');
  return command.addHelpText('after', `\nExamples:\n${text}`);
}
