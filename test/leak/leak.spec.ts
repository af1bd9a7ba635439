import { expect, test } from '@playwright/test';
import { PNG } from 'pngjs';
import { joinAtDesk } from '../e2e/mirror.js';
import { type Service, startService } from '../e2e/service.js';
import { tokenAt } from '../policy/tokens.js';
import { type LeakSite, startLeakSite } from './leak-site.js';
import { CANARY_COLOUR, SECRET_COLOUR } from './pictures.js';
import type { Planted } from './planting.js';
import { type Evidence, findTokens, says, tokensOf } from './search.js';
import { expectNoLeak, kept, pictureOf, throughToAgent, type Watched, watched } from './watched.js';
import { tapPage } from './wiretap.js';

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

/** Words from here on are given out by hand. */
const BY_HAND = 60_000;
const OPEN = 0;
const LATE = 30_000;

test('the search finds a word however it is written, and not where it is not', () => {
  const word = tokenAt(4711);
  const plain = Buffer.from(word);
  const codes = [...word].map((c) => c.charCodeAt(0));
  const written: Record<string, Buffer> = {
    'UTF-8': plain,
    'UTF-16': Buffer.from(word, 'utf16le'),
    reversed: Buffer.from([...word].reverse().join('')),
    capitals: Buffer.from(word.toUpperCase()),
    hexadecimal: Buffer.from(plain.toString('hex')),
    'percent encoding': Buffer.from(codes.map((c) => `%${c.toString(16)}`).join('')),
    'character references': Buffer.from(codes.map((c) => `&#${c};`).join('')),
    escapes: Buffer.from(codes.map((c) => `\\u00${c.toString(16)}`).join('')),
  };
  for (const [as, bytes] of Object.entries(written))
    expect(tokensOf(Buffer.concat([Buffer.from([0, 255]), bytes, Buffer.from('!')])).get(word), as).toBe(as);
  expect(tokensOf(Buffer.from(word, 'utf16le').swap16()).get(word)).toBe('UTF-16');
  for (const before of ['', 'a', 'ab'])
    expect(tokensOf(Buffer.from(Buffer.from(`${before}${word} etc`).toString('base64'))).get(word)).toBe('base64');
  expect(tokensOf(plain.subarray(1)).size).toBe(0);
});

test('2.1 2.2 2.4 2.9 no secret of the page leaves, in any element or attribute, and its canary does; what is masked late is forgotten', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const address: Planted = {
    place: 'page address',
    secret: tokenAt(BY_HAND),
    canary: tokenAt(BY_HAND + 1),
    never: 'its path is found instead',
  };
  const query = `?token=${address.secret}#${address.secret}`;
  const watch = await watched(
    { browser, service, site },
    { maskType: 'custom_input', query, plant: (page) => page.evaluate((from) => planting.leakTest.open(from), OPEN) },
  );
  await throughToAgent(watch, 'planted');
  const late = await watch.customer.evaluate((from) => planting.leakTest.late(from), LATE);
  await throughToAgent(watch, 'planted late');
  const evidence = await expectNoLeak(watch, service, [...watch.planted, ...late, address]);
  expect(
    says(
      evidence.filter(({ where }) => where === 'customer sent view, decoded'),
      '/custom_input',
    ),
  ).toBe(true);
  await expectForgotten(watch, evidence);
  await watch.close();
});

/** What is drawn on a masked canvas is no picture that left; what is drawn on an open one is. */
async function expectColours({ taps }: Watched): Promise<void> {
  const drawn = (): string[] =>
    taps[0].assets.flatMap(({ mime, bytes }) =>
      mime === 'image/png' ? [[...PNG.sync.read(Buffer.from(bytes)).data.subarray(0, 3)].join()] : [],
    );
  await expect.poll(drawn).toContain(CANARY_COLOUR.join());
  expect(drawn()).not.toContain(SECRET_COLOUR.join());
}

