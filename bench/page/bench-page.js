import { base64, mark, quiet } from './mark.js';
import { buildNodes, insertRules } from './nodes.js';
import { rowsPage } from './rows.js';

/**
 * Puts `Bench` on the page: the pages to measure on, and the same questions to every engine. An engine is `start(send)` →
 * `{ complete }`: it takes a snapshot and follows the page; `send` gets what would leave the page, a string or bytes;
 * `complete()` is true when its first snapshot has left.
 */
export function installBench(start) {
  let sent = [];
  let count = 0;
  let running;
  let operations;
  const begin = () => {
    running = start((piece) => {
      count++;
      sent.push(piece);
      mark('sent');
    });
  };
  const drain = () => {
    const pieces = sent.map((piece) => (typeof piece === 'string' ? { text: piece } : { bytes: base64(piece) }));
    sent = [];
    return pieces;
  };
  const weigh = async () => {
    const all = new Blob(sent);
    sent = [];
    const gzipped = await new Response(all.stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
    return { raw: all.size, gzipped: gzipped.byteLength };
  };
  const settle = (ms = 100) => quiet(() => count, ms);

  globalThis.Bench = {
    buildNodes,
    insertRules,
    /** What was sent since the last time, to be applied elsewhere. */
    drain,
    /** Bytes sent since the last time, as they are and gzipped in one piece. */
    weigh,
    /** A first snapshot: marks `begin`, then `sent` at every piece; the last task that sent something ends it. */
    async snapshot() {
      await settle();
      globalThis.gc();
      mark('begin');
      begin();
      while (!running.complete()) await settle();
    },
    async follow() {
      begin();
      while (!running.complete()) await settle();
      await settle();
    },
    rows() {
      operations = rowsPage();
      return Object.keys(operations);
    },
    /** Runs one operation, `times` times, each followed by two frames and `ms` of silence, between the marks `begin` and `end`. */
    async operate({ name, times, ms }) {
      globalThis.gc();
      await settle(30);
      mark('begin');
      for (let i = 0; i < times; i++) {
        operations[name]();
        await settle(ms);
      }
      mark('end');
    },
  };
}
