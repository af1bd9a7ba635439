import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACT_TYPES, type AssistType, CloseCode, FrameKind, type Switches } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { givenSwitches } from '../testing/given-switches.js';
import type { TestClient } from '../testing/test-client.js';
import { type TestService, testService } from '../testing/test-service.js';

const SWITCHES: Switches = {
  draw: { agents: true, customer: true },
  assist: { types: ['scroll_page', 'edit_form', 'click'], consent: true, confirmStop: false },
};
let service: TestService;
afterEach(() => service.stop());

async function world(switches = SWITCHES, env: Record<string, string> = {}) {
  service = await testService(env);
  const customer = await service.customer({ userId: 'cleo' });
  customer.client.send({ t: 'switches', given: givenSwitches(switches) });
  await customer.client.next('switches');
  const ada = await service.agent(customer.seat.pinCode, 'ada');
  const ben = await service.agent(customer.seat.pinCode, 'ben');
  return { customer, ada, ben };
}
type World = Awaited<ReturnType<typeof world>>;

async function grant({ customer, ada }: World, types: AssistType[] = ['scroll_page', 'click']): Promise<void> {
  ada.client.send({ t: 'request_assist', requestId: 'r', types });
  const { requestId } = await customer.client.next('assist_requested');
  customer.client.send({ t: 'respond_assist', requestId, allow: true });
  await ada.client.next('assist_started');
}
const act = (client: TestClient, number: number, type: AssistType, stream = 0): void =>
  client.frame({ kind: FrameKind.Act, flags: ACT_TYPES.indexOf(type), stream, number }, `act ${number}`);

test('I9 I15 from the question to the act and the page’s answer to it; whoever does not hold it does nothing', async () => {
  const now = await world();
  const { customer, ada, ben } = now;
  act(ada.client, 1, 'scroll_page');
  expect(await ada.client.next('assist_refused')).toMatchObject({ act: 1, reason: 'no_grant' });
  await grant(now);
  expect(await ben.client.next('assist_started')).toMatchObject({ userId: 'ada', types: ['scroll_page', 'click'] });
  act(ada.client, 2, 'click', 99);
  expect(await customer.client.nextFrame()).toMatchObject({
    kind: FrameKind.Act,
    flags: ACT_TYPES.indexOf('click'),
    stream: ada.welcome.you.seat,
    number: 2,
    text: 'act 2',
  });
  customer.client.send({ t: 'refuse_act', seat: ada.welcome.you.seat!, act: 2, type: 'click', reason: 'masked' });
  expect(await ada.client.next('assist_refused')).toEqual({ t: 'assist_refused', act: 2, type: 'click', reason: 'masked' });
  act(ada.client, 3, 'edit_form');
  expect(await ada.client.next('assist_refused')).toMatchObject({ act: 3, reason: 'wrong_type' });
  act(ben.client, 1, 'click', ada.welcome.you.seat);
  expect(await ben.client.next('assist_refused')).toMatchObject({ act: 1, reason: 'no_grant' });
  customer.client.send({ t: 'stop_assist' });
  act(ada.client, 4, 'click');
  expect(await ben.client.next('assist_stopped')).toMatchObject({ userId: 'ada', reason: 'by_customer' });
  await ada.client.settle();
  await customer.client.settle();
  ben.client.frame({ kind: FrameKind.Pointer }, 'xy');
  const { text } = await customer.client.nextFrame();
  expect(['act 4', 'xy']).toContain(text);
});

test('I16 a proposal goes to the page and its answer to that agent', async () => {
  const { customer, ada, ben } = await world({ ...SWITCHES, assist: { ...SWITCHES.assist, types: [] } });
  ben.client.frame({ kind: FrameKind.Draft, number: 7 }, 'fields');
  const seat = ben.welcome.you.seat!;
  expect(await customer.client.nextFrame()).toMatchObject({ kind: FrameKind.Draft, stream: seat, number: 7, text: 'fields' });
  customer.client.send({ t: 'answer_proposal', seat, proposal: 7, accepted: [0, 2] });
  expect(await ben.client.next('proposal_answered')).toEqual({ t: 'proposal_answered', proposal: 7, accepted: [0, 2] });
  await ada.client.settle();
  expect(ada.client.heard()).not.toContain('proposal_answered');
});

test('I15 B1 a customer’s page that acts, and an agent with a type that is none, are sent away', async () => {
  const { customer, ada, ben } = await world();
  act(customer.client, 1, 'click');
  expect(await customer.client.closed).toBe(CloseCode.Malformed);
  ada.client.frame({ kind: FrameKind.Act, flags: 9, number: 1 }, 'x');
  expect(await ada.client.closed).toBe(CloseCode.Malformed);
  ben.client.frame({ kind: FrameKind.Draft, flags: 1, number: 1 }, 'x');
  expect(await ben.client.closed).toBe(CloseCode.Malformed);
});

test('I13 I4 R3 a restart on the same data keeps the grant: it is told, and acts pass once the page is back; drawings are gone, which is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-assist-'));
  const env = { DATABASE_URL: `file:${join(folder, 'a.db')}` };
  const first = await world(SWITCHES, env);
  await grant(first);
  await service.stop();
  service = await testService(env);
  const { sessionId } = first.customer.seat;
  const assist = { userId: 'ada', userName: 'ada', types: ['scroll_page', 'click'] };
  const ada = await service.enter('agent', { sessionId, key: first.ada.welcome.key });
  expect(ada.welcome).toMatchObject({ assist, switches: { assist: { consent: true } } });
  act(ada.client, 1, 'click');
  await ada.client.next('drawings_cleared');
  expect(await ada.client.next('assist_refused')).toMatchObject({ reason: 'gone' });
  const customer = await service.enter('customer', { sessionId, key: first.customer.welcome.key });
  expect(customer.welcome).toMatchObject({ assist });
  await ada.client.next('customer_back');
  act(ada.client, 2, 'click');
  expect(await customer.client.nextFrame()).toMatchObject({ kind: FrameKind.Act, number: 2 });
  rmSync(folder, { recursive: true, force: true });
});