/** What the agent saw, and is masked now, is in no page of an agent any more, and a late agent never sees it. */
async function expectForgotten(watch: Watched & { planted: Planted[] }, before: Evidence[]): Promise<void> {
  const shown = watch.planted.filter(({ place }) =>
    /^selector (?:text|deep text|title|svg text|shadow|option text|input value|style)$/.test(place),
  );
  const words = shown.map(({ canary }) => canary);
  expect(words.length).toBe(8);
  for (const word of words) expect(findTokens(before.filter(({ where }) => where === 'the agent’s picture')).has(word), word).toBe(true);
  const forgets = (): number =>
    watch.taps[0].evidence.filter(({ where, bytes }) => where === 'customer sent message' && says([{ where, bytes }], '"forget"')).length;
  const told = forgets();
  await watch.customer.evaluate(() => {
    for (const element of document.body.children) if (element.localName !== 'p') element.classList.add('private');
  });
  await throughToAgent(watch, 'masked late');
  expect(forgets()).toBe(told + 1);
  const late = await (await watch.agent.context().browser()?.newContext())?.newPage();
  if (!late) throw new Error('no browser');
  const tap = tapPage(late, 'late agent', service.origin);
  await joinAtDesk(late, service, watch.pin, { token: await service.token('agent', { userId: 'late-agent', userName: 'Late' }) });
  await expect(async () => {
    expect(says([await pictureOf(late)], 'masked late')).toBe(true);
  }).toPass({ timeout: 20_000 });
  await tap.settle();
  const now = findTokens([await pictureOf(watch.agent), await pictureOf(late), ...tap.evidence]);
  expect(words.filter((word) => now.has(word))).toEqual([]);
  await late.context().close();
}

test('2.1 2.4 2.6 what is typed or chosen never leaves, nor anything of its length or pace', async ({ browser }) => {
  let next = BY_HAND + 100;
  const watch = await watched(
    { browser, service, site },
    {
      maskType: 'custom_input',
      plant: (page) =>
        page.evaluate(() => {
          document.body.innerHTML = `<style>textarea:invalid + i { color: red }</style><form><input id="open"><input id="password" type="password" name="pass">
            <button type="button" id="show">show</button><input id="card" autocomplete="cc-number"><input id="code" autocomplete="one-time-code">
            <input id="file" type="file"><textarea id="note" class="private" required pattern="x"></textarea><i>hint</i>
            <div id="editable" data-sensitive="true" contenteditable="true"></div>
            <div id="inner" class="private" style="height:60px;overflow:auto"><p style="height:400px"><b>inside</b> <u>more</u></p></div></form>`;
          document
            .getElementById('show')
            ?.addEventListener('click', () => ((document.getElementById('password') as HTMLInputElement).type = 'text'));
        }),
    },
  );
  const { customer, taps } = watch;
  const canary = tokenAt(next++);
  const planted: Planted[] = [];
  const secret = (place: string): string => {
    const word = tokenAt(next++);
    planted.push({ place, secret: word, canary });
    return word;
  };
  await throughToAgent(watch, 'form is shown');
  await customer.locator('#open').pressSequentially(canary);
  await throughToAgent(watch, 'typed in the open');

  for (const id of ['password', 'card', 'code', 'note', 'editable']) {
    const word = secret(`typed ${id}`);
    await customer.locator(`#${id}`).click();
    await customer.keyboard.type(word.slice(0, 1));
    // The focus that went in is one thing that may be said; the rest of the typing is none.
    await throughToAgent(watch, `typing in ${id} begun`);
    await expect.poll(() => taps[0].checked).toBe(true);
    const before = taps[0].viewFrames;
    await customer.keyboard.type(word.slice(1), { delay: 15 });
    await customer.keyboard.press('Home');
    await customer.keyboard.press('Shift+End');
    expect(taps[0].viewFrames, `frames while typing in ${id}`).toBe(before);
    await throughToAgent(watch, `typing in ${id} done`);
  }
  await expectQuietInside(watch);
  await customer.locator('#show').click();
  await customer.locator('#password').pressSequentially(secret('shown password'));
  const name = `${secret('file name')}.pdf`;
  await customer.locator('#file').setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(secret('file')) });
  await throughToAgent(watch, 'all is typed');
  await expectNoLeak(watch, service, planted);
  await watch.close();
});

