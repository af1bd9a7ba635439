import { createElementPlaces, type Stroke, type Strokes, toPixels } from '@sightline/draw';
import { STROKE_TOOLS } from '@sightline/protocol';
import { createRandom, type Random } from '@sightline/testing';
import { expect, test } from 'vitest';
import { type DrawRig, press, typeKey } from '../../packages/customer/src/draw/draw.fixture.js';
import { type Agent, rows, type Session, session } from './drawing-session.js';

declare const __LONG__: boolean;
const SEEDS = __LONG__ ? 200 : 10;
const STEPS = 50;

const round = (points: readonly number[]): number[] => points.map((n) => Math.round(n * 1e4) / 1e4);
const strokesOf = (strokes: Strokes): string[] =>
  [...strokes.all()]
    .map(({ seat, number, tool, points, ended, anchor }) =>
      JSON.stringify([seat, number, tool, ended, anchor.stream, anchor.id, round(points)]),
    )
    .sort();

/** Where each stroke is, in pixels of the customer's viewport; nothing for a hidden one. */
function placesOf(
  all: Iterable<Stroke>,
  view: Window & typeof globalThis,
  elementOf: (stroke: Stroke) => Node | undefined,
): Record<string, number[] | 'hidden'> {
  const places = createElementPlaces({ top: view, now: () => Math.random() });
  const found: Record<string, number[] | 'hidden'> = {};
  for (const stroke of all) {
    const node = elementOf(stroke);
    const place = node ? places.of(node as Element) : undefined;
    const { clip } = place ?? {};
    found[`${stroke.seat}/${stroke.number}`] = place
      ? [...toPixels(stroke.points, place.box), ...(clip ? [clip.left, clip.top, clip.width, clip.height] : [])]
      : 'hidden';
  }
  return found;
}
const near = (a: Record<string, number[] | 'hidden'>, b: Record<string, number[] | 'hidden'>): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([name, at]) => {
    const other = b[name];
    if (at === 'hidden' || other === 'hidden' || !other) return at === other;
    return at.length === other.length && at.every((n, i) => Math.abs(n - (other[i] ?? Infinity)) <= 1);
  });

/** What they do not agree on. */
function differences({ page, agents }: Session): string[] {
  const [first, second] = agents as [Agent, Agent];
  const found: string[] = [];
  // The page's own strokes are seen through those of a desk: what it drew must be what it told.
  if (page.drawing.strokes !== first.strokes.size)
    found.push(`${page.drawing.strokes} strokes on the page, ${first.strokes.size} at a desk`);
  const [one, two] = [strokesOf(first.strokes), strokesOf(second.strokes)];
  if (one.join() !== two.join())
    found.push(`desks: ${one.filter((s) => !two.includes(s)).join()} | ${two.filter((s) => !one.includes(s)).join()}`);
  for (const agent of agents) {
    if (agent.stream() !== page.capture.stream) found.push(`stream ${agent.stream()}, ${page.capture.stream}`);
    const there = placesOf(agent.strokes.all(), page.window, ({ anchor }) =>
      anchor.stream === page.capture.stream ? page.capture.nodeOf(anchor.id) : undefined,
    );
    const here = placesOf(agent.strokes.all(), agent.renderer.frame.contentWindow as Window & typeof globalThis, ({ anchor }) =>
      anchor.stream === agent.stream() ? agent.renderer.nodeOf(anchor.id) : undefined,
    );
    if (!near(here, there)) found.push(`desk ${agent.seat}: ${JSON.stringify(here)} on the page ${JSON.stringify(there)}`);
  }
  const drawn = page.drawn().filter(Boolean).length;
  const seen = Object.values(placesOf(first.strokes.all(), page.window, ({ anchor }) => page.capture.nodeOf(anchor.id))).filter(
    (at) => at !== 'hidden',
  ).length;
  if (drawn !== seen) found.push(`${drawn} drawn on the page, ${seen} to be seen`);
  return found;
}

function agentActs(random: Random, agent: Agent): void {
  const { author, renderer, strokes } = agent;
  const places = createElementPlaces({ top: renderer.frame.contentWindow as Window & typeof globalThis, now: () => Math.random() });
  const points = (): number[] => [random.next(), random.next()];
  switch (random.int(8)) {
    case 0:
    case 1: {
      const element = random.pick([...renderer.document.querySelectorAll('li,p,section,div')].filter((one) => places.of(one)));
      const anchor = { stream: agent.stream(), path: [], id: renderer.idOf(element) ?? 0 };
      return void author.begin({
        tool: random.pick(STROKE_TOOLS.filter((tool) => tool !== 'vanishing_pen')),
        color: 0xb84000,
        anchor,
        points: points(),
      });
    }
    case 2:
    case 3:
      author.extend([...points(), ...points()]);
      return author.tick();
    case 4:
      return author.end();
    case 5:
      return void (random.chance(0.5) ? author.undo() : author.redo());
    case 6: {
      const all = [...strokes.all()];
      return all.length > 0 ? author.erase([random.pick(all)]) : undefined;
    }
    default:
      return random.chance(0.3) ? author.clear(random.chance(0.5)) : undefined;
  }
}

