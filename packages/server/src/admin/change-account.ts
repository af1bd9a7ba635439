import { parseSite, type Site } from '../access/site.js';
import { attributes, names, type Reader, selectors } from '../setting-readers.js';
import type { Account, AccountDefaults } from '../store/account.js';
import type { AccountChange } from './account-schemas.js';
import type { Fault } from './body-fault.js';

export type Changed = { ok: true; account: Account } | ({ ok: false } & Fault);

const TRIAL_MINUTES = 600;

/** Notes what no schema says: how lists and selectors are written. Nothing of a value is repeated. */
type Wrong = (field: string, message: string) => void;

function read<T>(reader: Reader<T>, text: string, wrong: (message: string) => void): T | undefined {
  try {
    return reader.read(text);
  } catch {
    wrong(`must be ${reader.takes}`);
    return undefined;
  }
}

const sites = (list: readonly string[], field: string, wrong: Wrong): Site[] =>
  list.flatMap((text, at) => {
    const site = parseSite(text);
    if (!site) wrong(`${field}.${at}`, 'must be an origin like https://www.example.com, or https://*.example.com');
    return site ?? [];
  });

const keepQuery = (list: readonly string[], wrong: Wrong): string[] =>
  list.filter((name, at) => {
    const one = read(names, name, () => {});
    if (one?.length === 1 && one[0] === name) return true;
    wrong(`keepQuery.${at}`, 'must be the name of one parameter');
    return false;
  });

type Nulls<T> = { [K in keyof T]?: T[K] | null | undefined };

/** `base` with what `change` names; null takes away. */
function merged<T extends object>(base: T, change: Nulls<T>): T {
  const entries = Object.entries({ ...base, ...change }).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as T;
}

function defaultsOf(before: AccountDefaults, change: NonNullable<AccountChange['defaults']>): AccountDefaults {
  const { remoteAssist, multiTabSessionPersistence: tabs, ...rest } = change;
  return merged<AccountDefaults>(before, {
    ...rest,
    ...(remoteAssist !== undefined && { remoteAssist: remoteAssist && merged(before.remoteAssist ?? {}, remoteAssist) }),
    ...(tabs !== undefined && { multiTabSessionPersistence: tabs && merged(before.multiTabSessionPersistence ?? {}, tabs) }),
  });
}

function planOf(before: Account['plan'], { kind, minutes }: NonNullable<AccountChange['plan']>, wrong: Wrong): Account['plan'] {
  if (kind === 'unlimited') {
    if (minutes !== undefined) wrong('plan.minutes', 'belongs to a trial');
    return { kind };
  }
  const { minutes: had = TRIAL_MINUTES, used = 0 } = before.kind === 'trial' ? before : {};
  return { kind, minutes: minutes ?? had, used };
}

/** The account with what a change names, or what is wrong with that. */
export function changeAccount(before: Account, change: Omit<AccountChange, 'version'>): Changed {
  const { name, allowedSites, allowedAgentSites, plan, switches, masks, defaults, keepQuery: query, retention } = change;
  const faults: Fault[] = [];
  const wrong: Wrong = (field, message) => void faults.push({ field, message });
  const css = masks?.cssSelectors;
  const byName = masks?.attributes;
  const given: Partial<Account> = {
    ...(name !== undefined && { name }),
    ...(allowedSites && { allowedSites: sites(allowedSites, 'allowedSites', wrong) }),
    ...(allowedAgentSites && { allowedAgentSites: sites(allowedAgentSites, 'allowedAgentSites', wrong) }),
    ...(plan && { plan: planOf(before.plan, plan, wrong) }),
    ...merged({}, switches ?? {}),
    ...(css !== undefined && { maskCssSelectors: read(selectors, css, (message) => wrong('masks.cssSelectors', message)) ?? '' }),
    ...(byName !== undefined && { maskAttributes: read(attributes, byName, (message) => wrong('masks.attributes', message)) ?? '' }),
    ...(defaults && { defaults: defaultsOf(before.defaults, defaults) }),
    ...(query && { keepQuery: keepQuery(query, wrong) }),
    ...(retention && { retention: merged(before.retention, retention) }),
  };
  const [fault] = faults;
  return fault ? { ok: false, ...fault } : { ok: true, account: { ...before, ...given } };
}

/** The names of what a change names, for the log. */
export const namesOf = (change: object, before = ''): string[] =>
  Object.entries(change).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? namesOf(value, `${before}${name}.`) : [before + name],
  );
