import { createRandom, makeScript, mixSeeds } from '@sightline/testing';
import { expect, test } from 'vitest';
import { MAIN_GROUPS } from './groups.js';
import { createMirror, type Mirror } from './mirror.js';
import { runScript } from './run-script.js';

const SEED = 31;
const checksums = (mirror: Mirror): number => mirror.lastFrames().split('checksum').length - 1;

/** A page with a history of edits. */
async function edited(): Promise<Mirror> {
  const mirror = await createMirror();
  const steps = makeScript(SEED, MAIN_GROUPS).filter((step) => step.do !== 'keyframe');
  expect(await runScript(mirror, { seed: SEED, steps, compared: { sheets: false, scroll: false } })).toBeUndefined();
  return mirror;
}

test('1.14 after news the mirror is told what it must be, part by part, and agrees', async () => {
  const mirror = await edited();
  const { applyEdit, createPage } = mirror.realm;
  const page = createPage(mirror.page, createRandom(mixSeeds(SEED, 5)));
  for (let round = 0; round < 3; round++) {
    applyEdit(page, { do: 'edit', kind: 'insert.insertTree', seed: round });
    await expect.poll(() => checksums(mirror), { timeout: 20_000 }).toBeGreaterThan(0);
    expect(mirror.faults).toEqual([]);
    applyEdit(page, { do: 'edit', kind: 'text.textContent', seed: round });
    mirror.capture.flush();
    applyEdit(page, { do: 'edit', kind: 'text.comment', seed: round });
    mirror.capture.flush();
    applyEdit(page, { do: 'edit', kind: 'attribute.rootAttribute', seed: round });
    mirror.capture.flush();
  }
  mirror.stop();
});

test('1.14 a mirror that differs in a word, or in the order of nodes, is found out', async () => {
  const breaks: Record<string, (document: Document) => void> = {
    word: (document) => {
      const text = document.createTreeWalker(document, NodeFilter.SHOW_TEXT).nextNode() as Text;
      text.data += '!';
    },
    order: (document) => document.documentElement.append(document.head),
  };
  for (const [name, breakIt] of Object.entries(breaks)) {
    const mirror = await createMirror();
    mirror.page.body.append('words');
    mirror.capture.flush();
    breakIt(mirror.renderer.document);
    await expect.poll(() => mirror.faults.join(), { timeout: 20_000, message: name }).toContain('out of sync');
    mirror.stop();
  }
});