/** Moving, hovering, selecting and scrolling inside a masked element: no view frame, and of the pointer only which element. */
async function expectQuietInside(watch: Watched): Promise<void> {
  const { customer, taps } = watch;
  const box = await customer.locator('#inner').boundingBox();
  if (!box) throw new Error('no box');
  await customer.mouse.move(box.x + 5, box.y + 5);
  await throughToAgent(watch, 'pointer is inside');
  await expect.poll(() => taps[0].checked).toBe(true);
  const before = taps[0].viewFrames;
  const pointers = taps[0].pointers.length;
  for (let step = 0; step < 8; step++) await customer.mouse.move(box.x + 5 + step * 7, box.y + 5 + (step % 5) * 9);
  await customer.mouse.wheel(0, 50);
  await customer.evaluate(() => {
    document.getSelection()?.selectAllChildren(document.querySelector('#inner u') as Element);
    (document.querySelector('#note') as HTMLTextAreaElement).setCustomValidity('x');
    (document.querySelector('#note') as HTMLTextAreaElement).scrollTop = 3;
  });
  await customer.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(taps[0].viewFrames, 'frames of what happens inside').toBe(before);
  expect(taps[0].pointers.length, 'pointer frames inside').toBe(pointers);
}

test('2.1 2.4 nothing of what is printed, dragged, copied, pasted or filled in by the browser leaves from what is masked', async ({
  browser,
}) => {
  let next = BY_HAND + 300;
  const planted: Planted[] = [];
  /** A secret of a place, and the word that goes the same way where nothing is masked. */
  const pair = (place: string): Planted => {
    const one = { place, secret: tokenAt(next++), canary: tokenAt(next++) };
    planted.push(one);
    return one;
  };
  const [printed, byRule, drawn] = [pair('printed'), pair('printed by a rule'), pair('drag data')];
  const watch = await watched(
    { browser, service, site },
    {
      maskType: 'custom_input',
      plant: (page) =>
        page.evaluate(
          ([text, rule, drag]) => {
            document.body.innerHTML = `<style>@media print { .on-paper::after { content: attr(data-paper) } }</style>
              <div id="paper" class="private on-paper" data-paper="${rule?.secret}"></div><div id="open-paper" data-paper="${rule?.canary}"></div>
              <p id="drag" class="private" draggable="true">from</p><p id="drop" class="private">to</p>
              <p id="open-drag" draggable="true">from</p><p id="open-drop">to</p>
              <textarea id="from" class="private"></textarea><textarea id="to" class="private"></textarea><textarea id="open-to"></textarea>
              <form><input id="name" autocomplete="cc-name"><input id="number" autocomplete="cc-number"><input id="month" autocomplete="cc-exp-month">
              <input id="year" autocomplete="cc-exp-year"><input id="cvc" autocomplete="cc-csc"></form>`;
            const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
            addEventListener('beforeprint', () => {
              at('paper').textContent = text?.secret ?? '';
              at('open-paper').textContent = text?.canary ?? '';
            });
            for (const [open, word] of [
              ['', drag?.secret ?? ''],
              ['open-', drag?.canary ?? ''],
            ] as const) {
              at(`${open}drag`).addEventListener('dragstart', (event) => event.dataTransfer?.setData('text/plain', word));
              at(`${open}drop`).addEventListener('dragover', (event) => event.preventDefault());
              at(`${open}drop`).addEventListener('drop', (event) => {
                event.preventDefault();
                at(`${open}drop`).append(event.dataTransfer?.getData('text/plain') ?? '');
              });
            }
          },
          [printed, byRule, drawn],
        ),
    },
  );
  const { customer } = watch;
  await customer.pdf();
  for (const open of ['', 'open-']) await customer.locator(`#${open}drag`).dragTo(customer.locator(`#${open}drop`));

  await customer.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = pair('copied and pasted');
  for (const [from, to] of [
    [copied.secret, '#to'],
    [copied.canary, '#open-to'],
  ] as const) {
    await customer.locator('#from').fill(from);
    await customer.keyboard.press('Control+a');
    await customer.keyboard.press('Control+x');
    await customer.locator(to).click();
    await customer.keyboard.press('Control+v');
    expect(await customer.locator(to).inputValue()).toBe(from);
  }
  const card = { number: '4111111111111111', expiryMonth: '11', expiryYear: '2031', cvc: '471' };
  const filled = pair('filled in by the browser');
  const devtools = await customer.context().newCDPSession(customer);
  await devtools.send('DOM.enable');
  const { root } = await devtools.send('DOM.getDocument');
  const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#number' });
  const { node } = await devtools.send('DOM.describeNode', { nodeId });
  await devtools.send('Autofill.enable');
  await devtools.send('Autofill.trigger', { fieldId: node.backendNodeId, card: { ...card, name: filled.secret } });
  await expect.poll(() => customer.locator('#number').inputValue()).toBe(card.number);
  expect(await customer.locator('#number').evaluate((field) => field.matches(':autofill'))).toBe(true);
  await customer.locator('#open-to').fill(filled.canary);
  await throughToAgent(watch, 'all is done');
  const evidence = await expectNoLeak(watch, service, planted);
  expect(says(evidence, card.number)).toBe(false);
  await watch.close();
});

