import { type DraftField, FrameKind, writeDraft } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { loadPart } from '../../parts/parts.fixture.js';
import type { LoadPart } from '../../parts/parts.js';
import type { HelpSession } from '../help-session.js';
import { createOffers } from './offers.js';

const mia = { userId: 'mia', userName: 'Mia', color: 1 };
const ben = { userId: 'ben', userName: 'Ben', color: 2 };
let offers: ReturnType<typeof createOffers> | undefined;
afterEach(() => {
  offers?.stop();
  document.body.replaceChildren();
});

/** A page of which every element has the number in its `data-n`, and what is told of it. */
function page(html: string, load: LoadPart = loadPart) {
  document.body.innerHTML = html;
  const sent: unknown[] = [];
  const told: [string, Record<string, unknown>][] = [];
  const at = (n: number): HTMLInputElement => document.querySelector(`[data-n="${n}"]`) as HTMLInputElement;
  const capture = {
    stream: 7,
    at: () => capture,
    nodeOf: at,
    idOf: (node: Element) => Number(node.getAttribute('data-n')) || undefined,
    hides: (node: Element) => node.matches('.masked, .masked *'),
  };
  const session = {
    window,
    natives: { setTimeout: (run: () => void, ms: number) => setTimeout(run, ms), clearTimeout, now: () => performance.now() },
    link: { send: (message: object) => sent.push(message) },
    loadPart: load,
    capture: () => capture,
    person: (seat: number) => [undefined, mia, ben][seat],
    own: (node: Node) => (node as Element).localName === 'sightline-widget',
    emit: (event: string, payload: Record<string, unknown>) => told.push([event, payload]),
  };
  const made = createOffers(session as unknown as HelpSession);
  offers = made;
  const propose = (number: number, fields: readonly DraftField[], stream = 7, seat = 1): void =>
    made.frame?.({ kind: FrameKind.Draft, flags: 0, stream: seat, number }, writeDraft({ stream, number: 0 }, fields));
  return { at, sent, told, propose, offers: made };
}
const field = (id: number, text: string): DraftField => ({ at: { path: [], id }, value: { kind: 'text', text } });

const goneOf = (told: readonly [string, Record<string, unknown>][]) =>
  told.filter(([event]) => event === 'proposal_gone').map(([, { proposalId }]) => proposalId);

const FORM = `<label>Street <input data-n="1" value="Old Road 1"></label><input data-n="2" aria-label="City">
  <select data-n="3" name="land"><option data-n="4" selected>Chile</option><option data-n="5">Peru</option></select>
  <label><input data-n="6" type="checkbox"> News</label>`;
const all: DraftField[] = [
  field(1, 'New Road 2'),
  field(2, 'Lima'),
  { at: { path: [], id: 3 }, value: { kind: 'options', options: [5] } },
  { at: { path: [], id: 6 }, value: { kind: 'checked', checked: true } },
];

test('H14 a proposal is told with labels, what is held and what would be; nothing changes until the customer says so', async () => {
  const { at, told, propose, sent, offers } = page(FORM);
  propose(1, all);
  expect(told).toEqual([
    [
      'proposal_received',
      {
        proposalId: '1',
        userId: 'mia',
        userName: 'Mia',
        fields: [
          { label: 'Street', from: 'Old Road 1', to: 'New Road 2' },
          { label: 'City', from: '', to: 'Lima' },
          { label: 'land', from: 'Chile', to: 'Peru' },
          { label: 'News', from: '✗', to: '✓' },
        ],
      },
    ],
  ]);
  expect([at(1).value, at(3).value, at(6).checked, sent]).toEqual(['Old Road 1', 'Chile', false, []]);
  expect(await offers.answer('1', 'all')).toBe(true);
  expect([at(1).value, at(2).value, at(3).value, at(6).checked]).toEqual(['New Road 2', 'Lima', 'Peru', true]);
  expect(sent).toEqual([{ t: 'answer_proposal', seat: 1, proposal: 1, accepted: [0, 1, 2, 3] }]);
  expect(await offers.answer('1', 'all')).toBe(false);
});

