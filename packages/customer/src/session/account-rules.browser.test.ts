import { type ScriptedNetwork, type ScriptedPeer, welcome } from '@sightline/link/testing';
import type { AccountPolicy } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sessionBench } from './session.fixture.js';

const NONE: AccountPolicy = { maskCssSelectors: '', maskHTMLAttributes: '', keepQuery: [] };
const STRICTER: AccountPolicy = { ...NONE, maskCssSelectors: '.income' };

let bench: ReturnType<typeof sessionBench>;
let network: ScriptedNetwork;
beforeEach(() => {
  bench = sessionBench();
  ({ network } = bench);
  document.body.innerHTML = '<p class="income">about 4711 a month</p><p class="open">an open word</p>';
});
afterEach(() => {
  bench.stop();
  document.body.textContent = '';
});

const says = (sent: unknown, words: string): boolean =>
  sent instanceof Uint8Array && new TextDecoder('latin1').decode(sent).includes(words);
/** What the page sends up to a frame that has these words, without liveness and attention. */
async function upTo(peer: ScriptedPeer, words: string): Promise<unknown[]> {
  const sent: unknown[] = [];
  for (;;) {
    const one = await peer.next();
    const { t } = one as { t?: string };
    if (t !== 'ping' && t !== 'focus') sent.push(one);
    if (says(one, words)) return sent;
  }
}
const kinds = (sent: unknown[]): unknown[] => sent.map((one) => (one instanceof Uint8Array ? 'frame' : (one as { t: string }).t));

test('S1.7 other rules of the account: the stream ends, the service is told to forget and answered, and the page shown by them alone', async () => {
  const { peer } = await bench.started({ ui: false, allowAgentAnnotation: false });
  peer.send({ t: 'keyframe' });
  expect((await upTo(peer, 'an open word')).some((one) => says(one, '4711'))).toBe(true);
  document.querySelector('.open')!.textContent = 'another word';
  peer.send({ t: 'policy', policy: STRICTER });
  const sent = await upTo(peer, 'another word');
  // What was under way is by the rules before; the service withholds it until it is answered.
  const after = sent.slice(sent.findIndex((one) => (one as { t?: string }).t === 'forget'));
  expect(kinds(after).slice(0, 4)).toEqual(['forget', 'policy', 'rules', 'switches']);
  expect(after.at(3)).toEqual({ t: 'switches', given: { allowAgentAnnotation: false, remoteAssist: {} } });
  expect(after.filter((one) => says(one, '4711'))).toEqual([]);
  // Told the same again there is nothing to forget, and the service is answered.
  peer.send({ t: 'policy', policy: STRICTER });
  document.querySelector('.open')!.textContent = 'the last word';
  expect(kinds(await upTo(peer, 'the last word'))).not.toContain('forget');
  // A rule that is taken away shows again what it hid.
  peer.send({ t: 'policy', policy: NONE });
  expect(kinds(await upTo(peer, '4711'))).toContain('forget');
});

test('S1.7 a welcome after a loss with other rules: nothing captured before is sent again', async () => {
  const { peer } = await bench.started();
  peer.send({ t: 'keyframe' });
  await upTo(peer, '4711');
  peer.close(1006);
  const back = await network.accept();
  expect(await back.next()).toMatchObject({ t: 'hello', position: { stream: expect.any(Number) } });
  back.send(welcome({ policy: STRICTER }));
  back.send({ t: 'keyframe' });
  const sent = await upTo(back, 'an open word');
  expect(kinds(sent)[0]).toBe('forget');
  expect(sent.filter((one) => says(one, '4711'))).toEqual([]);
});

test('S1.7 while paused the rules are taken, and hold from the resume on', async () => {
  const { peer, session } = await bench.started();
  peer.send({ t: 'keyframe' });
  await upTo(peer, '4711');
  const paused = session.pause();
  peer.send({ t: 'paused' });
  await paused;
  peer.send({ t: 'policy', policy: STRICTER });
  const resumed = session.resume();
  peer.send({ t: 'resumed' });
  await resumed;
  peer.send({ t: 'keyframe' });
  const sent = await upTo(peer, 'an open word');
  expect(kinds(sent).slice(0, 3)).toEqual(['pause', 'policy', 'resume']);
  expect(sent.filter((one) => says(one, '4711'))).toEqual([]);
});

test('S1.7 rules that cannot be evaluated end the session: nothing is shown by those before', async () => {
  const { peer, status } = await bench.started();
  peer.send({ t: 'keyframe' });
  await upTo(peer, '4711');
  peer.send({ t: 'policy', policy: { ...NONE, maskCssSelectors: ':nonsense(' } });
  await expect.poll(status).toBe('session_ended');
});

test('S1.7 2.12 the account’s default of `maskType` holds where it is stricter than the page’s', async () => {
  document.body.innerHTML = '<input value="typed 4711"><p>an open word</p>';
  for (const [own, account, hidden] of [
    [undefined, 'all_input', true],
    ['custom_input', 'all', true],
    ['all_input', 'custom_input', true],
    ['custom_input', undefined, false],
  ] as const) {
    const { peer, session } = await bench.started({ ui: false, piiMask: { maskType: own, unmaskCssSelectors: 'p' } });
    peer.send({ t: 'policy', policy: { ...NONE, ...(account && { maskType: account }) } });
    peer.send({ t: 'keyframe' });
    expect(
      (await upTo(peer, 'an open word')).some((one) => says(one, 'typed 4711')),
      `${own} ${account}`,
    ).toBe(!hidden);
    const ended = session.end();
    peer.send({ t: 'ended', reason: 'ended_by_customer' });
    await ended;
  }
});
