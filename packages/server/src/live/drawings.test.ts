import { CloseCode, DrawingFlag, FrameFlag, FrameKind, type Switches, writeFrame } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bareSession } from '../testing/bare-session.js';
import { fakePeer } from '../testing/fake-peer.js';
import { givenSwitches } from '../testing/given-switches.js';
import type { TestClient } from '../testing/test-client.js';
import { SITE, type TestService, testService } from '../testing/test-service.js';
import { createMemoryBudget } from './memory-budget.js';

const { Begin, End, Anchor } = DrawingFlag;
const KEY = FrameFlag.Key | FrameFlag.KeyEnd;
const SWITCHES: Switches = {
  draw: { agents: true, customer: true },
  assist: { types: [], consent: true, confirmStop: false },
};

let service: TestService;
let customer: Awaited<ReturnType<TestService['customer']>>;
let agent: Awaited<ReturnType<TestService['agent']>>;

beforeEach(async () => {
  service = await testService();
  const seat = (await service.create({ userId: 'cleo' })).body;
  customer = { seat, ...(await service.enter('customer', seat, undefined, { url: `${SITE}/a`, tab: 'one' })) };
  customer.client.send({ t: 'switches', given: givenSwitches(SWITCHES) });
  await customer.client.next('switches');
  agent = await service.agent(seat.pinCode, 'ada');
  await customer.client.next('keyframe');
  customer.client.frame({ flags: KEY }, 'page');
  await agent.client.nextFrame();
});
afterEach(() => service.stop());

const draw = (client: TestClient, number: number, flags: number, body = `${number}`, stream = 0): void =>
  client.frame({ kind: FrameKind.Drawing, flags, stream, number }, body);
const seatOf = ({ welcome }: { welcome: { you: { seat?: number } } }): number => welcome.you.seat ?? Number.NaN;
const piece = (seat: number, number: number, flags: number) => ({ kind: FrameKind.Drawing, stream: seat, number, flags });

test('I3 I4 drawings pass both ways, and whoever comes is shown them: a late agent, one who is back, a page loaded anew', async () => {
  draw(agent.client, 1, Begin, 'a');
  draw(agent.client, 1, End, 'b');
  expect(await customer.client.nextFrame()).toMatchObject({ ...piece(seatOf(agent), 1, Begin), text: 'a' });
  expect(await customer.client.nextFrame()).toMatchObject({ ...piece(seatOf(agent), 1, End), text: 'b' });
  draw(customer.client, 1, Begin | End, 'c');
  draw(customer.client, 1, Anchor, 'at', seatOf(agent));
  expect(await agent.client.nextFrame()).toMatchObject({ ...piece(seatOf(customer), 1, Begin | End), text: 'c' });
  expect(await agent.client.nextFrame()).toMatchObject({ ...piece(seatOf(agent), 1, Anchor), text: 'at' });

  const shown = ['a', 'b', 'at', 'c'];
  const four = async (client: TestClient): Promise<string[]> => {
    await client.next('drawings_cleared');
    const texts: string[] = [];
    while (texts.length < shown.length) {
      const frame = await client.nextFrame();
      if (frame.kind === FrameKind.Drawing) texts.push(frame.text);
    }
    return texts;
  };
  const late = await service.agent(customer.seat.pinCode, 'ben');
  expect(await four(late.client)).toEqual(shown);
  agent.client.cut();
  const { sessionId } = customer.seat;
  const back = await service.enter('agent', { sessionId, key: agent.welcome.key }, { stream: 1, number: 0 });
  expect(await four(back.client)).toEqual(shown);
  const anew = await service.enter('customer', { sessionId, key: customer.welcome.key }, undefined, { url: `${SITE}/a`, tab: 'one' });
  expect(await four(anew.client)).toEqual(shown);

  // Another address: all are gone, for the new page without a word of them.
  const next = await service.enter('customer', { sessionId, key: anew.welcome.key }, undefined, { url: `${SITE}/b`, tab: 'one' });
  expect(await late.client.next('drawings_cleared')).toEqual({ t: 'drawings_cleared' });
  await next.client.settle();
  expect(next.client.heard()).not.toContain('drawings_cleared');
  // Until it has said what it allows nobody draws.
  draw(late.client, 1, Begin | End);
  expect(await late.client.next('erased')).toEqual({ t: 'erased', strokes: [{ seat: seatOf(late), number: 1 }] });
});

