import { DOCUMENT_ID, LIMITS, Op } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nextTask } from './next-task.js';
import { type OpenRenderer, openRenderer } from './testing/open-renderer.js';
import { createStream, KEY, type Stream, type Tree } from './testing/stream.js';

let open: OpenRenderer;
let thrown: unknown[];
const note = (event: ErrorEvent | PromiseRejectionEvent): void => void thrown.push('reason' in event ? event.reason : event.error);
beforeEach(() => {
  thrown = [];
  addEventListener('error', note);
  addEventListener('unhandledrejection', note);
});
afterEach(() => {
  removeEventListener('error', note);
  removeEventListener('unhandledrejection', note);
  open.renderer.stop();
  open.renderer.frame.parentElement?.remove();
  expect(thrown).toEqual([]);
});

/** Milliseconds one frame may hold the agent's browser; ten times that is the limit of a loaded machine. */
const PATIENCE = 3_000;

const MEGA = 'x'.repeat(1_000_000);
const SHEET = `a{b:c}/*${MEGA}*/`;
const LONG = `data-${'x'.repeat(2_000)}`;
const many = (s: Stream, count: number, write: (i: number) => void): Uint8Array => {
  for (let i = 0; i < count; i++) write(i);
  return s.w.take();
};
const numbers = (s: Stream, ...values: number[]): void => {
  for (const value of values) s.w.varint(value);
};

interface Attack {
  /** The page's own body first: nodes 5 and 6 are its first elements. */
  body?: Tree[];
  frames(s: Stream): Iterable<Uint8Array>;
  fault: string | RegExp;
}

const ATTACKS: Record<string, Attack> = {
  'a million operations on one text, each with a long string': {
    body: [['p', {}, 'x']],
    *frames(s) {
      for (let round = 0; round < 4; round++)
        yield many(s, 100_000, () => {
          s.w.u8(Op.SetText);
          numbers(s, 6);
          s.w.string(MEGA);
        });
    },
    fault: 'too much work',
  },
  'one string in a million attributes': {
    *frames(s) {
      for (let round = 0; round < 4; round++) {
        s.insert(4, 0, ...Array.from({ length: 100_000 }, (): Tree => ['p', { title: MEGA }]));
        yield s.take();
      }
    },
    fault: 'too much work',
  },
  'texts without end': {
    body: [['p', {}, 'x']],
    *frames(s) {
      for (let round = 0; round < 60; round++) {
        s.insert(4, 0, ['p', { title: String(round).padEnd(1_300_000, 'y') }, String(round).padEnd(1_300_000, 'x')]);
        yield s.take();
      }
    },
    fault: /too much (?:text|work)/,
  },
  'too many nodes': {
    *frames(s) {
      for (let round = 0; round < 6; round++) {
        s.insert(4, 0, ...Array.from({ length: 100_000 }, (): Tree => ['#comment', {}]));
        yield s.take();
      }
    },
    fault: 'too many nodes',
  },
  'attributes without end': {
    *frames(s) {
      s.insert(4, 0, ['p', Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`data-x${i}`, '']))]);
      yield s.take();
    },
    fault: 'too many attributes',
  },
  'attributes without end, one by one': {
    body: [['p', {}]],
    *frames(s) {
      yield many(s, 5_000, (i) => {
        s.w.u8(Op.SetAttribute);
        numbers(s, 5);
        s.w.string(`data-x${i}`);
        s.w.string('');
      });
    },
    fault: 'too many attributes',
  },
  'a large tree moved to and fro': {
    body: [
      ['p', {}],
      ['div', {}, ...Array.from({ length: 20_000 }, (): Tree => ['i', {}])],
    ],
    *frames(s) {
      yield many(s, 100_000, (i) => {
        s.w.u8(Op.Insert);
        numbers(s, 4, i % 2 ? 5 : 0);
        s.w.u8(Op.Move);
        numbers(s, 6);
        s.w.u8(Op.End);
      });
    },
    fault: 'too much work',
  },
  'a tree moved into itself': {
    body: [['p', {}, ['i', {}]]],
    *frames(s) {
      s.w.u8(Op.Insert);
      numbers(s, 6, 0);
      s.w.u8(Op.Move);
      numbers(s, 5);
      s.w.u8(Op.End);
      yield s.take();
    },
    fault: /render|too/,
  },
  'a host moved into its own shadow root': {
    body: [['p', {}, ['#shadow', {}]]],
    *frames(s) {
      s.w.u8(Op.Insert);
      numbers(s, 6, 0);
      s.w.u8(Op.Move);
      numbers(s, 5);
      s.w.u8(Op.End);
      yield s.take();
    },
    fault: /render|too/,
  },
  'shadow roots in shadow roots': {
    *frames(s) {
      let tree: Tree = 'x';
      for (let i = 0; i < LIMITS.depth; i++) tree = ['p', {}, ['#shadow', {}, tree]];
      s.insert(4, 0, tree);
      yield s.take();
    },
    fault: 'too deep',
  },
  'two shadow roots': {
    *frames(s) {
      s.insert(4, 0, ['p', {}, ['#shadow', {}], ['#shadow', {}]]);
      yield s.take();
    },
    fault: /render/,
  },
  'a shadow root where none may be': {
    *frames(s) {
      s.insert(4, 0, ['input', {}, ['#shadow', {}]]);
      yield s.take();
    },
    fault: /render/,
  },
  'deeper and deeper, level by level': {
    *frames(s) {
      let parent = 4;
      for (let i = 0; i <= LIMITS.depth; i++) [parent = 4] = s.insert(parent, 0, ['b', {}]);
      yield s.take();
    },
    fault: 'too deep',
  },
  'an id far ahead': {
    *frames(s) {
      s.w.u8(Op.SetText);
      numbers(s, 0xffffffff);
      s.w.string('x');
      yield s.take();
    },
    fault: 'unknown node',
  },
  'a number of more than 32 bits': {
    *frames(s) {
      s.w.u8(Op.Remove);
      for (const byte of [255, 255, 255, 255, 255, 1]) s.w.u8(byte);
      yield s.take();
    },
    fault: 'varint too long',
  },
  'a count larger than what follows': {
    *frames(s) {
      s.w.u8(Op.SheetList);
      numbers(s, DOCUMENT_ID, 0xffffffff, 1);
      s.w.string('');
      yield s.take();
    },
    fault: 'unexpected end',
  },
  'a string table that never ends': {
    *frames() {
      for (let round = 0; round < 3; round++) {
        const words = Array.from({ length: 40_000 }, (_, i) => `w${round}x${i}`);
        // What the writer refuses to do: every word a new one of the stream's.
        const count = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...count(value >>> 7)]);
        const text = new TextEncoder().encode(words.join(''));
        const head = [...count(words.length), ...words.flatMap((word) => count(word.length)), ...count(0), ...count(text.length)];
        const out = new Uint8Array(head.length + text.length);
        out.set(head);
        out.set(text, head.length);
        yield out;
      }
    },
    fault: 'string table is full',
  },
  'one sheet of a megabyte set again and again': {
    *frames(s) {
      for (let round = 0; round < 4; round++)
        yield many(s, 500, () => {
          s.w.u8(Op.Sheet);
          numbers(s, 1);
          s.w.string(SHEET);
        });
    },
    fault: 'too much work',
  },
  'a hundred thousand sheets': {
    *frames(s) {
      s.list(DOCUMENT_ID, ...Array.from({ length: 100_000 }, (_, i) => i));
      yield s.take();
    },
    fault: 'too many sheets',
  },
  'media that change and change': {
    *frames(s) {
      s.sheet(1, '@media (hover){a{b:c}}'.repeat(10_000));
      for (let round = 0; round < 200; round++) s.meta({ media: { hover: round % 2 ? 'hover' : 'none' } });
      yield s.take();
    },
    fault: 'too much work',
  },
  'checksums of everything without end': {
    body: [['div', {}, ...Array.from({ length: 60_000 }, (): Tree => ['#comment', {}])]],
    *frames(s) {
      yield many(s, 100_000, () => {
        s.w.u8(Op.Checksum);
        numbers(s, 65_537 * 20, 65_537 * 21 - 1, 0x2545f491);
      });
    },
    fault: /too much work|out of sync/,
  },
  'a checksum that is nonsense': {
    *frames(s) {
      s.w.u8(Op.Checksum);
      numbers(s, 2, 5, 12345);
      yield s.take();
    },
    fault: 'out of sync',
  },
  'pictures of a canvas without end': {
    body: [['canvas', {}]],
    *frames(s) {
      yield many(s, 20_000, (i) => {
        s.w.u8(Op.SetAttribute);
        numbers(s, 5);
        s.w.string('sightline-canvas');
        s.w.string(`sightline-asset:x${i % 9}`);
      });
      yield many(s, 5_000, () => {
        s.w.u8(Op.SheetAsset);
        numbers(s, 7, 7);
      });
    },
    fault: 'too much work',
  },
  'a document element again and again behind comments': {
    *frames(s) {
      const comments = s.insert(DOCUMENT_ID, 0, ...Array.from({ length: 100_000 }, (): Tree => ['#comment', {}]));
      yield s.take();
      for (let i = 0; i < 2_000; i++) s.insert(DOCUMENT_ID, comments.at(-1) ?? 0, ['html', {}]);
      yield s.take();
    },
    fault: 'too much work',
  },
};

