import { expect, test } from 'vitest';
import { collect } from '../page/pick.js';
import { compareTrees, type Ends } from './compare-trees.js';

const MARKUP = `<div class="a" title="t"><p>one</p><p>two</p><!-- c --><input value="v"><input type="checkbox" checked>
  <select><option>1<option>2</select><textarea>text</textarea><a href="http://x.example/p">l</a></div><div id="host"></div>`;

/** A page and a mirror of it made by hand, with ids in tree order. */
function mirrored(): Ends & { pageIds: Map<Node, number>; mirrorIds: Map<Node, number> } {
  const documents = [0, 1].map(() => {
    const document = new DOMParser().parseFromString(MARKUP, 'text/html');
    document.getElementById('host')?.attachShadow({ mode: 'open' }).append('inside');
    return document;
  }) as [Document, Document];
  const [page, mirror] = documents;
  for (const comment of mirror.querySelector('div')?.childNodes ?? []) if (comment.nodeType === 8) (comment as Comment).data = '';
  const idsOf = (document: Document): Map<Node, number> => {
    const nodes: Node[] = [document];
    collect(document, nodes);
    return new Map(nodes.map((node, index) => [node, index + 1]));
  };
  const [pageIds, mirrorIds] = [idsOf(page), idsOf(mirror)];
  const nodeOf = (ids: Map<Node, number>, id: number): Node | undefined => [...ids].find(([, each]) => each === id)?.[0];
  return {
    page,
    mirror,
    pageIds,
    mirrorIds,
    pageId: (node) => pageIds.get(node),
    mirrorId: (node) => mirrorIds.get(node),
    pageNode: (id) => nodeOf(pageIds, id),
    mirrorNode: (id) => nodeOf(mirrorIds, id),
    sizes: () => ({ page: pageIds.size, mirror: mirrorIds.size }),
    projection: { isBox: () => false, isOurs: () => false },
    scrollSettled: false,
  };
}

const first = <T extends Element>(document: Document, selector: string): T => document.querySelector<T>(selector) as T;

/** One fault a mirror may have, and a word of what should be said of it. */
const FAULTS: Record<string, [make: (ends: ReturnType<typeof mirrored>) => void, said: string]> = {
  'a missing node': [({ mirror }) => first(mirror, 'a').remove(), 'children'],
  'a node too many': [({ mirror }) => first(mirror, 'div').append(mirror.createElement('b')), 'nobody'],
  'another order': [({ mirror }) => first(mirror, 'div').append(first(mirror, 'p')), 'became'],
  'another text': [({ mirror }) => (first(mirror, 'p').textContent = 'three'), 'p'],
  'changed data': [({ mirror }) => ((first(mirror, 'p').firstChild as Text).data = 'three'), '"three"'],
  'a comment with words': [({ mirror }) => ((first(mirror, 'div').childNodes[2] as Comment).data = 'x'), '#comment'],
  'a missing attribute': [({ mirror }) => first(mirror, 'div').removeAttribute('title'), 'title'],
  'an attribute too many': [({ mirror }) => first(mirror, 'p').setAttribute('onclick', ''), 'onclick'],
  'another address': [({ mirror }) => first(mirror, 'a').setAttribute('href', 'http://x.example/p?q'), 'href'],
  'another value': [({ mirror }) => (first<HTMLInputElement>(mirror, 'input').value = 'w'), 'value'],
  'another tick': [({ mirror }) => (first<HTMLInputElement>(mirror, '[type=checkbox]').checked = false), 'checked'],
  'another mix': [({ mirror }) => (first<HTMLInputElement>(mirror, '[type=checkbox]').indeterminate = true), 'indeterminate'],
  'another choice': [({ mirror }) => (first<HTMLSelectElement>(mirror, 'select').selectedIndex = 1), 'selected'],
  'another shadow': [({ mirror }) => (first(mirror, '#host').shadowRoot as ShadowRoot).append('x'), '#shadow'],
  'a shadow too many': [({ mirror }) => void first(mirror, 'p').attachShadow({ mode: 'open' }), 'shadow root'],
  'another id': [({ mirror, mirrorIds }) => void mirrorIds.set(first(mirror, 'p'), 99), 'id'],
  'a forgotten id': [({ page, pageIds }) => void pageIds.delete(first(page, 'p')), 'id'],
  'an id of the past': [({ mirrorIds, mirror }) => void mirrorIds.set(mirror.createElement('i'), 98), 'mirror’s table'],
};

test('3 a mirror without fault has no difference', () => {
  expect(compareTrees(mirrored())).toEqual([]);
});

for (const [fault, [make, said]] of Object.entries(FAULTS))
  test(`3 ${fault} is found`, () => {
    const ends = mirrored();
    make(ends);
    expect(compareTrees(ends).join('\n')).toContain(said);
  });