test('I7 messages take strokes away for everybody; what an agent makes up of the page’s own is not heard', async () => {
  draw(agent.client, 1, Begin | End);
  draw(agent.client, 2, Begin | End);
  await agent.client.settle();
  const [first, second] = [1, 2].map((number) => ({ seat: seatOf(agent), number }));
  agent.client.send({ t: 'erase', strokes: [first!], gone: true });
  agent.client.send({ t: 'erase', strokes: [second!] });
  const by = { userId: 'ada', userName: 'ada' };
  expect(await customer.client.next('erased')).toEqual({ t: 'erased', strokes: [second], by });
  expect(await agent.client.next('erased')).toEqual({ t: 'erased', strokes: [second], by });
  customer.client.send({ t: 'erase', strokes: [first!], gone: true });
  expect(await agent.client.next('erased')).toEqual({ t: 'erased', strokes: [first] });
  draw(customer.client, 1, Begin | End);
  agent.client.send({ t: 'clear_drawings', all: true });
  expect(await customer.client.next('drawings_cleared')).toEqual({ t: 'drawings_cleared', by });
});

test('I7 P1 a pause takes all drawings away at once, and nothing is drawn until sharing goes on', async () => {
  draw(agent.client, 1, Begin);
  await agent.client.settle();
  customer.client.send({ t: 'pause' });
  expect(await agent.client.next('drawings_cleared')).toEqual({ t: 'drawings_cleared' });
  await agent.client.next('paused');
  draw(agent.client, 1, 0);
  draw(agent.client, 2, Begin | End);
  agent.client.send({ t: 'clear_drawings', all: true });
  agent.client.send({ t: 'covered' });
  await customer.client.next('paused');
  await agent.client.settle();
  await customer.client.settle();
  expect([agent.client.heard(), customer.client.heard()]).toEqual([[], []]);
  customer.client.send({ t: 'resume', url: `${SITE}/a` });
  await customer.client.next('resumed');
  draw(agent.client, 3, Begin | End, 'again');
  const frame = await customer.client.nextFrame();
  expect(frame).toMatchObject({ text: '1', number: 1 });
  expect(await customer.client.nextFrame()).toMatchObject({ text: 'again', number: 3 });
});

test('I8 B14 where another session needs the room, drawings no agent watches go, and the customer’s page is told', async () => {
  const memory = createMemoryBudget({ total: 100_000, now: Date.now });
  const faults: unknown[] = [];
  const session = await bareSession({ memory, keep: async () => {}, fault: (error) => void faults.push(error) });
  const hello = { t: 'hello', v: 2, sdk: '3', sessionId: 's', key: 'first', tab: 'tab', url: `${SITE}/a` } as const;
  const cleo = fakePeer(1);
  session.enter(cleo, hello);
  session.message(cleo, { t: 'switches', given: givenSwitches(SWITCHES) });
  await expect.poll(() => cleo.log).toContain('switches');
  const header = { kind: FrameKind.Drawing, flags: Begin | End, stream: 0, number: 1 };
  expect(session.frame(cleo, header, writeFrame(header, new Uint8Array(10_000)), 4)).toBe(true);
  expect(memory.used).toBeGreaterThan(10_000);
  const other = memory.share({ watched: () => true, release: () => {} });
  expect(other.take(95_000)).toBe(true);
  expect(cleo.messages.at(-1)).toEqual({ t: 'drawings_cleared' });
  expect([memory.used, faults]).toEqual([95_000, []]);
  await session.stop(CloseCode.Restarting);
});

test('I6 B1 an agent who forges the customer’s word of a stroke, or an unknown flag, is sent away', async () => {
  draw(agent.client, 1, Begin | End);
  draw(agent.client, 1, Anchor, 'at', seatOf(agent));
  expect(await agent.client.closed).toBe(CloseCode.Malformed);
  const other = await service.agent(customer.seat.pinCode, 'eve');
  draw(other.client, 1, 32);
  expect(await other.client.closed).toBe(CloseCode.Malformed);
});

test('I2 I5 an account without annotation lets nobody draw, whatever the page says', async () => {
  await service.stop();
  service = await testService({}, undefined, async (url) => {
    const { openStore } = await import('../store/open-store.js');
    const store = await openStore(url);
    return { ...store, putAccount: (account) => store.putAccount({ ...account, annotation: false, remoteAssist: false }) };
  });
  const { client, seat } = await service.customer();
  client.send({ t: 'switches', given: givenSwitches({ ...SWITCHES, assist: { types: ['click'], consent: true, confirmStop: false } }) });
  expect(await client.next('switches')).toMatchObject({ draw: { agents: false, customer: false }, assist: { types: [] } });
  const { client: other } = await service.agent(seat.pinCode, 'ada');
  draw(other, 1, Begin | End);
  draw(client, 1, Begin | End);
  await other.next('erased');
  await client.next('erased');
});