async function customerActs(random: Random, page: DrawRig): Promise<void> {
  const at = (): [number, number] => [10 + random.int(300), 10 + random.int(300)];
  switch (random.int(6)) {
    case 0:
      return void press(page, 'pointerdown', ...at());
    case 1:
      for (let i = 0; i < 3; i++) press(page, 'pointermove', ...at());
      return page.frame();
    case 2:
      return void press(page, 'pointerup', ...at());
    case 3:
      return void typeKey(page, random.chance(0.5) ? 'z' : 'y', { ctrlKey: true });
    case 4:
      page.drawing.annotate({ tool: random.pick(['pen', 'rectangle', 'arrow', 'eraser'] as const) });
      return undefined;
    default:
      return random.chance(0.1) ? page.drawing.clear(random.chance(0.5)) : undefined;
  }
}

function pageActs(random: Random, s: Session, streams: () => number): void {
  const { page } = s;
  const [keyed, plain] = [page.get('#keyed'), page.get('#plain')];
  switch (random.int(11)) {
    case 0:
      return page.window.scrollTo(0, random.int(200));
    case 1:
      return page.get('#scroller').scrollTo(0, random.int(180));
    case 2:
      return void Object.assign(page.get('#top').style, { height: `${random.int(80)}px` });
    case 3:
      return void (keyed.innerHTML = rows(8 + random.int(6), true));
    case 4:
      return random.pick([...plain.children, keyed]).firstElementChild?.remove();
    case 5:
      return void (plain.innerHTML = rows(4, false));
    case 6:
      return keyed.append(...[...keyed.children].reverse());
    case 7:
      return void Object.assign(random.pick([...keyed.children, page.get('#in')] as HTMLElement[]).style, {
        display: random.pick(['none', '']),
      });
    case 8:
      return random.chance(0.4) ? s.reopen(streams()) : undefined;
    case 9:
      return random.chance(0.2) ? void page.get('#cover').classList.toggle('mask') : undefined;
    default:
      return page.capture.flush();
  }
}

/** Answers how many strokes were compared. */
async function run(seed: number): Promise<number> {
  const random = createRandom(seed);
  const s = await session();
  const { page } = s;
  let stream = 100;
  await page.take('pen');
  const settleView = async (): Promise<void> => {
    s.view();
    for (const way of s.ways()) way.deliver(Infinity);
    await page.frame();
  };
  await expect.poll(async () => (await settleView(), s.agents.map((agent) => agent.stream())), { message: `seed ${seed}` }).toEqual([1, 1]);
  for (let step = 0; step < STEPS; step++) {
    const who = random.int(4);
    if (who === 0) await customerActs(random, page);
    else if (who === 3) pageActs(random, s, () => (stream += 100));
    else agentActs(random, s.agents[who - 1] as Agent);
    s.view();
    for (const one of s.ways()) one.deliver(random.int(5));
    if (random.chance(0.2)) await page.frame();
  }
  press(page, 'pointerup', 20, 20);
  page.drawing.annotate(undefined);
  for (const { author } of s.agents) author.end();
  const settled = async (): Promise<string[]> => {
    page.capture.flush();
    await settleView();
    // What a framework would have put back by now.
    page.wait(300);
    await settleView();
    return s.ways().every((one) => one.empty) ? differences(s) : ['something is on its way'];
  };
  await expect.poll(settled, { message: `seed ${seed}`, timeout: 20_000 }).toEqual([]);
  const [first] = s.agents as [Agent];
  const { size } = first.strokes;
  // The control: one who lacks a stroke does not agree.
  first.strokes.erase([...first.strokes.all()].slice(0, 1));
  expect(differences(s).length > 0, `seed ${seed}`).toBe(size > 0);
  page.drawing.stop();
  return size;
}

test('D1.15 the customer and two agents agree on the strokes and where they are', async () => {
  let compared = 0;
  for (let seed = 1; seed <= SEEDS; seed++) compared += await run(seed);
  expect(compared).toBeGreaterThan(SEEDS);
});
