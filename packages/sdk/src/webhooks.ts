import type { UrlValidation, WebhookEvent } from '@sightline/protocol/webhook-events';

export type {
  EndReason,
  LeaveReason,
  SessionWebhook,
  UrlValidation,
  WebhookEvent,
  WebhookEventName,
  WebhookObjects,
} from '@sightline/protocol/webhook-events';

/** What has arrived: a `Request`, or headers and the body as it came, before anything parsed it. */
export type WebhookRequest =
  | { headers: Headers; arrayBuffer(): Promise<ArrayBuffer> }
  | {
      headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
      body: string | Uint8Array | ArrayBuffer;
    };

export interface VerifyOptions {
  /** Milliseconds since the epoch; unset: now. */
  now?: number;
  /** How old, or early, a signature may be; unset: five minutes. */
  toleranceMs?: number;
}

export type VerifiedWebhook =
  /** `secret`: the one it was signed with. */
  { ok: true; event: WebhookEvent; secret: string } | { ok: false; reason: 'unsigned' | 'stale' | 'wrong_signature' | 'malformed' };

const FIVE_MINUTES_MS = 300_000;
const VERSION = 'v0=';

const utf8 = new TextEncoder();

const keyOf = (secret: string) =>
  crypto.subtle.importKey('raw', utf8.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);

function headerOf(headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>, name: string): string | undefined {
  if (typeof (headers as Headers).get === 'function') return (headers as Headers).get(name) ?? undefined;
  const found = Object.entries(headers).find(([one]) => one.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : undefined;
}

const ours = (request: WebhookRequest, name: string): string | undefined =>
  headerOf(request.headers, `x-cobrowse-${name}`) ?? headerOf(request.headers, `x-zm-${name}`);

async function bytesOf(request: WebhookRequest): Promise<Uint8Array> {
  const body = 'arrayBuffer' in request ? await request.arrayBuffer() : request.body;
  return typeof body === 'string' ? utf8.encode(body) : new Uint8Array(body);
}

function fromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\da-f]{64}$/.test(text)) return undefined;
  return Uint8Array.from({ length: 32 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

/**
 * Whether a webhook is from the service, and what it says. With two secrets, while one is changed for the other, either is good.
 * The body must be the bytes that came: a body that was parsed and written again has another signature.
 */
export async function verifyWebhook(
  request: WebhookRequest,
  secret: string | readonly string[],
  { now = Date.now(), toleranceMs = FIVE_MINUTES_MS }: VerifyOptions = {},
): Promise<VerifiedWebhook> {
  const secrets: readonly unknown[] = Array.isArray(secret) ? secret : [secret];
  const isSecret = (one: unknown): one is string => typeof one === 'string' && one !== '';
  if (secrets.length === 0 || !secrets.every(isSecret)) throw new TypeError('verifyWebhook needs a secret');
  if (
    !('arrayBuffer' in request) &&
    typeof request.body !== 'string' &&
    !(request.body instanceof Uint8Array || request.body instanceof ArrayBuffer)
  )
    throw new TypeError('verifyWebhook needs the raw body: its text or bytes, as they came');
  const timestamp = ours(request, 'request-timestamp');
  const signature = ours(request, 'signature');
  if (timestamp === undefined || signature === undefined) return { ok: false, reason: 'unsigned' };
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * 1000) > toleranceMs) return { ok: false, reason: 'stale' };

  const body = await bytesOf(request);
  const head = utf8.encode(`v0:${timestamp}:`);
  const signed = new Uint8Array(head.length + body.length);
  signed.set(head);
  signed.set(body, head.length);
  const mac = signature.startsWith(VERSION) ? fromHex(signature.slice(VERSION.length)) : undefined;
  let by: string | undefined;
  // `verify` compares in constant time; each secret is tried, whichever fits.
  if (mac) for (const one of secrets) if (await crypto.subtle.verify('HMAC', await keyOf(one), mac, signed)) by ??= one;
  if (by === undefined) return { ok: false, reason: 'wrong_signature' };
  try {
    const event: unknown = JSON.parse(new TextDecoder().decode(body));
    if (typeof event === 'object' && event !== null && 'event' in event) return { ok: true, event: event as WebhookEvent, secret: by };
  } catch {
    // Signed, and no JSON: not of this version.
  }
  return { ok: false, reason: 'malformed' };
}

/** What to answer, as JSON with status 200, to an `endpoint.url_validation`. `secret`: the one `verifyWebhook` says. */
export async function answerValidation(event: UrlValidation, secret: string): Promise<{ plainToken: string; encryptedToken: string }> {
  const { plainToken } = event.payload;
  const mac = await crypto.subtle.sign('HMAC', await keyOf(secret), utf8.encode(plainToken));
  const encryptedToken = [...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { plainToken, encryptedToken };
}
