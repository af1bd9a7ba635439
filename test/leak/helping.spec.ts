import { expect, type Page, test } from '@playwright/test';
import { STROKE_TOOLS } from '@sightline/protocol';
import { mirrorOf } from '../e2e/mirror.js';
import { type Service, startService } from '../e2e/service.js';
import { watchSession } from '../guest/watcher.js';
import { tokenAt } from '../policy/tokens.js';
import { deskWords } from './desk-words.js';
import { type LeakSite, startLeakSite } from './leak-site.js';
import { type Evidence, findTokens, says } from './search.js';
import { formOf, maskedValues } from './masked-form.js';
import type { Planted } from './planting.js';
import { expectNoLeak, kept, throughToAgent, type Watched, watched } from './watched.js';
import { actsAt, joinByWire, type WireAgent } from './wire-agent.js';

let service: Service;
let site: LeakSite;
test.beforeAll(async () => {
  service = await startService({ LOG_LEVEL: 'trace' });
  site = await startLeakSite(service);
});
test.afterAll(async () => {
  await site.stop();
  await service.stop();
});

interface HelpedSession {
  on(event: string, handler: (payload: { proposalId: string }) => void): void;
  respondProposal(answer: { proposalId: string; accept: boolean }): Promise<unknown>;
  annotate(wish: { tool?: string }): Promise<unknown>;
}
declare global {
  interface Window {
    testSession: unknown;
    /** What proposals showed the customer. */
    proposed?: string;
  }
}

const TYPES = ['scroll_page', 'edit_form', 'click', 'navigate'];
/** Words of this file begin here. */
let next = 62_000;
const word = (): string => tokenAt(next++);

