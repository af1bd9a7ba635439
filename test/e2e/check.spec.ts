import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../../scripts/chromium.mjs';
import { expect, test } from './fixtures.js';

const COMMAND = join(import.meta.dirname, '../../packages/check/bin/sightline-check.mjs');
const RULES = { maskCssSelectors: '.private', maskHTMLAttributes: 'data-sensitive=true, data-private' };
const STEPS = `export default async ({ page }) => {
  await page.goto(new URL('insurance.html', page.url()).href);
  await page.locator('[name=iban]').evaluate((field) => { field.value = 'Planted 5511'; });
  await page.locator('input[type=text]:visible').first().fill('Typed 8080');
  await page.evaluate(() => document.querySelector('main').insertAdjacentHTML('beforeend', '<p>Split <b>can</b>ary</p>'));
};`;
const CLOSED = `<!doctype html><title>t</title><main></main><script>
document.querySelector('main').attachShadow({ mode: 'closed' }).innerHTML = '<p>in the dark</p><p class=private>hidden in it</p>';</script>`;
const SECRETS = ['4471-0098', '88 1204 77', 'Planted 5511'];

test('K3 K6 K7 the check finds what leaves the demo, and nothing once a policy hides it', ({ service }) => {
  test.setTimeout(90_000);
  const folder = mkdtempSync(join(tmpdir(), 'sightline-check-'));
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('policy.json'), JSON.stringify(RULES));
  writeFileSync(at('open.json'), '{}');
  writeFileSync(at('wrong.json'), JSON.stringify({ maskCssSelectors: 'p::before' }));
  writeFileSync(at('deep.json'), JSON.stringify({ ...RULES, deepCapture: true }));
  writeFileSync(at('closed.html'), CLOSED);
  writeFileSync(at('steps.mjs'), STEPS);
  const page = `${service.shop}/demo/account.html`;
  const run = (...args: string[]) => runOn(page, ...args);
  const runOn = (address: string, ...args: string[]) => {
    const env = { ...process.env, CHROMIUM_PATH: findChromium() };
    const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, address, ...args], { encoding: 'utf8', env });
    return { status, stdout, stderr };
  };
  const forbid = SECRETS.flatMap((text) => ['--forbid', text]);

  const hidden = run('--policy', at('policy.json'), '--steps', at('steps.mjs'), ...forbid, '--expect', at('list.json'), '--update');
  expect(hidden.stderr + hidden.stdout.slice(-200)).not.toContain('FORBIDDEN');
  expect(hidden.status).toBe(0);
  for (const secret of SECRETS) expect(hidden.stdout).not.toContain(secret);
  // Both pages were looked at, and every box names its rule.
  expect(hidden.stdout).toMatch(/dl\.summary · maskCssSelectors: \.private\n/);
  expect(hidden.stdout).toMatch(/input\[name=iban\] · maskHTMLAttributes: data-private\n/);
  expect(hidden.stdout).toMatch(/p · maskHTMLAttributes: data-sensitive=true\n/);
  expect(hidden.stdout).toMatch(/Privacy rules [0-9a-f]{8} \([0-9a-f]{32}\)/);
  const list = JSON.parse(readFileSync(at('list.json'), 'utf8')) as { fields: { kind: string; what: string }[] };
  const kinds = new Set(list.fields.map(({ kind }) => kind));
  for (const kind of ['text', 'attribute', 'value', 'state', 'address', 'title', 'asset', 'sheet']) expect(kinds).toContain(kind);

  // The control: the same page without rules gives all of it away, which is another list, too.
  const open = run(
    '--policy',
    at('open.json'),
    '--steps',
    at('steps.mjs'),
    ...forbid,
    '--forbid',
    'split canary',
    '--expect',
    at('list.json'),
    '--json',
  );
  expect(open.stderr).toBe('');
  expect(open.status).toBe(1);
  const said = JSON.parse(open.stdout) as {
    findings: { forbidden: string; field: { path: string; kind: string } }[];
    difference: { rules: boolean; more: { what: string }[] };
  };
  expect([...new Set(said.findings.map(({ forbidden }) => forbidden))]).toEqual([...SECRETS, 'split canary']);
  expect(said.findings.find(({ forbidden }) => forbidden === 'Planted 5511')?.field).toMatchObject({ kind: 'value' });
  expect(said.difference.rules).toBe(true);
  expect(said.difference.more.map(({ what }) => what).join()).toContain('4471-0098');

  // In a closed shadow root, as the settings of `init` say.
  for (const [policy, leaves] of [
    ['policy.json', 0],
    ['deep.json', 1],
  ] as const) {
    const closed = runOn(at('closed.html'), '--policy', at(policy), '--forbid', 'in the dark', '--forbid', 'hidden in it');
    expect([closed.stderr, closed.status]).toEqual(['', leaves]);
    expect(closed.stdout.includes('in the dark')).toBe(leaves === 1);
    expect(closed.stdout).not.toContain('hidden in it');
  }

  const wrong = run('--policy', at('wrong.json'));
  expect([wrong.status, wrong.stderr]).toEqual([2, 'sightline-check: the rule piiMask.maskCssSelectors cannot be evaluated\n']);
  rmSync(folder, { recursive: true });
});