test('2.4 2.5 all_input: no field’s words and no masked picture leave, buttons, text and open pictures do', async ({ browser }) => {
  const watch = await watched(
    { browser, service, site },
    { maskType: 'all_input', plant: (page) => page.evaluate((from) => planting.leakTest.inputs(from), OPEN) },
  );
  await throughToAgent(watch, 'planted');
  const later = tokenAt(BY_HAND + 200);
  await watch.customer.evaluate((value) => {
    for (const field of document.querySelectorAll<HTMLInputElement>('input[type=text],textarea')) {
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }, later);
  await throughToAgent(watch, 'set later');
  const { planted } = watch;
  await expectNoLeak(watch, service, [...planted, { place: 'set later', secret: later, canary: planted[0]?.canary ?? '' }]);
  await expectColours(watch);
  await watch.close();
});

test('2.13 all: no words, pictures or fields leave, what is unmasked does', async ({ browser }) => {
  const watch = await watched(
    { browser, service, site },
    { maskType: 'all', plant: (page) => page.evaluate((from) => planting.leakTest.all(from), OPEN) },
  );
  await throughToAgent(watch, 'planted');
  await expectNoLeak(watch, service, watch.planted);
  await watch.close();
});

test('data and log keep what they must, and no PIN, token or word of the page', async ({ browser }) => {
  const token = await service.token('agent', { userId: 'zquser', userName: 'zqname' });
  const watch = await watched(
    { browser, service, site },
    { maskType: 'custom_input', plant: (page) => page.evaluate(() => document.body.append('zqopentext')) },
  );
  const third = await (await browser.newContext()).newPage();
  await joinAtDesk(third, service, watch.pin, { token });
  await throughToAgent(watch, 'shown');
  const evidence = kept(service);
  // The control: the same search finds what the store does keep.
  expect(says(evidence, 'zquser')).toBe(true);
  expect(says(evidence, 'zqopentext')).toBe(false);
  expect(says(evidence, token)).toBe(false);
  expect(says([{ where: 'log', bytes: new TextEncoder().encode(service.log()) }], watch.pin)).toBe(false);
  await watch.close();
  await third.context().close();
});
