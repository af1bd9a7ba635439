import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, unknown> }> }>>;
}
export interface CheckedAnswer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** A pointer into a document, each step escaped. */
const pointer = (...steps: string[]): string =>
  steps.map((step) => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

/**
 * A fetch that holds every answer to the OpenAPI document the service itself serves: the path and its method are described, the
 * status is one of the described, the body fits its schema. It throws where one does not.
 */
export async function checkedFetch(origin: string, documentPath: string, token?: string) {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const served = await fetch(origin + documentPath, { headers });
  const document = (await served.json()) as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'document');
  const patterns = Object.keys(document.paths).map((path) => ({
    path,
    pattern: new RegExp(`^${path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));

  return async function get<T = unknown>(path: string, init: RequestInit = {}): Promise<CheckedAnswer<T>> {
    const answer = await fetch(origin + path, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } });
    const text = await answer.text();
    const method = (init.method ?? 'GET').toLowerCase();
    const { pathname } = new URL(origin + path);
    const described = patterns.find(({ pattern }) => pattern.test(pathname))?.path;
    const told = described === undefined ? undefined : document.paths[described]?.[method]?.responses[answer.status];
    if (described === undefined || !told) throw new Error(`${method} ${path} answered ${answer.status}, which the document does not know`);
    const type = 'application/json';
    if (!told.content) {
      if (text !== '') throw new Error(`${method} ${path} ${answer.status} has a body, which the document does not know: ${text}`);
      return { status: answer.status, headers: answer.headers, body: undefined as T };
    }
    const body = JSON.parse(text) as T;
    const at = pointer('paths', described, method, 'responses', String(answer.status), 'content', type, 'schema');
    const fits = ajv.getSchema(`document#${at}`);
    if (!fits) throw new Error(`no schema for ${method} ${described} ${answer.status}`);
    if (!fits(body)) throw new Error(`${method} ${path} ${answer.status}: ${ajv.errorsText(fits.errors)} in ${text}`);
    if (!answer.headers.get('content-type')?.startsWith(type)) throw new Error(`${method} ${path}: ${answer.headers.get('content-type')}`);
    return { status: answer.status, headers: answer.headers, body };
  };
}
