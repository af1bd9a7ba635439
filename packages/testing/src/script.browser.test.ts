import { expect, test } from 'vitest';
import { EDIT_GROUPS, type EditGroup } from './edits/index.js';
import { createHistogram } from './histogram.js';
import { growDocument } from './page/grow.js';
import { createPage } from './page/page.js';
import { createRandom } from './random.js';
import { applyEdit, makeScript } from './script.js';

const GROUPS = Object.keys(EDIT_GROUPS) as EditGroup[];

/** Runs a script on a frame of its own and gives back what the page became. */
function play(seed: number, histogram = createHistogram()): string {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const page = createPage(frame.contentDocument as Document, createRandom(seed));
  growDocument(page);
  for (const step of makeScript(seed, GROUPS)) {
    if (step.do !== 'edit') continue;
    try {
      if (applyEdit(page, step)) histogram.add(step.kind);
    } catch (error) {
      throw new Error(`seed ${seed}: ${step.kind}#${step.seed} threw`, { cause: error });
    }
  }
  const html = page.document.documentElement.getHTML({ serializableShadowRoots: true, shadowRoots: rootsOf(page.document) });
  frame.remove();
  return html;
}

function rootsOf(document: Document): ShadowRoot[] {
  const roots: ShadowRoot[] = [];
  const walk = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      if (!element.shadowRoot) continue;
      roots.push(element.shadowRoot);
      walk(element.shadowRoot);
    }
  };
  walk(document);
  return roots;
}

test('1 the same seed makes the same page', () => {
  for (let seed = 1; seed <= 20; seed++) expect(play(seed)).toBe(play(seed));
  expect(play(1)).not.toBe(play(2));
});

test('2 no edit throws, and every kind finds something to do', () => {
  const histogram = createHistogram();
  for (let seed = 100; seed < 400; seed++) play(seed, histogram);
  for (const group of GROUPS)
    for (const name of Object.keys(EDIT_GROUPS[group])) expect(histogram.count(`${group}.${name}`), name).toBeGreaterThan(0);
});
