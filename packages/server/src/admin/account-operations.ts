import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { operation } from '../openapi/operation.js';
import { type Account, ACCOUNT_DEFAULTS } from '../store/account.js';
import { accountAnswer } from './account-answer.js';
import { AccountAnswer, AccountChange, NewAccount, NewAccountAnswer } from './account-schemas.js';
import type { AdminContext, AdminPart } from './admin-part.js';
import { changeAccount, namesOf } from './change-account.js';
import { Cursor, pageQuery, readCursor, writeCursor } from './paging.js';
import { AdminError, noSuch, refuse } from './refuse.js';

/** Ids the environment and a demo make their accounts under. */
const RESERVED = ['environment', 'demo'];
/** Changes of others that a change without a version is made after. */
const TRIES = 5;
/** Sessions whose records are deleted in one step, and how long one request goes on with that: a connection that is silent for longer is cut. */
const AT_ONCE = 500;
const PATIENCE_MS = 15_000;

const draw = (bytes: number): string => randomBytes(bytes).toString('base64url');
const params = Type.Object({ account: Type.String({ maxLength: 64 }) });
const tag = { params } as const;
const AccountPage = Type.Object({ accounts: Type.Array(AccountAnswer), cursor: Cursor });
const Deleted = Type.Object({ id: Type.String(), sessions: Type.Integer({ description: 'Sessions whose records went with it.' }) });
const one = { 200: { about: 'The account.', schema: AccountAnswer }, 404: { about: 'There is none.', schema: AdminError } };
const conflict = (about: string) => ({ 409: { about, schema: AdminError } });