test('H14 fields are chosen one by one; the agent hears their places in what was proposed', async () => {
  const { at, propose, sent, offers, told } = page(`${FORM}<div class="masked"><input data-n="7" value="secret"></div>`);
  propose(2, [field(7, 'x'), field(1, 'New Road 2'), field(2, 'Lima')]);
  expect(told[0]?.[1]).toMatchObject({ fields: [{ label: 'Street' }, { label: 'City' }] });
  expect(JSON.stringify(told)).not.toContain('secret');
  await offers.answer('1', [1]);
  expect([at(1).value, at(2).value, at(7).value]).toEqual(['Old Road 1', 'Lima', 'secret']);
  expect(sent).toEqual([{ t: 'answer_proposal', seat: 1, proposal: 2, accepted: [2] }]);
  expect(offers.open).toEqual([]);
});

test('H15 what is masked, blocked, a file, ours, gone or of an older picture is left out; with nothing left the agent is answered', () => {
  const { propose, sent, told } = page(`<div class="masked"><input data-n="1"></div><div data-cobrowse-block><input data-n="2"></div>
    <input data-n="3" type="file"><sightline-widget><input data-n="4"></sightline-widget><input data-n="6">`);
  propose(
    1,
    [1, 2, 3, 4, 5].map((id) => field(id, 'x')),
  );
  propose(2, [field(6, 'x')], 6);
  expect(told).toEqual([]);
  expect(sent).toEqual([1, 2].map((proposal) => ({ t: 'answer_proposal', seat: 1, proposal, accepted: [] })));
  propose(3, [field(6, 'x')]);
  expect(told.map(([event]) => event)).toEqual(['proposal_received']);
});

test('H15 what became masked since is not filled in', async () => {
  const { at, propose, sent, offers } = page(FORM);
  propose(1, [field(1, 'New Road 2'), field(2, 'Lima')]);
  at(1).classList.add('masked');
  await offers.answer('1', 'all');
  expect([at(1).value, at(2).value]).toEqual(['Old Road 1', 'Lima']);
  expect(sent).toEqual([{ t: 'answer_proposal', seat: 1, proposal: 1, accepted: [1] }]);
});

test('H15 taken back, its agent gone, without the part: each proposal is over once', async () => {
  const { propose, told, offers, sent, at } = page(FORM, (name) =>
    name === 'edit' ? Promise.reject(new Error('offline')) : loadPart(name),
  );
  for (let n = 1; n <= 5; n++) propose(n, [field(1, `Road ${n}`)]);
  propose(2, []);
  await offers.answer('3', 'all');
  offers.message?.({ t: 'agent_left', userId: 'mia', userName: 'Mia', agentCount: 0, reason: 'left' });
  expect(goneOf(told)).toEqual(['2', '3', '1', '4', '5']);
  expect(sent).toEqual([{ t: 'answer_proposal', seat: 1, proposal: 3, accepted: [] }]);
  expect(at(1).value).toBe('Old Road 1');
  expect(offers.open).toEqual([]);
});

test('H15 of an agent who proposes more than five at once the others are answered at once, and what the customer reads stays', async () => {
  const { propose, told, offers, sent } = page(FORM);
  for (let n = 1; n <= 2_000; n++) propose(n, [field(1, `Road ${n}`)]);
  expect(offers.open.map(({ fields }) => fields[0]?.to)).toEqual([1, 2, 3, 4, 5].map((n) => `Road ${n}`));
  expect([told.length, goneOf(told), sent.length]).toEqual([5, [], 1_995]);
  expect(sent[0]).toEqual({ t: 'answer_proposal', seat: 1, proposal: 6, accepted: [] });
  // Another agent has five of one's own, and one that is over makes room.
  propose(1, [field(2, 'Lima')], 7, 2);
  propose(4, []);
  propose(7_000, [field(2, 'Arica')]);
  expect(offers.open.map(({ fields }) => fields[0]?.to)).toEqual(['Road 1', 'Road 2', 'Road 3', 'Road 5', 'Lima', 'Arica']);
});

test('H15 an answer means the proposal it was shown, not another one under the agent’s same number', async () => {
  const { at, propose, told, offers } = page(FORM);
  propose(1, [field(1, 'New Road 2')]);
  propose(1, [field(1, 'Elsewhere 9')]);
  expect([goneOf(told), await offers.answer('1', 'all'), at(1).value]).toEqual([['1'], false, 'Old Road 1']);
  expect([await offers.answer('2', 'all'), at(1).value]).toEqual([true, 'Elsewhere 9']);
});
