import { sighted } from '../../packages/customer/src/help/sighted.js';
import type { Act, NodePlace } from '@sightline/protocol';
import { createRandom, type Random } from '@sightline/testing';
import { expect, test } from 'vitest';
import { elementsOf, scrollOf, scrollsAlike, standOf } from './assist-page.js';
import { givenSwitches } from '../../packages/server/src/testing/given-switches.js';
import { type AssistAgent, type AssistSession, assistSession, SWITCHES, TYPES } from './assist-session.js';
import { nextTask } from './next-task.js';

declare const __LONG__: boolean;
declare const __SEED__: number;
const FIRST = __SEED__ || 1;
const SEEDS = __SEED__ ? 1 : __LONG__ ? 100 : 10;
const STEPS = 300;
/** Steps between two times at which all of them are to agree. */
const REST = 25;

/** An element of a mirror, and the place an act names it by. */
interface Target {
  at: NodePlace;
  element: Element;
}

function targets({ renderer }: AssistAgent, s: AssistSession): Target[] {
  const path = [s.page.capture.idOf(s.find('#frame')) ?? 0];
  const inner = renderer.frameAt(path)?.scene;
  const own = (element: Element): Target => ({ at: { path: [], id: renderer.idOf(element) ?? 0 }, element });
  return [
    ...elementsOf(renderer.document.body).map(own),
    ...(inner ? elementsOf(inner.frame.document.body) : []).map((element) => ({
      at: { path, id: inner?.table.idOf(element) ?? 0 },
      element,
    })),
  ].filter(({ at }) => at.id > 0);
}

/** Where the mirror's element of this one of the page is. */
function mirrored({ renderer }: AssistAgent, s: AssistSession, element: Element): Node | undefined {
  if (element.ownerDocument === s.page.document) return renderer.nodeOf(s.page.capture.idOf(element) ?? 0);
  const path = [s.page.capture.idOf(s.find('#frame')) ?? 0];
  return renderer.frameAt(path)?.scene.table.get(s.page.capture.at(path)?.idOf(element) ?? 0);
}

const hidden = (s: AssistSession, element: Element): boolean =>
  element.ownerDocument === s.page.document && sighted(s.page.capture)?.hides(element) === true;

/** What the three do not agree on. */
function differences(s: AssistSession): string[] {
  const found: string[] = [...s.faults];
  const { assist, asks = [] } = s.session.live;
  const holder = assist && { userId: s.session.live.seats.find(({ number }) => number === assist.seat)?.userId, types: assist.types };
  const grants = [s.state.holder, ...s.agents.map((agent) => agent.assist.now.holder)].map(
    (one) => one && { userId: one.userId, types: one.types },
  );
  for (const grant of grants)
    if (JSON.stringify(grant) !== JSON.stringify(holder)) found.push(`${JSON.stringify(grant)} holds, not ${JSON.stringify(holder)}`);
  if (s.state.questions[0]?.requestId !== asks[0]?.id) found.push(`asked ${s.state.questions[0]?.requestId}, not ${asks[0]?.id}`);
  for (const { assist: own, seat } of s.agents) {
    const open = asks.find((ask) => ask.seat === seat)?.requestId;
    if (own.now.asked?.requestId !== open) found.push(`desk ${seat} waits for ${own.now.asked?.requestId}, not ${open}`);
  }
  for (const agent of s.agents) {
    if (agent.stream() !== s.page.capture.stream) found.push(`desk ${agent.seat}: stream ${agent.stream()}, ${s.page.capture.stream}`);
    for (const element of s.elements()) {
      const [stand, scrolled] = [standOf(element), scrollOf(element)];
      if ((!stand && scrolled === undefined) || hidden(s, element)) continue;
      const there = mirrored(agent, s, element) as Element | undefined;
      const what = `desk ${agent.seat}, ${element.outerHTML.slice(0, 60)}`;
      const [here, wanted] = [there && standOf(there), stand].map((one) => JSON.stringify(one));
      if (here !== wanted) found.push(`${what}: ${here} on the page ${wanted}`);
      if (scrolled !== undefined && !(there && scrollsAlike(scrolled, there)))
        found.push(`${what}: scrolled to ${there?.scrollTop} on the page ${scrolled}`);
    }
  }
  return found;
}

const KEYS = [
  ['Tab', 'Tab'],
  ['Enter', 'Enter'],
  [' ', 'Space'],
  ['ArrowDown', 'ArrowDown'],
  ['ArrowUp', 'ArrowUp'],
  ['Escape', 'Escape'],
] as const;
const VALUES: Record<string, readonly string[]> = {
  date: ['2026-01-02', '1999-12-31', ''],
  time: ['08:15', '23:59'],
  month: ['2026-07', ''],
  week: ['2026-W09'],
  color: ['#ff0000', '#00ff7f'],
  range: ['0', '55', '100'],
};
const TEXTS = ['a', 'Bo', ' ', '7', 'é', 'long text'] as const;
const key = (at: NodePlace, down: boolean, [name, code]: readonly [string, string]): Act => ({
  act: 'key',
  at,
  down,
  key: name,
  code,
  modifiers: 0,
  repeat: false,
});