test.each(Object.entries(ATTACKS))('H6 %s is a fault within its time, and a keyframe cures it', async (_name, { body, frames, fault }) => {
  open = await openRenderer();
  const { renderer, faults } = open;
  const stream = createStream();
  const first = open.next();
  renderer.apply(KEY, stream.page(body ?? []));
  await first;
  let longest = 0;
  for (const frame of frames(stream)) {
    const started = performance.now();
    renderer.apply(0, frame);
    longest = Math.max(longest, performance.now() - started);
    while (renderer.busy) {
      const paused = performance.now();
      await nextTask();
      longest = Math.max(longest, performance.now() - paused);
    }
    if (faults.length > 0) break;
  }
  expect(faults[0]).toMatch(fault);
  expect(faults).toHaveLength(1);
  expect(longest).toBeLessThan(PATIENCE * 10);
  const shown = open.next();
  renderer.apply(KEY, createStream().page([['p', {}, 'cured']]));
  await shown;
  expect(renderer.document.body.textContent).toBe('cured');
});

test.each([
  'null',
  '[]',
  '"x"',
  '1',
  '{"width":"x","height":null,"quirks":2,"title":{},"url":[],"media":[1],"defined":{"a":1}}',
  `{"media":{"${LONG}":"${LONG}"},"title":"${MEGA}"}`,
  '{"__proto__":{"x":1},"width":-5,"height":1e99}',
])('H5 meta of a wrong shape is a fault or nothing: %.40s', async (json) => {
  open = await openRenderer();
  const { renderer, faults, metas } = open;
  const stream = createStream();
  const first = open.next();
  renderer.apply(KEY, stream.page([]));
  await first;
  stream.w.u8(Op.Meta);
  stream.w.string(json);
  renderer.apply(0, stream.take());
  const meta = metas.at(-1);
  expect(faults.length).toBeLessThanOrEqual(1);
  expect(meta?.title.length).toBeLessThanOrEqual(4096);
  expect(meta?.width).toBeGreaterThanOrEqual(1);
  expect(meta?.height).toBeLessThanOrEqual(20_000);
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
});
