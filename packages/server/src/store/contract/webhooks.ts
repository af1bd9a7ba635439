import type { SessionWebhook } from '@sightline/protocol';
import { expect, test } from 'vitest';
import type { Gone, SessionSave } from '../session-store.js';
import type { Store } from '../store.js';
import type { ClaimedDelivery, NewEndpoint } from '../webhook-store.js';
import { present, session } from './examples.js';

const SECRET = 'a secret of an endpoint, long enough';
const endpoint = (id: string, more: Partial<NewEndpoint> = {}): NewEndpoint => ({
  id,
  accountId: 'one',
  name: `Endpoint ${id}`,
  url: `https://hooks.example/${id}`,
  events: [],
  secret: SECRET,
  at: 1_000,
  ...more,
});
const LEASE = { leaseMs: 60_000, atMost: 50 };
const cleo = { ...present('c', 'customer'), joinedAt: 10 };

const the = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('nothing is there');
  return value;
};

/** What every store must do with webhooks and their outbox. */
export function webhooksContract(name: string, store: () => Store): void {
  async function active(id: string, more: Partial<NewEndpoint> = {}): Promise<void> {
    expect(await store().addEndpoint(endpoint(id, more), 10)).toBe(true);
    expect(await store().endpointProved(id, endpoint(id, more).url, 1_500)).toBe(true);
  }
  const claim = (endpointId: string, more: Partial<typeof LEASE> = {}) => store().claimDeliveries({ endpointId, ...LEASE, ...more });
  const done = (claimed: ClaimedDelivery) => store().settleDelivery(claimed, { kind: 'delivered', status: 200 });
  const failed = (claimed: ClaimedDelivery, againMs: number) => store().settleDelivery(claimed, { kind: 'failed', error: 'no', againMs });
  const briefly = (list: readonly { sessionId: string; event: string }[]) => list.map((one) => `${one.sessionId} ${one.event.slice(17)}`);
  /** A session in which somebody is, so that two events wait. */
  async function begin(id: string, at = Date.now()): Promise<void> {
    await store().openSession(session(id));
    await store().saveSession({ record: session(id), present: [{ ...cleo, connectionId: `${id} c`, joinedAt: at }], at });
  }
  /** Everything that waits for an endpoint, one after the other. */
  async function drain(endpointId: string): Promise<SessionWebhook[]> {
    const bodies: SessionWebhook[] = [];
    for (;;) {
      const claimed = await claim(endpointId);
      if (claimed.length === 0) return bodies;
      for (const one of claimed) {
        bodies.push(JSON.parse(one.body) as SessionWebhook);
        await done(one);
      }
    }
  }

  test(`W20 ${name}: endpoints are added, changed, proved and removed; another URL has to be proved anew`, async () => {
    expect(await store().addEndpoint(endpoint('a'), 2)).toBe(true);
    expect(await store().addEndpoint(endpoint('a', { at: 2_000 }), 2)).toBe(false);
    expect(await store().addEndpoint(endpoint('b', { at: 2_000, events: ['cobrowse.session_ended'] }), 2)).toBe(true);
    expect(await store().addEndpoint(endpoint('c'), 2)).toBe(false);
    expect(await store().addEndpoint(endpoint('other', { accountId: 'two' }), 2)).toBe(true);
    expect((await store().endpoints('one')).map(({ id }) => id)).toEqual(['a', 'b']);
    const a = { id: 'a', accountId: 'one', name: 'Endpoint a', url: 'https://hooks.example/a', events: [] };
    expect(await store().endpoint('one', 'a')).toEqual({
      ...a,
      state: 'unproved',
      createdAt: 1_000,
      updatedAt: 1_000,
      provedAt: undefined,
    });
    expect(await store().endpoint('two', 'a')).toBeUndefined();
    expect(await store().endpointProved('a', 'https://elsewhere.example/', 3_000)).toBe(false);
    expect(await store().endpointProved('a', a.url, 3_000)).toBe(true);
    expect(await store().endpoint('one', 'a')).toMatchObject({ state: 'active', provedAt: 3_000 });

    const of = { accountId: 'one', id: 'a' };
    expect(await store().changeEndpoint(of, { name: 'New', events: ['cobrowse.session_started'] }, 4_000)).toMatchObject({
      name: 'New',
      events: ['cobrowse.session_started'],
      state: 'active',
      updatedAt: 4_000,
    });
    expect(await store().changeEndpoint(of, { url: a.url, disabled: true }, 5_000)).toMatchObject({ state: 'disabled', provedAt: 3_000 });
    expect(await store().changeEndpoint(of, { name: 'Off' }, 5_000)).toMatchObject({ state: 'disabled' });
    expect(await store().changeEndpoint(of, { disabled: false }, 5_000)).toMatchObject({ state: 'active' });
    expect(await store().changeEndpoint(of, { url: 'https://new.example/' }, 6_000)).toMatchObject({
      state: 'unproved',
      provedAt: undefined,
    });
    expect(await store().endpointProved('a', a.url, 7_000)).toBe(false);
    await store().changeEndpoint(of, { disabled: true }, 8_000);
    expect(await store().endpointProved('a', 'https://new.example/', 8_000)).toBe(true);
    expect(await store().endpoint('one', 'a')).toMatchObject({ state: 'disabled', provedAt: 8_000 });
    expect(await store().changeEndpoint({ accountId: 'two', id: 'a' }, { name: 'Stolen' }, 9_000)).toBeUndefined();
    expect(await store().removeEndpoint('two', 'a')).toBe(false);
    expect(await store().removeEndpoint('one', 'a')).toBe(true);
    expect(await store().signingSecret('a')).toBeUndefined();
    await store().removeEndpoints('one');
    expect(await store().endpoints('one')).toEqual([]);
    expect(await store().endpoints('two')).toHaveLength(1);
  });

  test(`W21 ${name}: two secrets are active at most, the newest signs, the last stays; none is kept in the clear`, async () => {
    await store().addEndpoint(endpoint('a'), 9);
    expect(await store().signingSecret('a')).toBe(SECRET);
    expect(await store().addEndpointSecret({ endpointId: 'a', value: 'the next secret 0123456789', at: 500 })).toBe(true);
    expect(await store().signingSecret('a')).toBe('the next secret 0123456789');
    expect(await store().addEndpointSecret({ endpointId: 'a', value: 'a third', at: 3_000 })).toBe(false);
    const [newest, oldest] = await store().endpointSecrets('a');
    expect([newest?.last4, oldest?.last4]).toEqual(['6789', SECRET.slice(-4)]);
    expect(await store().retireEndpointSecret('a', 'none')).toBe('none');
    expect(await store().retireEndpointSecret('b', the(oldest).id)).toBe('none');
    expect(await store().retireEndpointSecret('a', the(newest).id)).toBe('done');
    expect(await store().retireEndpointSecret('a', the(oldest).id)).toBe('last');
    expect(await store().signingSecret('a')).toBe(SECRET);
    await store().setEndpointSecrets('a', ['one for all', 'two for all'], 9_000);
    expect(await store().signingSecret('a')).toBe('one for all');
    const before = await store().endpointSecrets('a');
    await store().setEndpointSecrets('a', ['one for all', 'two for all'], 10_000);
    expect(await store().endpointSecrets('a')).toEqual(before);
  });

  test(`W22 ${name}: a session's events are in the outbox with the saves that made them so, each once, in order`, async () => {
    await active('a');
    await active('other', { accountId: 'two' });
    await store().openSession(session('s'));
    await store().saveSession({ record: session('s'), present: [], at: 9 });
    const record = session('s');
    await store().saveSession({ record, present: [cleo], at: 10 });
    const ada: Gone = { ...present('a'), joinedAt: 12, leftAt: 17, reason: 'left' };
    const both: SessionSave = { record, present: [cleo, { ...present('b'), joinedAt: 15 }], gone: [ada], at: 20 };
    await store().saveSession(both);
    await store().saveSession(both);
    const last: SessionSave = {
      record: session('s', 40),
      present: [],
      at: 50,
      gone: [{ ...cleo, leftAt: 40, reason: 'session_ended' }],
      ending: { reason: 'ended_by_agent', by: { userId: 'u', userName: 'U', role: 'agent' } },
    };
    await store().saveSession(last);
    await store().saveSession(last);
    const events = await drain('a');
    expect(events.map(({ event, event_ts }) => `${event.slice(17)} ${event_ts}`)).toEqual([
      'started 10',
      'user_joined 10',
      'user_joined 12',
      'user_joined 15',
      'user_left 17',
      'user_left 40',
      'user_left 40',
      'ended 40',
    ]);
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(8);
    for (const { event_id } of events) expect(event_id).toMatch(/^[\w-]{22}$/);
    const iso = (ms: number) => new Date(ms).toISOString();
    const customer = { user_id: 'user of c', user_name: 'Name', role_type: 'customer' };
    expect(events[0]?.payload).toEqual({
      account_id: 'one',
      object: { session_id: 's', start_time: iso(5), start_url: 'https://shop.example/s', ...customer },
    });
    expect(events[1]?.payload.object).toEqual({ session_id: 's', user_connection_id: 'c', join_time: iso(10), ...customer });
    expect(events[4]?.payload.object).toEqual({
      session_id: 's',
      user_connection_id: 'a',
      join_time: iso(12),
      leave_time: iso(17),
      leave_reason: 'Left the session',
      user_id: 'user of a',
      user_name: 'Name',
      role_type: 'agent',
    });
    expect(events[5]?.payload.object).toMatchObject({ user_connection_id: 'c', leave_reason: 'The session end' });
    expect(events[6]?.payload.object).toMatchObject({ user_connection_id: 'b', leave_reason: 'Unknown reason' });
    expect(events[7]?.payload.object).toEqual({
      session_id: 's',
      start_time: iso(5),
      end_time: iso(40),
      session_pin: 'PIN-s',
      end_reason: 'The session ended',
      user_id: 'u',
      user_name: 'U',
      role_type: 'agent',
    });
    expect(await drain('other')).toEqual([]);
  });

  test(`W22 ${name}: a session nobody entered tells nothing; what nobody saw the end of says so`, async () => {
    await active('a');
    await store().openSession(session('empty'));
    await store().saveSession({ record: session('empty', 20), present: [], at: 20, ending: { reason: 'connection_lost' } });
    await begin('given-up', 25);
    await store().saveSession({ record: session('given-up', 30), present: [], at: 30, ending: { reason: 'error' } });
    const events = await drain('a');
    expect(events.map(({ payload }) => payload.object.session_id)).toEqual(Array.from({ length: 4 }, () => 'given-up'));
    expect(events[3]?.payload.object).toMatchObject({ end_reason: 'Unknown reason', user_id: 'user of c', role_type: 'customer' });
  });

  test(`W23 ${name}: an endpoint hears what it asked for; one that is off hears nothing; an unproved one later`, async () => {
    await active('ends', { events: ['cobrowse.session_ended'] });
    await store().addEndpoint(endpoint('unproved'), 9);
    await active('off');
    await store().changeEndpoint({ accountId: 'one', id: 'off' }, { disabled: true }, 2_000);
    await begin('s', 10);
    await store().saveSession({ record: session('s', 30), present: [], at: 30 });
    expect((await store().dueEndpoints()).map(({ id }) => id)).toEqual(['ends']);
    expect((await drain('ends')).map(({ event }) => event)).toEqual(['cobrowse.session_ended']);
    await store().changeEndpoint({ accountId: 'one', id: 'off' }, { disabled: false }, 2_000);
    expect(await store().dueEndpoints()).toEqual([]);
    await store().endpointProved('unproved', endpoint('unproved').url, 3_000);
    expect(await store().dueEndpoints()).toEqual([{ id: 'unproved', url: endpoint('unproved').url }]);
    expect(await drain('unproved')).toHaveLength(4);
    expect(await store().dueEndpoints()).toEqual([]);
  });

  test(`W24 ${name}: of each session its oldest alone is claimed, by one of many; sessions do not wait for each other`, async () => {
    await active('a');
    for (const id of ['s', 't']) await begin(id);
    const crowd = (await Promise.all(Array.from({ length: 10 }, () => claim('a', { atMost: 1 })))).flat();
    expect(briefly(crowd).sort()).toEqual(['s started', 't started']);
    expect(await claim('a')).toEqual([]);
    const [s, t] = crowd.sort((a, b) => a.seq - b.seq);
    expect(await done(the(s))).toBe('done');
    expect(briefly(await claim('a'))).toEqual(['s user_joined']);
    expect(await failed(the(t), 0)).toBe('pending');
    const again = await claim('a');
    expect(again).toMatchObject([{ eventId: the(t).eventId, attempts: 2 }]);
    expect(await store().settleDelivery(the(again[0]), { kind: 'released' })).toBe('pending');
    expect(await claim('a')).toMatchObject([{ eventId: the(t).eventId, attempts: 2 }]);
  });

  test(`W24 ${name}: what waits behind a try that failed is not due before it, what is added later neither`, async () => {
    await active('a');
    await begin('s');
    const [head] = await claim('a');
    await failed(the(head), 30_000);
    await store().saveSession({ record: session('s'), present: [{ ...cleo, connectionId: 's c' }, present('x')], at: 11 });
    expect(await store().dueEndpoints()).toEqual([]);
    expect(await claim('a')).toEqual([]);
    const { deliveries } = await store().deliveries({ endpointId: 'a', limit: 9 });
    expect(new Set(deliveries.map(({ nextAt }) => nextAt)).size).toBe(1);
    expect(await store().pendingDeliveries()).toEqual({ count: 3, oldestAt: 11 });
  });

  test(`W25 ${name}: a claim lapses; whoever comes late with a failure changes nothing, with a success all the same`, async () => {
    await active('a');
    await begin('s');
    const [first] = await claim('a', { leaseMs: 0 });
    const [second] = await claim('a');
    expect(second?.seq).toBe(first?.seq);
    await failed(the(first), 0);
    expect(await claim('a')).toEqual([]);
    await store().settleDelivery(the(first), { kind: 'released' });
    expect(await claim('a')).toEqual([]);
    expect(await done(the(first))).toBe('done');
    expect(briefly(await claim('a'))).toEqual(['s user_joined']);
    await failed(the(second), 0);
    const { deliveries } = await store().deliveries({ endpointId: 'a', limit: 9 });
    expect(deliveries.map(({ state }) => state)).toEqual(['pending', 'done']);
  });

  test(`W26 ${name}: a day after its event what cannot be delivered is dead, and what follows goes on; it can be sent again`, async () => {
    await active('a');
    await begin('s', 10);
    const [head] = await claim('a');
    // Its event is of 1970.
    expect(await store().settleDelivery(the(head), { kind: 'failed', status: 500, error: 'status 500', againMs: 60_000 })).toBe('dead');
    const query = { endpointId: 'a', limit: 1 };
    const dead = { eventId: the(head).eventId, state: 'dead', attempts: 1, lastStatus: 500, lastError: 'status 500' };
    expect((await store().deliveries({ ...query, state: 'dead' })).deliveries).toMatchObject([dead]);
    const [next] = await claim('a');
    expect(briefly([the(next)])).toEqual(['s user_joined']);
    expect(await store().retryDelivery('a', the(next).eventId)).toBe('pending');
    expect(await store().retryDelivery('a', 'none')).toBe('none');
    await done(the(next));
    expect(await store().retryDelivery('a', the(head).eventId)).toBe('due');
    const [again] = await claim('a');
    expect(again).toMatchObject({ eventId: the(head).eventId, body: the(head).body });
    expect(await failed(the(again), 60_000)).toBe('pending');
    const page = await store().deliveries(query);
    expect(page).toMatchObject({ deliveries: [{ event: 'cobrowse.session_user_joined' }], cursor: expect.any(Number) });
    expect(await store().deliveries({ ...query, before: page.cursor })).toMatchObject({
      deliveries: [{ state: 'pending' }],
      cursor: undefined,
    });
  });

  test(`W26 ${name}: what waits for a day for an endpoint that is not active is dead`, async () => {
    await store().addEndpoint(endpoint('a'), 9);
    await active('b');
    await begin('s', 10);
    await store().saveSession({
      record: session('s'),
      present: [
        { ...cleo, connectionId: 's c' },
        { ...present('late'), joinedAt: Date.now() },
      ],
      at: Date.now(),
    });
    expect(await store().buryStale(1)).toBe(1);
    expect(await store().buryStale(9)).toBe(1);
    expect(await store().buryStale(9)).toBe(0);
    const states = async (endpointId: string) => (await store().deliveries({ endpointId, limit: 9 })).deliveries.map(({ state }) => state);
    expect(await states('a')).toEqual(['pending', 'dead', 'dead']);
    expect(await states('b')).toEqual(['pending', 'pending', 'pending']);
  });
}