/** What an agent would do to this element of the mirror: acts in their order. */
function handle(random: Random, { at, element }: Target, options: readonly number[]): Act[] {
  const press = (x = 0.5, y = 0.5): Act[] =>
    (['move', 'down', 'up'] as const).map((phase) => ({ act: 'pointer', at, phase, x, y, button: 0, modifiers: 0, clicks: 1 }));
  const type = (element as HTMLInputElement).type;
  if (random.chance(0.1)) return [{ act: 'show', at }];
  if (random.chance(0.08)) return [{ act: 'wheel', at, x: 0.5, y: 0.5, dx: 0, dy: random.int(200) - 80 }];
  if (random.chance(0.05)) {
    const pressed = random.pick(KEYS);
    return [{ act: 'focus', at }, key(at, true, pressed), key(at, false, pressed)];
  }
  if (element.matches('#scroller,textarea,div') && random.chance(0.4)) return [{ act: 'scroll', at, left: 0, top: random.int(120) }];
  const values = element.localName === 'input' ? VALUES[type] : undefined;
  if (values && random.chance(0.7)) return [{ act: 'value', at, text: random.pick(values) }];
  if (element.localName === 'select' && options.length > 0 && random.chance(0.8))
    return [{ act: 'choose', at, options: options.filter(() => random.chance(0.4)) }];
  if (element.matches('input:not([type=checkbox],[type=radio]),textarea,[contenteditable]')) {
    const text = random.pick(TEXTS);
    const letter = ['a', 'KeyA'] as const;
    const inputs: Act[] = random.chance(0.7)
      ? [{ act: 'input', at, inputType: 'insertText', text }]
      : [{ act: 'input', at, inputType: random.pick(['deleteContentBackward', 'historyUndo', 'insertFromPaste']), text }];
    return [
      ...press(),
      key(at, true, letter),
      ...inputs,
      key(at, false, letter),
      ...(random.chance(0.3) ? [{ act: 'blur', at } as const] : []),
    ];
  }
  return press(random.next(), random.next());
}

const BUTTONS = 'button,summary';
const WORTH = 'input,textarea,select,button,summary,a,[contenteditable],#scroller,dialog,section *';

/** What the mirror does not show, as who knows the page would name it. */
function guessed(random: Random, s: AssistSession): Target {
  const element = random.pick(s.page.document.querySelectorAll('.no'));
  return { at: { path: [], id: s.page.capture.idOf(element) ?? random.int(300) }, element };
}

function agentActs(random: Random, agent: AssistAgent, s: AssistSession): void {
  const { assist } = agent;
  const mine = assist.now.holder?.userId === agent.userId;
  const dice = random.next();
  if (dice < (mine ? 0.05 : 0.3)) return void assist.request(TYPES.filter(() => random.chance(0.7)));
  if (dice < (mine ? 0.08 : 0.33)) return void assist.stop();
  // Who holds nothing tries it now and then.
  if (!mine && random.chance(0.6)) return undefined;
  const all = targets(agent, s);
  const wanted = random.chance(0.2) ? BUTTONS : WORTH;
  const worth = all.filter(({ element }) => element.matches(wanted));
  if (worth.length === 0) return undefined;
  const target = random.chance(0.15) ? guessed(random, s) : random.pick(random.chance(0.9) ? worth : all);
  const options =
    target.element.localName === 'select'
      ? all
          .filter(({ element }) => element.parentElement?.closest('select') === target.element && element.localName === 'option')
          .map(({ at }) => at.id)
      : [];
  for (const act of handle(random, target, options)) agent.act(act, !mine || random.chance(0.03));
  return undefined;
}

/** By the browser's own commands: its events are those of a hand. */
function customerActs(random: Random, s: AssistSession): void {
  const dice = random.int(8);
  if (dice < 3) return s.answer(random.chance(0.85));
  if (dice === 3) return random.chance(0.25) ? s.say({ t: 'stop_assist' }) : undefined;
  s.change(() => {
    const field = s.find<HTMLInputElement>(random.pick(['#name', '#note', '#rich', '#find', '#upper']));
    switch (dice) {
      case 4:
      case 5:
        s.window.focus();
        field.focus();
        return void s.page.document.execCommand(random.pick(['insertText', 'delete', 'undo']), false, random.pick(TEXTS));
      case 6:
        return s.find(random.pick(['#news', '#terms', '[name=size][value=m]', 'summary', '#ask', '#add'])).click();
      default:
        return random.chance(0.5) ? s.window.scrollTo(0, random.int(400)) : s.find('#scroller').scrollTo(0, random.int(60));
    }
  });
}

