import { createRandom, editKinds, mixSeeds } from '@sightline/testing';
import { expect, test } from 'vitest';
import { createMirror } from './mirror.js';
import { nextTask } from './next-task.js';

declare const __LONG__: boolean;

const NODES = __LONG__ ? 12_000 : 8_000;
const KINDS = editKinds(['insert', 'remove', 'move', 'text', 'attribute', 'shadow', 'form']);

test('1.3 1.4 a keyframe in slices, and edits between the slices, end in equal trees', async () => {
  const seeds = __LONG__ ? 60 : 4;
  let slices = 0;
  let edits = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const mirror = await createMirror();
    const { applyEdit, createPage, growDocument, growNode } = mirror.realm;
    const random = createRandom(mixSeeds(seed, 7));
    const page = createPage(mirror.page, random);
    growDocument(page);
    const { body } = mirror.page;
    for (let at = body; body.getElementsByTagName('*').length < NODES; ) {
      const section = at.appendChild(mirror.page.createElement('section'));
      for (let n = 40; n > 0; n--) section.append(growNode(page, 8));
      // Deep as well as wide, so that slices end on many levels.
      at = random.chance(0.4) ? section : body;
    }
    const before = mirror.sent.frames;
    const opening = { done: false };
    const shown = mirror.open(true).then(() => void (opening.done = true));
    let number = 0;
    while (!opening.done) {
      // A few edits in each task that comes between two slices.
      for (let n = random.int(4); n > 0; n--) {
        applyEdit(page, { do: 'edit', kind: random.pick(KINDS), seed: mixSeeds(seed, ++number) });
        page.random = random;
      }
      await nextTask();
    }
    await shown;
    mirror.capture.flush();
    expect(mirror.faults.concat(mirror.differences({ scroll: false, sheets: false })), `seed ${seed}`).toEqual([]);
    slices += mirror.sent.frames - before;
    edits += number;
    mirror.stop();
  }
  console.info(`slices: ${slices} frames, ${edits} edits between them`);
  expect(slices).toBeGreaterThan(seeds * 2);
  expect(edits).toBeGreaterThan(seeds);
});

test('1.3 1.5 a burst of inserts larger than a slice, changed while it goes over, ends in equal trees', async () => {
  for (let seed = 1; seed <= (__LONG__ ? 60 : 4); seed++) {
    const mirror = await createMirror();
    const { applyEdit, createPage, growDocument, growNode } = mirror.realm;
    const random = createRandom(mixSeeds(seed, 8));
    const page = createPage(mirror.page, random);
    growDocument(page);
    mirror.capture.flush();
    const bulk = mirror.page.createElement('div');
    while (bulk.getElementsByTagName('*').length < NODES) bulk.append(growNode(page, 12));
    mirror.page.body.append(bulk);
    for (let number = 1; number <= 60; number++) {
      applyEdit(page, { do: 'edit', kind: random.pick(KINDS), seed: mixSeeds(seed, number) });
      page.random = random;
      if (random.chance(0.3)) await nextTask();
    }
    mirror.capture.flush();
    expect(mirror.faults.concat(mirror.differences({ scroll: false, sheets: false })), `seed ${seed}`).toEqual([]);
    mirror.stop();
  }
});
