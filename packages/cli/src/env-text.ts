import { readFileSync } from 'node:fs';
import { EXIT, Failure } from './exit.js';
import type { Tools } from './tools.js';

/** A variable of the environment, or what is in the file that the variable with `_FILE` at the end names; as the service reads both. */
export function envText(env: Tools['env'], name: string): string | undefined {
  const text = env[name]?.trim();
  if (text) return text;
  const file = env[`${name}_FILE`]?.trim();
  if (!file) return undefined;
  const found = fileText(file);
  if (!found) throw new Failure(EXIT.usage, `${name}_FILE (${file}) cannot be read, or is empty`);
  return found;
}

export function fileText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
