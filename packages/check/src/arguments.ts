import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { readRegExp, UsageError } from './policy-file.js';

export const USAGE = `sightline-check <address or file> [options]

Opens a page in Chromium, captures it as a session would, and lists what would leave it. Nothing is sent anywhere.

  --policy FILE      rules, as JSON: maskType, maskCssSelectors, maskHTMLAttributes, unmaskCssSelectors,
                     maskPatterns (names or "/regexp/flags"), account {maskCssSelectors, maskHTMLAttributes, keepQuery},
                     deepCapture
  --steps FILE       a module whose default export is called with {page} (Playwright's) before the list is closed
  --forbid TEXT      fail where this text, or /regexp/flags, is in anything that would leave; may be repeated
  --expect FILE      fail where the list differs from this one
  --update           write the list to the file of --expect instead
  --json             print the whole list as JSON
  --viewport WxH     size of the window, 1280x800 by default
  --browser PATH     the Chromium to use; by default CHROMIUM_PATH, or one this machine has

Exit codes: 0 nothing wrong, 1 something forbidden or unexpected would leave, 2 the check itself could not be made.`;

export interface CheckArguments {
  address: string;
  policy: string | undefined;
  steps: string | undefined;
  forbid: { written: string; pattern: RegExp }[];
  expect: string | undefined;
  update: boolean;
  json: boolean;
  viewport: { width: number; height: number };
  browser: string | undefined;
}

/** Reads the command line; undefined where help is asked for. Throws `UsageError`. */
export function readArguments(args: readonly string[]): CheckArguments | undefined {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse([...args]);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help) return undefined;
  const [target, ...more] = positionals;
  if (target === undefined || more.length > 0) throw new UsageError('name one address or file to check; --help says more');
  if (values.update && !values.expect) throw new UsageError('--update needs --expect');
  const size = /^(\d{2,4})x(\d{2,4})$/.exec(values.viewport ?? '1280x800');
  if (!size) throw new UsageError('--viewport must be written as 1280x800');
  return {
    address: addressOf(target),
    policy: values.policy,
    steps: values.steps,
    forbid: (values.forbid ?? []).map(forbidden),
    expect: values.expect,
    update: values.update ?? false,
    json: values.json ?? false,
    viewport: { width: Number(size[1]), height: Number(size[2]) },
    browser: values.browser,
  };
}

const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      policy: { type: 'string' },
      steps: { type: 'string' },
      forbid: { type: 'string', multiple: true },
      expect: { type: 'string' },
      update: { type: 'boolean' },
      json: { type: 'boolean' },
      viewport: { type: 'string' },
      browser: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });

function addressOf(target: string): string {
  if (/^(?:https?|file):\/\//.test(target)) return target;
  if (existsSync(target)) return pathToFileURL(resolve(target)).href;
  throw new UsageError(`${target} is neither an http(s) address nor a file`);
}

function forbidden(written: string): CheckArguments['forbid'][number] {
  if (written === '') throw new UsageError('--forbid needs a text');
  const given = readRegExp(written);
  if (!given && /^\/.+\/[a-z]*$/s.test(written)) throw new UsageError(`--forbid ${written} is no regular expression`);
  const pattern = given
    ? new RegExp(given.source, given.flags.replace(/[gy]/g, ''))
    : new RegExp(written.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'i');
  return { written, pattern };
}
