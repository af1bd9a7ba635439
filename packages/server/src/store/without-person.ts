/** What records call a person's id, name and network address: sessions, then bodies of webhooks. */
const NAMES = [
  { id: 'userId', name: 'userName', address: 'address' },
  { id: 'user_id', name: 'user_name', address: 'ip_address' },
] as const;

/** What a person's id looks like in the JSON of a record: the text that finds records that may name one. */
export const naming = (userId: string, name: 'userId' | 'user_id'): string => `"${name}":${JSON.stringify(userId)}`;

/** Whether a record names a person, and whether as the customer. */
export function findPerson(json: string, userId: string): { named: boolean; asCustomer: boolean } {
  const found = { named: false, asCustomer: false };
  visit(json, userId, (object) => {
    found.named = true;
    if (object.role === 'customer' || object.role_type === 'customer') found.asCustomer = true;
    return object;
  });
  return found;
}

/**
 * A record without a person: `alias` in the place of the id, nothing in the place of name and address. `pages`: without the addresses of
 * pages, too. What is no JSON is dropped as a whole.
 */
export function withoutPerson(json: string, { userId, alias, pages }: { userId: string; alias: string; pages: boolean }): string {
  const value = visit(json, userId, (object) => {
    const changed = { ...object };
    for (const { id, name, address } of NAMES)
      if (object[id] === userId) {
        changed[id] = alias;
        if (name in object) changed[name] = '';
        if (address in object) changed[address] = '';
      }
    return changed;
  });
  return JSON.stringify(value, (key, part: unknown) => (pages && (key === 'startUrl' || key === 'start_url') ? '' : part));
}

type Members = Record<string, unknown>;

/** Reads a record, with each object that names the person as `change` makes it. */
function visit(json: string, userId: string, change: (object: Members) => Members): unknown {
  try {
    return JSON.parse(json, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && NAMES.some(({ id }) => (value as Members)[id] === userId)
        ? change(value as Members)
        : value,
    );
  } catch {
    return {};
  }
}
