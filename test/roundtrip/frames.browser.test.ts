import { compareTrees, type Ends } from '@sightline/testing';
import { afterEach, expect, test } from 'vitest';
import { createMirror, type Mirror } from './mirror.js';

let mirror: Mirror | undefined;
afterEach(() => mirror?.stop());

const projection = { isBox: (element: Element) => element.matches('.private, input[type=password]'), isOurs: () => false };

/** What differs between the page and its mirror, documents in frames included; `compared` counts those. */
function differences({ page, renderer, capture }: Mirror, compared: { frames: number }): string[] {
  const inFrame =
    (path: number[], mirrorId: (node: Node) => number | undefined) =>
    (a: Element, b: Element): Ends | undefined => {
      const document = (a as HTMLIFrameElement).contentDocument;
      if (document === null) return undefined;
      const inner = [...path, mirrorId(b) ?? 0];
      const scene = renderer.frameAt(inner)?.scene;
      if (scene === undefined) throw new Error(`no mirror of the document in frame ${inner.join()}`);
      if (scene.frame.document.compatMode !== document.compatMode) throw new Error(`mode ${scene.frame.document.compatMode}`);
      compared.frames++;
      const { table } = scene;
      return {
        page: document,
        mirror: scene.frame.document,
        mirrorId: table.idOf,
        mirrorNode: table.get,
        sizes: () => ({ page: 0, mirror: table.size }),
        projection,
        scrollSettled: true,
        inFrame: inFrame(inner, table.idOf),
      };
    };
  return compareTrees({
    page,
    mirror: renderer.document,
    pageId: capture.idOf,
    pageNode: capture.nodeOf,
    mirrorId: renderer.idOf,
    mirrorNode: renderer.nodeOf,
    sizes: () => ({ page: capture.size, mirror: renderer.size }),
    projection,
    scrollSettled: true,
    inFrame: inFrame([], renderer.idOf),
  });
}

/** Waits until both ends are equal, with so many documents in frames. */
const same = async (m: Mirror, frames: number): Promise<void> => {
  const look = (): string[] => {
    const compared = { frames: 0 };
    try {
      const found = differences(m, compared);
      return compared.frames === frames ? found : [...found, `${compared.frames} frames`];
    } catch (error) {
      return [String(error)];
    }
  };
  await expect.poll(look, { timeout: 8_000, message: m.faults.join() }).toEqual([]);
};

const inner = (frame: Element | null): Document => (frame as HTMLIFrameElement).contentDocument as Document;
const reloaded = (frame: Element | null): Promise<unknown> =>
  new Promise((resolve) => (frame as Element).addEventListener('load', resolve, { once: true }));

const NESTED = `<!doctype html><title>two</title><style>p { color: green }</style>
<body><p>two</p><div id="host"></div><input value="x"><div id="tall" style="height:40px;overflow:auto"><p style="height:400px">tall</p></div>
<iframe id="three" srcdoc="<!doctype html><p>three"></iframe></body>`;

