import { type Command, CommanderError } from 'commander';
import { EXIT, Failure } from './exit.js';
import { createProgram } from './program.js';

const strict = (command: Command): void => {
  command.exitOverride();
  for (const one of command.commands) strict(one);
};

/** The command. Answers its exit code (`exit.ts`). */
export async function main(args: readonly string[]): Promise<number> {
  const program = createProgram({
    env: process.env,
    say: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    async perform(work) {
      await work();
    },
  });
  strict(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    // Help that was asked for ends this way, too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    process.stderr.write(`sightline: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof Failure ? error.code : EXIT.refused;
  }
}
