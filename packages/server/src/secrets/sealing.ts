import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Seals texts that must not be readable in a copy of the database (docs/adr/0018). A place is `table:column:row`: what is moved
 * to another place does not open there.
 */
export interface Sealing {
  seal(text: string, place: string): string;
  /** Throws where the key is not there, the place is another, or the text was changed. */
  open(sealed: string, place: string): string;
  /** Whether a text was sealed with the key that seals now. */
  isCurrent(sealed: string): boolean;
  /** The id of the key a text was sealed with, where that key is not there. */
  lacks(sealed: string): string | undefined;
  /** A key for another purpose of the service, 32 bytes; the same in every process that seals with the same key. */
  deriveKey(label: string): Buffer;
}

interface NamedKey {
  id: string;
  bytes: Buffer;
}

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORM = /^v1\.([\da-f]{8})\.([\w-]{16})\.([\w-]+)$/;

const named = (bytes: Buffer): NamedKey => ({ id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes });

/**
 * AES-256-GCM; the text is `v1.<key id>.<nonce>.<ciphertext and tag>` in base64url. The first key seals, all open. Without a key
 * `make` gives one, at the first need of it.
 */
export function createSealing(given: readonly Buffer[], make?: () => Buffer): Sealing {
  let keys = given.map(named);
  function first(): NamedKey {
    if (keys.length === 0 && make) keys = [named(make())];
    const [key] = keys;
    if (!key) throw new Error('there is no key to seal with');
    return key;
  }
  const keyOf = (sealed: string): string | undefined => FORM.exec(sealed)?.[1];

  return {
    seal(text, place) {
      const { id, bytes } = first();
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', bytes, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${id}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
    },
    open(sealed, place) {
      const [, id, nonce = '', rest = ''] = FORM.exec(sealed) ?? [];
      const key = keys.find((one) => one.id === id);
      const bytes = Buffer.from(rest, 'base64url');
      if (!key || bytes.length < TAG_BYTES)
        throw new Error(`${place} does not open: ${key ? 'it is no sealed text' : 'its key is not there'}`);
      const tag = bytes.subarray(-TAG_BYTES);
      const cipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(nonce, 'base64url'), { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(place)).setAuthTag(tag);
      try {
        return Buffer.concat([cipher.update(bytes.subarray(0, -TAG_BYTES)), cipher.final()]).toString('utf8');
      } catch {
        throw new Error(`${place} does not open: it was changed, or belongs elsewhere`);
      }
    },
    isCurrent: (sealed) => keyOf(sealed) === first().id,
    lacks(sealed) {
      const id = keyOf(sealed) ?? 'unknown';
      return keys.some((key) => key.id === id) ? undefined : id;
    },
    deriveKey: (label) => Buffer.from(hkdfSync('sha256', first().bytes, '', label, KEY_BYTES)),
  };
}
