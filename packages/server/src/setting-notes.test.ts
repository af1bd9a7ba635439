import { expect, test } from 'vitest';
import { settingNotes } from './setting-notes.js';
import { readSettings, SETTINGS } from './settings.js';

const KNOWN = Object.keys(SETTINGS);
const KEYS = { SDK_KEY: 'a-key', SDK_SECRET: 'a-secret-with-thirty-two-bytes-ok' };
const notes = (env: Record<string, string>) => settingNotes(env, KNOWN);

test.each([
  ['ALLOWED_SITE', 'ALLOWED_SITES'],
  ['ALOWED_SITES', 'ALLOWED_SITES'],
  ['ALLOWED_AGENTS_SITES', 'ALLOWED_AGENT_SITES'],
  ['allowed_sites', 'ALLOWED_SITES'],
  ['ALLOWED-SITES', 'ALLOWED_SITES'],
  ['SDK_SECERT', 'SDK_SECRET'],
  ['PUBLIC_URI', 'PUBLIC_URL'],
  ['TRUST_PROXYS', 'TRUST_PROXY'],
  ['RECONNECT_WINDOW', 'RECONNECT_WINDOW_MS'],
  ['MASK_CSS_SELECTORS', 'ACCOUNT_MASK_CSS_SELECTORS'],
  ['SIGHTLINE_PORT', 'PORT'],
  ['SIGHTLINE_ALLOWED_SITES', 'ALLOWED_SITES'],
])('C7 %s is said at start: did you mean %s?', (name, setting) => {
  expect(notes({ [name]: 'x' })).toEqual([`${name} is no setting: did you mean ${setting}?`]);
});

test('C7 one of ours that nobody knows is said, what other programs set is not', () => {
  expect(notes({ SIGHTLINE_COLOUR: 'x' })).toEqual(['SIGHTLINE_COLOUR is no setting: docs/settings.md lists them']);
  const others =
    'HOME PATH USER LANG LC_ALL PWD OLDPWD SHELL TERM HOSTNAME HOST_NAME TZ NODE_ENV NODE_OPTIONS SHLVL LOGNAME MAIL EDITOR TMPDIR ' +
    'AWS_ACCESS_KEY_ID OPENAI_API_KEY DATABASE PGHOST REDIS_URL KUBERNETES_SERVICE_HOST KUBERNETES_PORT npm_config_cache npm_package_name ' +
    'npm_lifecycle_event INVOCATION_ID JOURNAL_STREAM SYSTEMD_EXEC_PID LISTEN_FDS CI DEBUG COLORTERM XDG_RUNTIME_DIR SSH_AUTH_SOCK _';
  expect(notes(Object.fromEntries(others.split(' ').map((name) => [name, 'x'])))).toEqual([]);
  expect(notes(Object.fromEntries(KNOWN.map((name) => [name, 'x'])))).toEqual([]);
});

test('C7 it is said with settings that are right, and beside those that are wrong', () => {
  const right = readSettings({ ...KEYS, ALLOWED_SITE: 'https://shop.example' });
  expect(right.ok).toBe(true);
  expect(right.notes).toEqual([
    'ALLOWED_SITE is no setting: did you mean ALLOWED_SITES?',
    'ALLOWED_SITES is not set: no page can start a session. Name the origins of your sites, like https://www.example.com',
  ]);
  const wrong = readSettings({ SDK_KEY: 'a-key', SDK_SECERT: 'x' });
  expect(wrong).toMatchObject({ ok: false, problems: ['SDK_SECRET is missing: both or none'] });
  expect(wrong.notes).toContain('SDK_SECERT is no setting: did you mean SDK_SECRET?');
});

test('C7 without sites nobody can start, but in a demo', () => {
  expect(readSettings({ ...KEYS, ALLOWED_SITES: 'https://shop.example' }).notes).toEqual([]);
  expect(readSettings({}).notes).toEqual([]);
});
