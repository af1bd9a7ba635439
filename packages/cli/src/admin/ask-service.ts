import { EXIT, Failure } from '../exit.js';
import type { Tools } from '../tools.js';
import { adminToken } from './admin-token.js';
import type { AdminOptions } from './options.js';

export interface Question {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/admin/v1`. */
  path: string;
  body?: object;
  /** What fields of the body are called on the command line, for refusals that name them. */
  names?: Readonly<Record<string, string>>;
}

const WAIT_MS = 60_000;
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Asks the service's administration, and prints what it answers: as it is with `--json`, else as `text` writes it. A refusal is a
 * failure that says what to do.
 */
export async function askService<T>(tools: Tools, options: AdminOptions, question: Question, text: (answer: T) => string): Promise<void> {
  const origin = originOf(tools, options.url ?? (tools.env.SIGHTLINE_URL || 'http://127.0.0.1:8080'));
  const token = adminToken(tools.env);
  const { status, body } = await exchange(origin, token, question);
  if (options.json && body !== '') tools.say(body);
  const answer = readJson(body);
  if (status >= 200 && status < 300) {
    if (!options.json) tools.say(text(answer as T));
    return;
  }
  throw refusal({ origin, status, answer, names: question.names ?? {} });
}

function originOf(tools: Tools, text: string): string {
  const url = urlOf(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username)
    throw new Failure(EXIT.usage, `--url (SIGHTLINE_URL) must be an origin like http://127.0.0.1:8080`);
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname))
    tools.note(`sightline: ${url.origin} is not protected: whoever is on the way reads ADMIN_TOKEN`);
  return url.origin;
}

function urlOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

async function exchange(origin: string, token: string, { method, path, body }: Question): Promise<{ status: number; body: string }> {
  try {
    const answer = await fetch(`${origin}/admin/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      // The token is for this place alone.
      redirect: 'error',
      signal: AbortSignal.timeout(WAIT_MS),
    });
    return { status: answer.status, body: await answer.text() };
  } catch (error) {
    const { code = (error as Error).name } = ((error as { cause?: unknown }).cause ?? {}) as { code?: string };
    throw new Failure(
      EXIT.unreached,
      `${origin} does not answer (${code}): is the service running, and is this where? --url or SIGHTLINE_URL says another place`,
    );
  }
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

interface Refused {
  origin: string;
  status: number;
  answer: unknown;
  names: Readonly<Record<string, string>>;
}

function refusal({ origin, status, answer, names }: Refused): Failure {
  const { code, message, field } = (answer ?? {}) as { code?: unknown; message?: unknown; field?: unknown };
  if (status === 401) return new Failure(EXIT.refused, `${origin} does not take this token: ADMIN_TOKEN must be the one the service has`);
  if (typeof code !== 'string' || typeof message !== 'string')
    return status === 404
      ? new Failure(EXIT.refused, `${origin} has no administration: start the service with ADMIN_TOKEN (openssl rand -hex 32 makes one)`)
      : new Failure(EXIT.unreached, `${origin} answers ${status}, and not as the service does: what is between?`);
  const text = typeof field === 'string' && !message.includes(field) ? `${field}: ${message}` : message;
  return new Failure(
    EXIT.refused,
    Object.entries(names).reduce((words, [name, option]) => words.replaceAll(name, option), text),
  );
}