function pageActs(random: Random, s: AssistSession, stream: () => number): void {
  if (random.chance(0.1)) return s.page.capture.open(stream());
  if (random.chance(0.25)) {
    const less = { ...SWITCHES, assist: { ...SWITCHES.assist, types: TYPES.filter(() => random.chance(0.8)) } };
    return s.say({ t: 'switches', given: givenSwitches(random.chance(0.5) ? SWITCHES : less) });
  }
  s.change(() => {
    switch (random.int(8)) {
      case 0:
        return void (s.find<HTMLInputElement>(random.pick(['#name', '#mail', '#count', '#slide'])).value = String(random.int(40)));
      case 1:
        return void (s.find<HTMLInputElement>(random.pick(['#news', '#terms'])).checked = random.chance(0.5));
      case 2:
        return void (s.find<HTMLSelectElement>('#land').selectedIndex = random.int(4));
      case 3:
        return void s.find<HTMLInputElement>(random.pick(['#off', '#month'])).toggleAttribute('disabled');
      case 4:
        return s.find(random.pick(['#rows', '#list', '#many'])).lastElementChild?.remove();
      case 5:
        return void s.find('#cover').classList.toggle('mask');
      case 6:
        return s.find('#land').insertAdjacentHTML('beforeend', `<option>new ${random.int(9)}`);
      default:
        return void (s.find('#rich').innerHTML = `made <i>${random.int(90)}</i>`);
    }
  });
}

/** Answers what has happened, by how often. */
async function run(seed: number): Promise<Record<string, number>> {
  const random = createRandom(seed);
  const s = await assistSession();
  const message = `SEED=${seed}`;
  let stream = 100;
  const inner = s.find<HTMLIFrameElement>('#frame');
  const settle = (): void => {
    s.page.capture.flush();
    s.tell();
    for (const way of s.ways()) way.deliver(Infinity);
  };
  const shown = (): boolean[] =>
    s.agents.map(
      (agent) => agent.stream() === s.page.capture.stream && mirrored(agent, s, inner.contentDocument?.body as Element) !== undefined,
    );
  await expect.poll(() => (settle(), shown()), { message }).toEqual([true, true]);
  s.begin(inner.contentDocument as Document);
  const guarded = s.guarded();
  const settled = async (): Promise<string[]> => {
    settle();
    await nextTask();
    s.look('at rest');
    return s.ways().every((way) => way.empty) && !s.agents.some(({ renderer }) => renderer.busy)
      ? differences(s)
      : ['something is on its way'];
  };
  for (let step = 0; step < STEPS; step++) {
    if (step % REST === 0) await expect.poll(settled, { message, timeout: 20_000, interval: 10 }).toEqual([]);
    s.customer.answer = random.chance(0.7);
    const who = random.int(8);
    if (who < 2) customerActs(random, s);
    else if (who === 2) pageActs(random, s, () => (stream += 100));
    else agentActs(random, s.agents[who % 2] as AssistAgent, s);
    s.tell();
    for (const way of s.ways()) way.deliver(random.int(12));
    s.pass(random.int(900));
    // What an act is asked about, and parts that are loaded at its need.
    await nextTask();
    s.look(`step ${step}`);
  }
  // What an act was asked about may come a moment later: they agree, and go on agreeing.
  let calm = 0;
  const atRest = async (): Promise<string[]> => {
    const found = await settled();
    calm = found.length > 0 ? 0 : calm + 1;
    return calm > 5 ? [] : ['not at rest yet', ...found];
  };
  await expect.poll(atRest, { message, timeout: 20_000, interval: 20 }).toEqual([]);
  expect(s.guarded(), message).toBe(guarded);
  controls(s, message);
  s.stop();
  return s.counts;
}

/** Whoever differs is found out. */
function controls(s: AssistSession, message: string): void {
  const [first] = s.agents as [AssistAgent];
  const field = mirrored(first, s, s.find('#name')) as HTMLInputElement;
  const { value } = field;
  field.value = `${value}!`;
  expect(differences(s), message).toHaveLength(1);
  field.value = value;
  first.assist.message({ t: 'assist_started', userId: 'nobody', userName: 'Nobody', types: ['click'] });
  expect(differences(s), message).toHaveLength(1);
  s.find<HTMLInputElement>('#off').value += '!';
  s.look('the control');
  expect(s.faults, message).toEqual(['changed by nobody who may: the control']);
}

/** What a test that tries anything meets. */
const MET = [
  'remote_assist_denied denied',
  'remote_assist_stopped by_agent',
  'remote_assist_stopped by_customer',
  'remote_assist_stopped handed_over',
  'remote_assist_refused no_grant',
  'remote_assist_refused wrong_type',
  'remote_assist_refused blocked',
  'remote_assist_refused masked',
  'remote_assist_refused busy',
  'remote_assist_refused stale',
];

test('A12 the customer and two agents agree on who holds remote assist and on every value, and nothing changes that may not', async () => {
  const all: Record<string, number> = {};
  const begun = performance.now();
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++)
    for (const [what, times] of Object.entries(await run(seed))) all[what] = (all[what] ?? 0) + times;
  console.info(`remote assist: ${SEEDS} scripts from seed ${FIRST}, ${Math.round(performance.now() - begun)} ms\n${JSON.stringify(all)}`);
  // One script alone may meet less.
  if (SEEDS > 1) expect(Object.keys(all)).toEqual(expect.arrayContaining(MET));
  if (SEEDS > 1) expect(all['done']).toBeGreaterThan(SEEDS * 20);
});
