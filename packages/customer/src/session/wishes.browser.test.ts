import { welcome } from '@sightline/link/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna, causeOf, nextOf, sessionBench } from './session.fixture.js';

let bench: ReturnType<typeof sessionBench>;
beforeEach(() => {
  bench = sessionBench();
});
afterEach(() => bench.stop());

test('S3.12 a waiting agent: told, answered, in; the question is said again after a loss', async () => {
  const { session, peer, told, status } = await bench.started({ ui: false, requireAgentApproval: true });
  expect(await causeOf(session.respondAgent({ userId: 'anna', allow: true }))).toBe('invalid_argument');
  told.length = 0;
  peer.send({ t: 'agent_waiting', ...anna });
  expect(told).toEqual([['agent_waiting', anna]]);
  expect(status()).toBe('session_started');
  expect(await causeOf(session.respondAgent({ userId: 'anna' }))).toBe('invalid_argument');
  let answered = false;
  const allowed = session.respondAgent({ userId: 'anna', allow: true }).then(() => (answered = true));
  expect(await nextOf(peer)).toEqual({ t: 'respond_agent', userId: 'anna', allow: true });
  peer.close(1006);
  const again = await bench.network.accept();
  expect(await again.next()).toMatchObject({ t: 'hello', approval: true });
  again.send(welcome({ key: 'k9', asking: [anna] }));
  expect(await nextOf(again)).toEqual({ t: 'respond_agent', userId: 'anna', allow: true });
  expect(answered).toBe(false);
  told.length = 0;
  again.send({ t: 'agent_joined', ...anna, agentCount: 1 });
  await allowed;
  expect(told).toEqual([['agent_joined', { ...anna, agentCount: 1 }]]);
  expect(session.getSessionInfo()).toMatchObject({ sessionStatus: 'session_active', agents: [anna] });
});

test('S3.12 a resume tells who waits', async () => {
  const { session, told } = await bench.leftBehind('live', { ui: false, requireAgentApproval: true });
  const done = session.join();
  (await bench.network.accept()).send(welcome({ key: 'k2', asking: [anna] }));
  await done;
  expect(told.map(([name]) => name)).toEqual(['session_started', 'agent_waiting']);
});

test('S3.13 removeAgent: asked of the service, done when he is gone', async () => {
  const { session, peer, told } = await bench.started();
  peer.send({ t: 'agent_joined', ...anna, agentCount: 1 });
  expect(await causeOf(session.removeAgent({ userId: 'nobody' }))).toBe('invalid_argument');
  expect(await causeOf(session.removeAgent({}))).toBe('invalid_argument');
  told.length = 0;
  const removed = session.removeAgent({ userId: 'anna' }, () => told.push(['callback']));
  expect(await nextOf(peer)).toEqual({ t: 'remove_agent', userId: 'anna' });
  peer.send({ t: 'agent_left', ...anna, agentCount: 0, reason: 'removed' });
  await removed;
  expect(told).toEqual([['agent_left', { ...anna, agentCount: 0, reason: 'removed' }], ['callback']]);
});

test('S3.14 pause and resume called at once are done in their order', async () => {
  const { session, peer, names } = await bench.started();
  const order: string[] = [];
  const calls = [
    session.pause(() => order.push('pause')),
    session.resume(() => order.push('resume')),
    session.pause(() => order.push('again')),
  ];
  for (const t of ['pause', 'resume', 'pause']) expect(await nextOf(peer)).toMatchObject({ t });
  peer.send({ t: 'agent_joined', ...anna, agentCount: 1 });
  peer.send({ t: 'paused' });
  peer.send({ t: 'resumed' });
  peer.send({ t: 'agent_left', ...anna, agentCount: 0, reason: 'left' });
  peer.send({ t: 'paused' });
  await Promise.all(calls);
  expect(order).toEqual(['pause', 'resume', 'again']);
  expect(names()).toEqual(['agent_joined', 'session_paused', 'session_resumed', 'agent_left', 'session_paused']);
});
