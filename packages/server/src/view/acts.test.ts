import { ACT_TYPES, type AssistType, type FrameHeader, FrameKind, LIMITS, type RefusalReason } from '@sightline/protocol';
import { beforeEach, expect, test } from 'vitest';
import { type FakePeer, fakePeer } from '../testing/fake-peer.js';
import { type Acts, createActs } from './acts.js';
import type { Author } from './drawings.js';

let now: number;
let customer: FakePeer | undefined;
let ada: Author & { peer: FakePeer };
let acts: Acts;
let refusal: (seat: number, type: AssistType) => RefusalReason | undefined;

beforeEach(() => {
  now = 1_000_000;
  customer = fakePeer(1);
  ada = { peer: fakePeer(2), seat: 2, role: 'agent', userId: 'ada', userName: 'Ada' };
  refusal = () => undefined;
  acts = createActs({ now: () => now, customer: () => customer, refusal: (seat, type) => refusal(seat, type) });
});

const SCROLL = ACT_TYPES.indexOf('scroll_page');
const header = (kind: FrameKind, number: number, flags: number): FrameHeader => ({ kind, flags, stream: 77, number });
const act = (number: number, flags = SCROLL, body = Uint8Array.of(65)): boolean =>
  acts.act(ada, header(FrameKind.Act, number, flags), body);
const propose = (number: number, body = Uint8Array.of(65), flags = 0): boolean =>
  acts.propose(ada, header(FrameKind.Draft, number, flags), body);

test('I15 an act that is granted reaches the customer’s page with its type and the agent’s seat, whatever the frame says', () => {
  for (const [flags, type] of ACT_TYPES.entries()) {
    if (!type) continue;
    const asked: unknown[] = [];
    refusal = (...what) => void asked.push(what);
    expect(act(flags, flags)).toBe(true);
    expect(asked).toEqual([[2, type]]);
    expect(customer?.log.pop()).toBe(`act ${flags}:2.${flags} A`);
  }
  expect(ada.peer.log).toEqual([]);
});

test('I15 one that is not is answered, and so is one for a page that is away', () => {
  refusal = (_seat, type) => (type === 'click' ? 'wrong_type' : undefined);
  act(5, ACT_TYPES.indexOf('click'));
  customer = undefined;
  act(6);
  expect(ada.peer.messages).toEqual([
    { t: 'assist_refused', act: 5, type: 'click', reason: 'wrong_type' },
    { t: 'assist_refused', act: 6, type: 'scroll_page', reason: 'gone' },
  ]);
});

test('I15 acts are bounded in number and bytes: too many are answered, and after a while they pass again', () => {
  for (let number = 1; number <= 1_000; number++) act(number);
  expect(customer?.log).toHaveLength(400);
  expect(ada.peer.messages).toHaveLength(600);
  expect(ada.peer.messages[0]).toEqual({ t: 'assist_refused', act: 401, type: 'scroll_page', reason: 'too_fast' });
  now += 1_000;
  for (let number = 1; number <= 300; number++) act(number);
  expect(customer?.log).toHaveLength(600);
  now += 60_000;
  customer = fakePeer(1);
  for (let number = 1; number <= 100; number++) act(number, SCROLL, new Uint8Array(LIMITS.actBytes));
  expect(customer.log).toHaveLength(32);
});

test('I15 I16 what no client of ours sends is refused', () => {
  expect([
    act(1, 0),
    act(1, 5),
    act(1, 255),
    act(1, SCROLL, new Uint8Array(0)),
    act(1, SCROLL, new Uint8Array(LIMITS.actBytes + 1)),
  ]).toEqual(Array.from({ length: 5 }, () => false));
  expect([propose(1, new Uint8Array(0)), propose(1, new Uint8Array(LIMITS.draftBytes + 1)), propose(1, Uint8Array.of(1), 1)]).toEqual([
    false,
    false,
    false,
  ]);
  expect(customer?.log).toEqual([]);
});

test('I16 a proposal reaches the customer’s page without any grant; what nobody is shown is not accepted', () => {
  refusal = () => 'no_grant';
  propose(3);
  expect(customer?.log).toEqual(['draft 0:2.3 A']);
  for (let number = 4; number < 40; number++) propose(number);
  expect(customer?.log).toHaveLength(10);
  expect(ada.peer.messages).toHaveLength(27);
  expect(ada.peer.messages[0]).toEqual({ t: 'proposal_answered', proposal: 13, accepted: [] });
  now += 10_000;
  customer = undefined;
  propose(50);
  expect(ada.peer.messages.at(-1)).toEqual({ t: 'proposal_answered', proposal: 50, accepted: [] });
});
