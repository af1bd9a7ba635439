import { type Command, CommanderError } from 'commander';
import { EXIT, Failure } from './exit.js';
import { createProgram } from './program.js';
import type { Tools } from './tools.js';

function prepare(command: Command, tools: Tools): void {
  command.exitOverride().configureOutput({ writeOut: (text) => tools.say(text.trimEnd()), writeErr: (text) => tools.note(text.trimEnd()) });
  for (const one of command.commands) prepare(one, tools);
}

/** Runs a command line. Answers its exit code; why one was not done is noted. */
export async function run(args: readonly string[], tools: Tools): Promise<number> {
  const program = createProgram(tools);
  prepare(program, tools);
  try {
    await program.parseAsync(args, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    // Help that was asked for ends this way, too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    tools.note(`sightline: ${error instanceof Error ? error.message : String(error)}`);
    return error instanceof Failure ? error.code : EXIT.refused;
  }
}
