import { ERROR_TABLE, type ErrorId } from '@sightline/protocol';

/** What must never leave the service: places in its code, its folders, names of what it is made of. */
const INSIDE = /node_modules|packages\/|\/src\/|\.[cm]?[jt]s:\d|\bat [\w.]+ \(|fastify|kysely|SQLITE|FST_ERR/i;

/** Why an error object is no row of the table; `undefined` where it is one, whole and with nothing else in it. */
export function notARow(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'not an object';
  const { code, errorCode, exception, name, message, errorMsg, cause, retryable, action, retryAfterMs, ...more } = value as Record<
    string,
    unknown
  >;
  const id = `${String(code)}:${String(cause)}`;
  if (!Object.hasOwn(ERROR_TABLE, id)) return `${id} is not in the table`;
  const row = ERROR_TABLE[id as ErrorId];
  const pattern = row.message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('\\{field\\}', '[\\w.$ -]{1,80}');
  if (!new RegExp(`^${pattern}$`).test(String(message))) return `${id} says ${String(message)}`;
  if (errorCode !== code || name !== exception || exception !== row.exception || errorMsg !== message) return `${id}: aliases differ`;
  if (retryable !== row.retryable || action !== row.action) return `${id}: not as in the table`;
  if ((retryAfterMs !== undefined) !== (cause === 'rate_limited')) return `${id}: retryAfterMs ${String(retryAfterMs)}`;
  if (Object.keys(more).length > 0) return `${id}: more fields, ${Object.keys(more).join()}`;
  return undefined;
}

/** What of the inside of the service a text shows. */
export const leaks = (text: string): string | undefined => INSIDE.exec(text)?.[0];