/** In the middle of an element of the mirror, or at a share of its box, in the agent's page. */
async function inMirror(agent: Page, selector: string, [across, down] = [0.5, 0.5]): Promise<[x: number, y: number]> {
  const box = await (await mirrorOf(agent)).locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} is not shown`);
  return [box.x + box.width * across, box.y + box.height * down];
}

async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 4 });
  await page.mouse.up();
}

/** Grants everything to an agent who speaks the wire. */
async function granted(wire: WireAgent): Promise<void> {
  await expect.poll(() => wire.heard('switches').length + wire.heard('welcome').length).toBeGreaterThan(0);
  await expect(async () => {
    wire.send({ t: 'request_assist', requestId: 'r', types: TYPES });
    await expect.poll(() => wire.heard('assist_started').length, { timeout: 500 }).toBe(1);
  }).toPass();
}

/** Acts, proposals and strokes of an agent without a desk at everything masked and all around it. Answers the words that were aimed there. */
async function attack(wire: WireAgent, { customer }: Watched): Promise<{ aimed: string[]; taken: string }> {
  const nodes = wire.nodes();
  const masked = nodes.filter((node) => node.masked);
  const around = nodes.filter(({ name }) => /^(?:around|over)-/.test(name ?? ''));
  const last = nodes.find(({ name }) => name === 'last')?.id ?? 0;
  expect([masked.length, around.length]).toEqual([11, 10]);
  const aimed = [word(), word(), word()] as const;
  // The order of acts is kept: when the last of a turn is seen, those before it are over. A turn is what may come at once.
  const turn = async (ids: number[], text: string): Promise<void> => {
    for (const id of ids) for (const act of actsAt(id, text)) wire.act(act);
    const done = word();
    const at = { path: [], id: last };
    wire.act({ act: 'value', at, text: done });
    await expect.poll(() => says(wire.evidence.slice(-20), done), { message: 'acts are carried out', timeout: 15_000 }).toBe(true);
  };
  await turn(
    masked.map(({ id }) => id),
    aimed[0],
  );
  // Each of the same acts is refused with the same word, whatever kind of field is masked there and whatever it holds.
  const each = actsAt(0, '').length;
  const answers = masked.map((_, at) =>
    wire.heard('assist_refused').flatMap(({ act, reason }) => {
      const which = Number(act) - 1 - at * each;
      return which >= 0 && which < each ? [`${which} ${String(reason)}`] : [];
    }),
  );
  expect(new Set(answers.map(String)).size, answers.join('\n')).toBe(1);
  expect(answers[0]?.filter((one) => one.endsWith(' masked')).length).toBeGreaterThan(15);
  await turn(
    around.map(({ id }) => id),
    aimed[1],
  );
  expect(wire.heard('assist_refused').filter(({ reason }) => reason === 'too_fast')).toEqual([]);
  // Proposals: what is masked is not shown to the customer, whatever the agent puts beside it.
  const taken = word();
  const text = (id: number, says: string) => ({ at: { path: [], id }, value: { kind: 'text' as const, text: says } });
  wire.propose([...masked.map(({ id }) => text(id, aimed[2])), text(last, taken)]);
  wire.propose(masked.map(({ id }) => text(id, aimed[2])));
  await expect.poll(() => wire.heard('proposal_answered').length).toBe(2);
  expect(wire.heard('proposal_answered').map(({ accepted }) => accepted)).toEqual(expect.arrayContaining([[], [masked.length]]));
  expect(await customer.evaluate(() => window.proposed)).not.toContain(aimed[2]);
  await expect(customer.locator('#last')).toHaveValue(taken);
  for (const [at, { id }] of [...masked, ...around].entries()) {
    const tool = STROKE_TOOLS[at % STROKE_TOOLS.length] ?? 'pen';
    wire.draw(id, { tool, color: 0xb84000, width: 3, points: [0.1, 0.1, 0.5, 0.6, 0.9, 0.9] });
  }
  return { aimed: [...aimed], taken };
}

/** What an agent does at a desk: points, draws on and in masked elements, walks them by key, and tries to propose. */
async function helpAtDesk({ customer, agent }: Watched, boxes: string): Promise<void> {
  const mirror = await mirrorOf(agent);
  await customer.evaluate(() => window.scrollTo(0, 0));
  await expect.poll(() => mirror.evaluate(() => window.scrollY)).toBe(0);
  const box = mirror.locator(boxes);
  // As many as are in view.
  for (let at = 0; at < 6; at++) {
    const { x, y, width, height } = (await box.nth(at).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    expect(y > 0 && y + height < 700).toBe(true);
    await agent.keyboard.press('Escape');
    await agent.mouse.move(x + width / 2, y + height / 2, { steps: 3 });
    await agent.getByRole('button', { name: at % 2 ? 'Rectangle' : 'Pen', exact: true }).click();
    await drag(agent, [x + width * 0.3, y + height * 0.3], [x + width + 20, y + height * 0.8]);
  }
  await agent.getByRole('button', { name: 'Rectangle', exact: true }).click();
  await agent.getByRole('button', { name: 'Rectangle', exact: true }).click();
  await agent.keyboard.press('s');
  for (let step = 0; step < 12; step++) await agent.keyboard.press(step % 4 === 3 ? 'Enter' : 'Tab');
  await agent.getByRole('button', { name: 'Propose', exact: true }).click();
  const first = await box.first().boundingBox();
  await agent.mouse.click((first?.x ?? 0) + 4, (first?.y ?? 0) + 4);
  await expect(agent.locator('.note-here', { hasText: 'Masked' }).first()).toBeVisible();
}

/** What the customer does meanwhile: types in masked fields, and draws on and in masked elements, by hand and by key. */
async function customerActs(customer: Page, typed: { place: string; secret: string }[]): Promise<void> {
  for (const [selector, kind] of [
    ['label > input.private:not([type])', 'text'],
    ['label > textarea.private', 'textarea'],
    ['#secret-pin', 'password'],
    ['span.private input:not([type])', 'text inside'],
  ] as const) {
    const one = { place: `typed by the customer: ${kind}`, secret: word() };
    typed.push(one);
    await customer.locator(selector).click();
    await customer.keyboard.press('End');
    await customer.keyboard.type(one.secret);
  }
  const annotate = (tool?: string): Promise<void> =>
    customer.evaluate(async (wish) => void (await (window.testSession as HelpedSession).annotate(wish)), tool ? { tool } : {});
  await annotate('pen');
  await expect(customer.locator('sightline-drawing')).toHaveCount(1);
  for (const selector of ['textarea.private', 'span.private', 'span.private p', '#secret-pin']) {
    const box = await customer.locator(selector).first().boundingBox();
    if (!box) throw new Error(`no ${selector}`);
    await drag(customer, [box.x + 5, box.y + 5], [box.x + box.width + 30, box.y + box.height / 2]);
  }
  await annotate('rectangle');
  await customer.keyboard.press('s');
  for (let step = 0; step < 12; step++) await customer.keyboard.press(step % 4 === 3 ? 'Enter' : 'Tab');
  await annotate();
}

test('A12 D1.7 D1.8 D2.7 H15 with acts, proposals, pointers and drawings of everybody nothing of what is masked leaves', async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const planted: Planted[] = [];
  const html = formOf(planted, word);
  const watch = await watched(
    { browser, service, site },
    {
      maskType: 'custom_input',
      plant: (page) =>
        page.evaluate((form) => {
          document.body.innerHTML = form;
          const session = window.testSession as HelpedSession;
          session.on('proposal_received', (proposal) => {
            window.proposed = JSON.stringify(proposal);
            void session.respondProposal({ proposalId: proposal.proposalId, accept: true });
          });
        }, html),
    },
  );
  const { customer, agent, taps } = watch;
  const wire = await joinByWire(service, watch.pin, 'wire-agent');
  const typed: { place: string; secret: string }[] = [];
  await customerActs(customer, typed);
  await granted(wire);
  const before = await maskedValues(customer);
  const { aimed, taken } = await attack(wire, watch);
  expect(await maskedValues(customer)).toEqual(before);
  await helpAtDesk(watch, 'sightline-box');
  await throughToAgent(watch, 'everybody has helped');
  expect(await maskedValues(customer)).toEqual(before);

  const all = [...planted, ...typed.map((one) => ({ ...one, canary: taken }))];
  const evidence = [...(await expectNoLeak(watch, service, all)), await deskWords(agent), ...wire.evidence];
  const found = findTokens(evidence);
  expect(all.flatMap(({ place, secret }) => (found.has(secret) ? [`${place}: ${found.get(secret)?.join()}`] : []))).toEqual([]);
  // Of what an agent aims at the masked nothing comes back. It went to the customer's page, which is where it ends.
  const back = findTokens(evidence.filter(({ where }) => where !== 'customer received frame'));
  expect(aimed.flatMap((one) => back.get(one) ?? [])).toEqual([]);
  expect(
    aimed.every((one) => found.has(one)),
    'the control: it did go',
  ).toBe(true);
  expect(back.has(taken), 'the control: what goes into an open field comes back').toBe(true);
  expect(
    says(
      taps[0].evidence.filter(({ where }) => where === 'customer sent message'),
      '"reason":"masked"',
    ),
  ).toBe(true);

  // What the page keeps of strokes for its coming back.
  await customer.addInitScript(() => Object.assign(window, { keptOverReload: JSON.stringify({ ...sessionStorage }) }));
  const open = wire.nodes().find(({ name }) => name === planted[0]?.canary);
  wire.draw(open?.id ?? 0, { tool: 'pen', color: 0xb84000, width: 3, points: [0.2, 0.2, 0.8, 0.8] });
  await expect.poll(() => customer.evaluate(() => document.querySelectorAll('sightline-drawing').length)).toBe(1);
  await throughToAgent(watch, 'the last stroke is there');
  await customer.reload();
  const keptWords = await customer.evaluate(() => (window as unknown as { keptOverReload: string }).keptOverReload);
  const inStorage = findTokens([{ where: 'session storage', bytes: new TextEncoder().encode(keptWords) }]);
  expect(all.flatMap(({ place, secret }) => (inStorage.has(secret) ? [place] : []))).toEqual([]);
  expect(inStorage.has(planted[0]?.canary ?? ''), 'the control: the way to an open element').toBe(true);
  wire.close();
  await watch.close();
});

/** Everywhere words of the page may stand once they were to be forgotten, and what was said since. */
async function restOf(watch: Watched, since: [number, number]): Promise<Evidence[]> {
  const late = await watchSession(service, watch.pin);
  await late.sees('masked by now');
  const bytes = late.bytes();
  const text = new TextEncoder().encode(late.text());
  late.close();
  return [
    { where: 'what a late agent gets', bytes },
    { where: 'what a late agent gets, decoded', bytes: text },
    await deskWords(watch.agent),
    ...watch.taps.flatMap(({ evidence }, at) => evidence.slice(since[at])),
    ...kept(service),
  ];
}

test('2.7 2.8 R10 what an agent has typed, proposed or heard of is forgotten everywhere once the page masks it', async ({ browser }) => {
  test.setTimeout(90_000);
  const words = { heard: word(), label: word(), proposed: word(), drafted: word(), listed: word(), late: word(), control: word() };
  const watch = await watched(
    { browser, service, site },
    {
      maskType: 'custom_input',
      plant: (page) =>
        page.evaluate(({ heard, label, listed }) => {
          document.body.innerHTML = `<style>label { display: block } input, textarea { margin: 4px }</style>
            <h2 id="heard" aria-label="${heard}">heading</h2><label id="label">${label} <input id="proposed"></label>
            <input id="drafted"><input id="rule"><input id="type"><input id="auto"><textarea id="note"></textarea>
            <div id="rich" contenteditable style="height:30px"></div><input id="control">
            <select id="list"><option>other</option><option>${listed}</option></select>`;
          const session = window.testSession as HelpedSession;
          session.on('proposal_received', ({ proposalId }) => void session.respondProposal({ proposalId, accept: true }));
        }, words),
    },
  );
  const { customer, agent, taps } = watch;
  const click = async (selector: string): Promise<void> => agent.mouse.click(...(await inMirror(agent, selector)));
  const button = (name: string) => agent.getByRole('button', { name, exact: true });

  await button('Propose').click();
  await click('#proposed');
  await agent.keyboard.type(words.proposed);
  await button('Send to the customer').click();
  await expect(agent.locator('.proposal-news')).toContainText(words.label);
  await click('#drafted');
  await agent.keyboard.type(words.drafted);
  await expect(agent.locator('.proposal li')).toHaveCount(1);

  await button('Rectangle').click();
  await agent.keyboard.press('s');
  await agent.keyboard.press('Tab');
  await expect(agent.locator('.said')).toContainText(words.heard);
  await agent.keyboard.press('Enter');
  await agent.keyboard.press('Tab');
  await agent.keyboard.press('Shift+Tab');
  await expect(agent.locator('.said')).toContainText(words.heard);

  await agent.locator('.assist-open').click();
  await button('Ask the customer').click();
  await expect(agent.locator('.assist-open')).toHaveText('Assisting');
  await agent.keyboard.press('Escape');
  const typed: Record<string, string> = {};
  for (const id of ['control', 'rule', 'type', 'auto', 'note', 'rich']) {
    const says = id === 'control' ? words.control : word();
    typed[id] = says;
    await click(`#${id}`);
    await agent.keyboard.type(says);
    const held = (): Promise<string> =>
      customer.locator(`#${id}`).evaluate((field) => (field as HTMLInputElement).value ?? field.textContent);
    await expect.poll(held, { message: id }).toBe(says);
  }
  await click('#list');
  await expect(agent.locator('.popup [role=option]').last()).toHaveText(words.listed);
  const { late, control, ...seen } = { ...words, ...typed };
  await throughToAgent(watch, 'all is typed');
  await expect.poll(() => taps[0].checked).toBe(true);
  const before = findTokens([await deskWords(agent)]);
  expect(
    [...Object.values(seen), control].filter((one) => !before.has(one)),
    'the control: all of it is at the desk',
  ).toEqual([]);

  const since: [number, number] = [taps[0].evidence.length, taps[1].evidence.length];
  await customer.evaluate(() => {
    const at = (id: string): HTMLInputElement => document.getElementById(id) as HTMLInputElement;
    for (const id of ['heard', 'label', 'drafted', 'rule', 'note', 'rich', 'list']) at(id).className = 'private';
    at('type').type = 'password';
    at('auto').autocomplete = 'cc-number';
  });
  await throughToAgent(watch, 'masked by now');
  const atDesk = findTokens([await deskWords(agent)]);
  expect(
    Object.entries(seen).flatMap(([name, one]) => (atDesk.has(one) ? [name] : [])),
    'left at the desk',
  ).toEqual([]);
  // The agent goes on where the fields were, and takes back what was typed.
  await click('sightline-box');
  await agent.keyboard.type(late);
  await agent.keyboard.press('Control+z');
  await throughToAgent(watch, 'tried again');
  const rest = findTokens((await restOf(watch, since)).filter(({ where }) => !/^(?:customer received|agent sent) frame$/.test(where)));
  expect(Object.entries({ ...seen, late }).flatMap(([name, one]) => (rest.has(one) ? [`${name}: ${rest.get(one)?.join()}`] : []))).toEqual(
    [],
  );
  expect(rest.get(control), 'the control: what is still open').toEqual(expect.arrayContaining([expect.stringContaining('late agent')]));
  await watch.close();
});
