import { run } from './run.js';

/** The command. Answers its exit code (`exit.ts`). */
export const main = (args: readonly string[]): Promise<number> =>
  run(args, {
    env: process.env,
    say: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    async perform(work) {
      await work();
    },
  });
