import { run } from '../run.js';

/** Runs a command line as if it were typed, and what it printed. */
export async function typed(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(args, {
    env,
    say: (text) => void out.push(text),
    note: (text) => void err.push(text),
    async perform(work) {
      await work();
    },
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