function operations({ store, now, changed, audit }: AdminContext) {
  /** Changes an account from the version it has, or from the one that is asked for; says what came of it. */
  async function update(
    id: string,
    version: number | undefined,
    change: (account: Account) => Account,
  ): Promise<Account | 'none' | 'other_version'> {
    for (let tried = 0; tried < TRIES; tried++) {
      const before = await store.accountById(id);
      if (!before) return 'none';
      if (version !== undefined && version !== before.version) return 'other_version';
      if (!(await store.updateAccount(change(before), now()))) continue;
      changed(id);
      return (await store.accountById(id)) ?? 'none';
    }
    return 'other_version';
  }

  const turn = (name: 'disable' | 'enable', summary: string) =>
    operation({
      id: `${name}Account`,
      method: 'post',
      path: `/accounts/{account}/${name}`,
      summary,
      ...tag,
      answers: { ...one, ...conflict('It is being changed by others.') },
      async handle({ params: { account: id } }, request, reply) {
        const account = await update(id, undefined, (before) => ({ ...before, disabled: name === 'disable' }));
        if (account === 'none') return noSuch(reply, 'account');
        if (account === 'other_version') return refuse(reply, 'conflict', 'others are changing it: try again');
        audit(request, { action: `account.${name}`, account: id });
        return accountAnswer(account);
      },
    });

  return [
    operation({
      id: 'listAccounts',
      method: 'get',
      path: '/accounts',
      summary: 'All accounts, in the order of their ids',
      query: Type.Object(pageQuery),
      answers: { 200: { about: 'A page of them.', schema: AccountPage } },
      async handle({ query: { limit, cursor } }, _request, reply) {
        const [after] = cursor === undefined ? [''] : (readCursor(cursor) ?? []);
        if (typeof after !== 'string') return refuse(reply, 'invalid', 'this is no cursor of this list', 'cursor');
        const accounts = await store.accounts({ after, limit: limit + 1 });
        const page = accounts.slice(0, limit);
        const more = accounts.length > limit ? { cursor: writeCursor([page.at(-1)?.id ?? '']) } : {};
        return { accounts: page.map(accountAnswer), ...more };
      },
    }),
    operation({
      id: 'createAccount',
      method: 'post',
      path: '/accounts',
      summary: 'Makes an account, with keys and a first secret of each kind',
      body: NewAccount,
      answers: {
        201: { about: 'The account, and its secrets this once.', schema: NewAccountAnswer },
        ...conflict('Its id or a key is taken.'),
      },
      async handle({ body: { id = draw(9), sdkKey = draw(12), apiKey = draw(12), ...change } }, request, reply) {
        if (RESERVED.includes(id)) return refuse(reply, 'invalid', 'this id is the service’s own', 'id');
        const at = now();
        const [sdkSecret, apiSecret] = [draw(32), draw(32)];
        const secrets = { sdkSecrets: [sdkSecret], apiSecrets: [apiSecret] };
        const bare = { ...ACCOUNT_DEFAULTS, id, name: '', version: 1, createdAt: at, updatedAt: at, sdkKey, apiKey, ...secrets };
        const made = changeAccount(bare, change);
        if (!made.ok) return refuse(reply, 'invalid', made.message, made.field);
        if (!(await store.createAccount(made.account))) return refuse(reply, 'conflict', 'its id, its SDK key or its API key is taken');
        audit(request, { action: 'account.create', account: id });
        return reply.code(201).send({ ...accountAnswer(made.account), sdkSecret, apiSecret });
      },
    }),
    operation({
      id: 'getAccount',
      method: 'get',
      path: '/accounts/{account}',
      summary: 'One account',
      ...tag,
      answers: one,
      async handle({ params: { account: id } }, _request, reply) {
        const account = await store.accountById(id);
        return account ? accountAnswer(account) : noSuch(reply, 'account');
      },
    }),
    operation({
      id: 'changeAccount',
      method: 'patch',
      path: '/accounts/{account}',
      summary: 'Changes what is named; the rest stays. In force within 5 seconds, in live sessions too',
      ...tag,
      body: AccountChange,
      answers: { ...one, ...conflict('It has another version by now.') },
      async handle({ params: { account: id }, body: { version, ...change } }, request, reply) {
        const before = await store.accountById(id);
        if (!before) return noSuch(reply, 'account');
        const tried = changeAccount(before, change);
        if (!tried.ok) return refuse(reply, 'invalid', tried.message, tried.field);
        // It fits whatever others have changed meanwhile.
        const account = await update(id, version, (now) => {
          const made = changeAccount(now, change);
          return made.ok ? made.account : now;
        });
        if (account === 'none') return noSuch(reply, 'account');
        if (account === 'other_version') return refuse(reply, 'conflict', 'it has another version by now: read it again', 'version');
        audit(request, { action: 'account.change', account: id, changed: namesOf(change) });
        return accountAnswer(account);
      },
    }),
    turn('disable', 'Nobody starts, joins or reads with it any more, and its live sessions end'),
    turn('enable', 'Puts it back to work'),
    operation({
      id: 'deleteAccount',
      method: 'delete',
      path: '/accounts/{account}',
      summary: 'Deletes a disabled account without live sessions, with all its records, for good',
      ...tag,
      answers: {
        200: { about: 'What went.', schema: Deleted },
        404: one[404],
        ...conflict('It is not disabled, or has live sessions.'),
      },
      async handle({ params: { account: id } }, request, reply) {
        const account = await store.accountById(id);
        if (!account) return noSuch(reply, 'account');
        if (!account.disabled) return refuse(reply, 'conflict', 'disable it first');
        const live = await store.sessionList({ state: 'live', accountId: id, limit: 1 });
        if (live.length > 0) return refuse(reply, 'conflict', 'it has live sessions: they end within seconds of disabling it');
        let sessions = 0;
        const until = now() + PATIENCE_MS;
        for (let gone = AT_ONCE; gone === AT_ONCE; sessions += gone) {
          if (now() > until) return refuse(reply, 'unavailable', 'its records are many and are being deleted: ask again');
          gone = await store.removeRecords(id, AT_ONCE);
        }
        await store.removeEndpoints(id);
        await store.removeAccount(id);
        changed(id);
        audit(request, { action: 'account.delete', account: id });
        return { id, sessions };
      },
    }),
  ];
}

/** Accounts: made, changed, disabled, deleted. */
export const accountPart: AdminPart = { operations, schemas: { Account: AccountAnswer, NewAccount, AccountChange } };
