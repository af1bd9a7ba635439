import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sqliteStore } from '../store/sqlite.js';
import { type AdminService, adminService } from '../testing/admin-service.js';
import { changeDatabase } from '../testing/change-database.js';

const ID = 'user-4711-who-asked-for-it';
const NAME = 'Cleopatra Who Asked';
const PAGE = 'page-of-cleopatra';
const OTHER = 'agent-who-stays';

let folder: string;
let file: string;
let logged: string;
let service: AdminService;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-erase-'));
  file = join(folder, 'a.db');
  logged = '';
  const output = new PassThrough().on('data', (part: Buffer) => {
    logged += part.toString();
  });
  // An address that is told of everything, once it is proved: until then all waits.
  const store = await sqliteStore(file);
  const more = { accountId: 'environment', name: 'e', events: [], secret: 'a secret of an endpoint, long enough', at: 1 };
  await store.addEndpoint({ id: 'e', url: 'https://hooks.example/e', ...more }, 1);
  await store.stop();
  service = await adminService({ DATABASE_URL: `file:${file}` }, pino({ level: 'debug' }, output));
});
afterEach(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Which of the texts stand in any file of the folder, however they are written there. */
function found(...texts: string[]): string[] {
  const names = readdirSync(folder).filter((name) => name !== 'secrets.key');
  const all = Buffer.concat(names.map((name) => readFileSync(join(folder, name))));
  return texts.filter(
    (text) => [text, encodeURIComponent(text)].some((form) => all.includes(form)) || all.includes(Buffer.from(text, 'utf16le')),
  );
}

async function meet(): Promise<string> {
  const seat = (await service.create({ userId: ID, userName: NAME })).body;
  await service.enter('customer', seat, undefined, { url: `https://shop.example/${PAGE}`, tab: 't' });
  await service.agent(seat.pinCode, OTHER);
  await expect.poll(() => found(ID, NAME, PAGE, OTHER)).toEqual([ID, NAME, PAGE, OTHER]);
  return seat.sessionId;
}
const erase = (body: object) => service.admin('POST', '/erase', { userId: ID, ...body });

test('D34 a person in a live session, or named by what is not sent yet, is a conflict that says what to do', async () => {
  const id = await meet();
  expect(await erase({})).toMatchObject({ status: 409, body: { code: 'conflict', message: expect.stringMatching(`${id}.*endSessions`) } });
  expect(await erase({ endSessions: true })).toMatchObject({ status: 409, body: { message: expect.stringMatching('dropPending') } });
  expect(await erase({ accountId: 'nobody' })).toMatchObject({ status: 404 });
  expect(await erase({ userID: ID })).toMatchObject({ status: 400, body: { field: 'userID' } });
  expect(await erase({ userId: '' })).toMatchObject({ status: 400, body: { field: 'userId' } });
  // None of it has changed anything.
  expect(found(ID, NAME, PAGE)).toEqual([ID, NAME, PAGE]);
  expect(await service.admin('GET', '/sessions')).toMatchObject({ body: { sessions: [{ id }] } });
});

test('D34 what is answered is what went: no byte of the database names the person, and everybody else is as before', async () => {
  await meet();
  await meet();
  const asked = await erase({ endSessions: true, dropPending: true });
  expect(asked).toMatchObject({ status: 200, body: { sessions: 2, joins: 2, deliveries: 0, ended: 2 } });
  expect(asked.body.dropped).toBeGreaterThanOrEqual(8);
  // The service runs on; also when it has stopped, and the file is written anew.
  expect(found(ID, NAME, PAGE, OTHER)).toEqual([OTHER]);
  const { body } = await service.admin<{ sessions: { id: string }[] }>('GET', '/sessions?state=past');
  const { joins } = (
    await service.admin<{ joins: { userId: string; userName: string; role: string }[] }>('GET', `/sessions/${body.sessions[0]?.id}`)
  ).body;
  expect(joins).toMatchObject([{ role: 'customer', userId: expect.stringMatching(/^erased-/), userName: '' }, { userId: OTHER }]);
  expect(await erase({})).toMatchObject({ status: 200, body: { sessions: 0, joins: 0, dropped: 0 } });
  await service.stop();
  expect(found(ID, NAME, PAGE, OTHER)).toEqual([OTHER]);
  changeDatabase(file, 'vacuum');
  expect(found(ID, NAME, PAGE, OTHER)).toEqual([OTHER]);
  expect(logged).toContain('person.erased');
  expect(logged).not.toMatch(new RegExp(`${ID}|${NAME}|${PAGE}`));
});
