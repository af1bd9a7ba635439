import { expect } from 'vitest';
import { type OpenRenderer, openRenderer } from './open-renderer.js';
import { createStream, KEY, type Stream, type Tree } from './stream.js';

/** A renderer that shows a page of a hand-written stream, which goes on from there. */
export interface ShownPage extends OpenRenderer {
  stream: Stream;
  document: Document;
}

export async function showPage(body: Tree[], css = '', meta = {}): Promise<ShownPage> {
  const open = await openRenderer();
  const stream = createStream();
  open.renderer.apply(KEY, stream.page(body, css, meta));
  expect(open.faults).toEqual([]);
  return { ...open, stream, document: open.renderer.document };
}