test('5.1 documents of the page’s own origin in frames are mirrored as they come, change, move and go', async () => {
  mirror = await createMirror();
  const { page } = mirror;
  page.body.innerHTML = '<p>one</p><iframe id="two"></iframe><iframe id="blank"></iframe><div id="shade"></div>';
  const two = page.querySelector<HTMLIFrameElement>('#two') as HTMLIFrameElement;
  two.srcdoc = NESTED;
  // In a shadow root, of both modes, and with its document written by a script of the page.
  const root = (page.querySelector('#shade') as Element).attachShadow({ mode: 'open' });
  root.innerHTML = '<iframe id="shadowed" srcdoc="<!doctype html><b>shadowed</b>"></iframe>';
  inner(page.querySelector('#blank')).body.innerHTML = '<i>blank</i>';
  await same(mirror, 4);

  // Edits on every level, in the order a page makes them.
  const body = inner(two).body;
  (body.querySelector('p') as Element).textContent = 'two again';
  (body.querySelector('input') as HTMLInputElement).value = 'typed';
  (body.querySelector('#tall') as Element).scrollTop = 120;
  (body.querySelector('#host') as Element).attachShadow({ mode: 'open' }).innerHTML = '<em>deep</em>';
  inner(body.querySelector('#three')).body.append('more of three');
  inner(root.querySelector('#shadowed')).body.className = 'changed';
  await same(mirror, 4);
  const realm = two.contentWindow as Window & typeof globalThis;
  for (const element of body.querySelectorAll('*')) expect(element).toBeInstanceOf(realm.Element);

  // A new keyframe of the page brings the frames along.
  await mirror.open();
  await same(mirror, 4);

  // Moved, a frame loads anew; so does one that is given another document.
  const again = reloaded(two);
  page.body.prepend(two);
  await again;
  const next = reloaded(page.querySelector('#blank'));
  (page.querySelector('#blank') as HTMLIFrameElement).srcdoc = '<!doctype html><h1>next</h1>';
  await next;
  await same(mirror, 4);

  // Written over by a script, in the other mode.
  const written = inner(root.querySelector('#shadowed'));
  const closed = reloaded(root.querySelector('#shadowed'));
  written.open();
  written.write('<p>written');
  written.close();
  await closed;
  await same(mirror, 4);
  written.body.append(' and edited');
  await same(mirror, 4);

  // Hidden, and gone.
  two.style.display = 'none';
  inner(two).body.append('unseen');
  (page.querySelector('#blank') as Element).remove();
  await same(mirror, 3);
  expect(mirror.faults).toEqual([]);
  expect(mirror.forgets).toBe(0);
});

test('5.2 a document in a frame whose mirror broke is told anew by itself', async () => {
  mirror = await createMirror();
  const { page, renderer } = mirror;
  page.body.innerHTML = '<iframe srcdoc="<!doctype html><p>left"></iframe><iframe srcdoc="<!doctype html><p>right"></iframe>';
  await same(mirror, 2);
  const [left, right] = page.querySelectorAll('iframe');
  const rightBefore = renderer.frameAt([mirror.capture.idOf(right as Element) ?? 0])?.scene;
  const text = renderer.frameAt([mirror.capture.idOf(left as Element) ?? 0])?.scene.frame.document.querySelector('p')?.firstChild as Text;
  text.data = 'broken';
  inner(left as Element).body.append('news');
  await expect.poll(() => mirror?.renewed, { timeout: 20_000 }).toEqual([[mirror.capture.idOf(left as Element)]]);
  await same(mirror, 2);
  expect(renderer.frameAt([mirror.capture.idOf(right as Element) ?? 0])?.scene).toBe(rightBefore);
  expect(mirror.faults).toEqual([]);
});

test('5.3 masks reach into frames: what matches there is a box, a mask that comes makes everything be forgotten', async () => {
  mirror = await createMirror();
  const { page } = mirror;
  page.body.innerHTML =
    '<iframe srcdoc="<!doctype html><p class=private>secret-one</p><input type=password value=secret-two><p id=later>words</p>"></iframe>' +
    '<div class="private"><iframe srcdoc="<!doctype html>secret-three"></iframe></div>';
  const frame = page.querySelector('iframe');
  await expect.poll(() => mirror?.lastFrames(), { timeout: 8_000 }).toContain('words');
  const sent = (): string => JSON.stringify(mirror?.sent.stream.map(({ body }) => new TextDecoder().decode(body)));
  expect(sent()).toContain('words');
  expect(sent()).not.toMatch(/secret/);
  const before = mirror.forgets;
  (inner(frame).querySelector('#later') as Element).className = 'private';
  (inner(frame).querySelector('#later') as Element).append('secret-four');
  await expect.poll(() => mirror?.forgets, { timeout: 8_000 }).toBe(before + 1);
  await expect.poll(() => sent().includes('later') || sent().length > 0).toBe(true);
  expect(sent()).not.toMatch(/words|secret/);
});
