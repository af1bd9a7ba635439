import { table } from '../table.js';

export const time = (ms: number | undefined | null): string => (ms ? new Date(ms).toISOString().slice(0, 19).replace('T', ' ') : '-');

const word = (name: string, value: unknown): string => {
  if (value === undefined || value === null || value === '') return '-';
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.map((one) => word('', one)).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return name.endsWith('At') ? time(value) : String(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
};

function entries(value: object, before: string): [string, string][] {
  return Object.entries(value).flatMap(([name, one]: [string, unknown]): [string, string][] =>
    typeof one === 'object' && one !== null && !Array.isArray(one) && Object.keys(one).length > 0
      ? entries(one, `${before}${name}.`)
      : [[before + name, word(name, one)]],
  );
}

/** Everything that is in an answer, a line each. */
export const detailsText = (answer: object): string => table(['', ''], entries(answer, '')).split('\n').slice(1).join('\n');

/** Rows of a list, and how to go on. */
export function pageText<T>(rows: readonly T[], columns: Readonly<Record<string, (row: T) => unknown>>, next?: string): string {
  if (rows.length === 0) return 'none';
  const names = Object.keys(columns);
  const text = table(
    names,
    rows.map((row) => names.map((name) => word('', columns[name]?.(row)))),
  );
  return next ? `${text}\nmore: --cursor ${next}` : text;
}
