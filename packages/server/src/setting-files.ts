import { readFileSync } from 'node:fs';

export const FILE_SUFFIX = '_FILE';

type Env = Readonly<Record<string, string | undefined>>;

const given = (env: Env, name: string): boolean => (env[name]?.trim() ?? '') !== '';

/** What a file holds, without one line break at its end: editors and `echo` put one there. */
function textOf(path: string): string {
  const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  if (text.trim() === '') throw Object.assign(new Error('it is empty'), { code: 'it is empty' });
  return text;
}

/**
 * The environment with what stands in files: `NAME_FILE` names the file of `NAME`, for each of these names. What cannot be read, and
 * a setting that is given both ways, is a problem, told by name and path; nothing of a file's content is.
 */
export function readSettingFiles(env: Env, names: readonly string[]): { env: Env; problems: string[] } {
  const problems: string[] = [];
  const read: Record<string, string> = {};
  for (const name of names) {
    const setting = `${name}${FILE_SUFFIX}`;
    if (!given(env, setting)) continue;
    const path = env[setting]?.trim() ?? '';
    if (given(env, name)) problems.push(`${name} and ${setting} are both set: one of them is enough`);
    else
      try {
        read[name] = textOf(path);
      } catch (error) {
        problems.push(`${setting} cannot be read: ${path} (${(error as { code?: string }).code ?? 'unreadable'})`);
      }
  }
  return { env: { ...env, ...read }, problems };
}
