import { afterEach, expect, test } from 'vitest';
import { printLive, type Rig, rig } from './capture.fixture.js';

let r: Rig;
afterEach(() => {
  r.stop();
  expect(r.faults).toEqual([]);
});
const same = (): void => {
  r.capture.flush();
  expect(r.mirror.print()).toBe(printLive(r.document));
  expect(r.capture.size).toBe(r.mirror.nodes.size);
};

test('1.1 a keyframe is the page', async () => {
  r = await rig('<style>p{color:red}</style><p class=a data-x="1">one<b>two</b><!--c--></p><div id=h></div>');
  same();
  expect(r.frames[0]?.flags).toBe(3);
  expect(r.mirror.css()).toBe('p{color:red}');
});
test('1.15 filter effects, markers, patterns and MathML are carried: from the start where the page has them, else told anew once their names have come', async () => {
  const rare =
    '<math><mi mathvariant="normal">x</mi></math><svg><filter id="f"><feGaussianBlur stdDeviation="2"></feGaussianBlur></filter></svg>' +
    '<svg><marker id="m" orient="auto" markerWidth="4"><path d="M0 0h9"></path></marker><pattern id="p" patternUnits="userSpaceOnUse"></pattern></svg>';
  r = await rig(rare);
  same();
  expect(r.forgets).toBe(0);
  r.stop();
  r = await rig('<p id=p>plain</p>');
  (r.document.getElementById('p') as HTMLElement).innerHTML = rare;
  r.capture.flush();
  expect(r.mirror.print()).not.toContain('feGaussianBlur');
  await expect.poll(() => r.mirror.print()).toBe(printLive(r.document));
  expect(r.forgets).toBe(1);
  same();
});
test('1.2 insert, move, remove, text, attributes', async () => {
  r = await rig('<ul id=l><li>1<li>2<li>3</ul><div id=d></div>');
  const l = r.document.getElementById('l') as HTMLElement;
  const d = r.document.getElementById('d') as HTMLElement;
  l.prepend(l.lastElementChild as Element);
  d.append('x', l.children[1] as Element, r.document.createElement('i'));
  l.setAttribute('class', 'q');
  same();
  (d.firstChild as Text).data = 'y';
  const x = d.children[0] as Element;
  x.remove();
  x.append('later');
  same();
  d.append(x);
  const s = d.attachShadow({ mode: 'open' });
  s.innerHTML = '<p>in</p>';
  same();
  s.append(x);
  same();
  l.innerHTML = '<li>fresh';
  l.after(l.firstChild as Node);
  same();
  expect(r.mirror.log.some((e) => e.op === 'Move')).toBe(true);
});
test.each([1, 2, 3, 4, 5, 6, 7, 8])('1.3 random edits, seed %i', async (seed) => {
  r = await rig('<div id=a><p>x</p></div><div id=b></div>');
  let state = seed * 2654435761;
  const rnd = (n: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % n;
  };
  const body = r.document.body;
  const pool: Node[] = [];
  const all = (): Node[] => {
    const out: Node[] = [];
    const visit = (n: Node): void => {
      out.push(n);
      n.childNodes.forEach(visit);
      if ((n as Element).shadowRoot) visit((n as Element).shadowRoot as ShadowRoot);
    };
    visit(body);
    return out;
  };
  for (let round = 0; round < 150; round++) {
    for (let i = rnd(8); i >= 0; i--) {
      const nodes = [...all(), ...pool];
      const pick = (): Node => nodes[rnd(nodes.length)] as Node;
      const n = pick();
      const m = pick();
      const parent = n.nodeType === 3 || n.nodeType === 8 ? n.parentNode : n;
      try {
        switch (rnd(9)) {
          case 0:
          case 1:
            parent?.insertBefore(r.document.createElement(['div', 'p', 'span', 'b'][rnd(4)] as string), parent.childNodes[rnd(3)] ?? null);
            break;
          case 2:
            parent?.appendChild(r.document.createTextNode(`t${round}`));
            break;
          case 3:
          case 4:
            if (m !== body && m.nodeType !== 11) parent?.insertBefore(m, parent.childNodes[rnd(4)] ?? null);
            break;
          case 5:
            if (m !== body && m.parentNode) {
              m.parentNode.removeChild(m);
              if (rnd(2)) pool.push(m);
            }
            break;
          case 6:
            if (n.nodeType === 3) (n as Text).data = `c${round}`;
            else if (n.nodeType === 1) (n as Element).setAttribute(['class', 'title', 'lang'][rnd(3)] as string, `v${rnd(9)}`);
            break;
          case 7:
            if (n.nodeType === 1 && rnd(3) === 0 && n !== body) (n as Element).attachShadow({ mode: 'open' });
            break;
          case 8:
            if (n.nodeType === 1 && rnd(6) === 0) (n as Element).replaceChildren(...(rnd(2) ? [m] : []));
        }
      } catch (error) {
        if (
          !(
            error instanceof DOMException ||
            (error as Error).name === 'HierarchyRequestError' ||
            (error as Error).name === 'NotSupportedError'
          )
        )
          throw error;
      }
      if (rnd(5) === 0) await Promise.resolve();
    }
    if (all().length > 300) body.replaceChildren();
    same();
  }
});
test('1.13 after stop the wrapped functions are the page’s own again; one that was wrapped on top passes through', async () => {
  r = await rig('<div id=h></div><input>');
  const view = r.document.defaultView as Window & typeof globalThis;
  const { attachShadow } = view.Element.prototype;
  const outer = function (this: Element, init: ShadowRootInit): ShadowRoot {
    return attachShadow.call(this, init);
  };
  view.Element.prototype.attachShadow = outer;
  expect(String(view.CSSStyleSheet.prototype.insertRule)).not.toContain('native code');
  r.capture.stop();
  expect(String(view.CSSStyleSheet.prototype.insertRule)).toContain('native code');
  expect(String(Object.getOwnPropertyDescriptor(view.HTMLInputElement.prototype, 'value')?.set)).toContain('native code');
  expect(view.Element.prototype.attachShadow).toBe(outer);
  expect((r.document.getElementById('h') as HTMLElement).attachShadow({ mode: 'open' }).mode).toBe('open');
  const frames = r.frames.length;
  r.document.body.append('x');
  await new Promise((done) => setTimeout(done, 50));
  expect(r.frames.length).toBe(frames);
});
