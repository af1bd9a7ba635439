import { type Command, InvalidArgumentError } from 'commander';

/** What every command takes that asks the running service. */
export interface AdminOptions {
  url?: string;
  json?: true;
}

export const asksService = (command: Command): Command =>
  command
    .option('--url <origin>', 'where the service is; else SIGHTLINE_URL, else http://127.0.0.1:8080')
    .option('--json', 'print the service’s answer as it is');

/** What a command takes that lists something, a page at a time. */
export interface PageOptions extends AdminOptions {
  limit?: number;
  cursor?: string;
}

export const takesPage = (command: Command): Command =>
  command
    .option('--limit <rows>', 'at most so many rows', whole(1, 1_000))
    .option('--cursor <cursor>', 'go on where the page before ended; it printed this');

export const whole =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    return value;
  };

/** Entries with commas or blanks between; an empty text is none. */
export const list = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

/** The query of an address; what is not given is left out. */
export function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) given.set(name, String(value));
  return given.size === 0 ? '' : `?${given.toString()}`;
}

/** A part of a path. */
export const part = (text: string): string => encodeURIComponent(text);
