import { expect } from '@playwright/test';
import {
  ACT_TYPES,
  type Act,
  DrawingFlag,
  type DraftField,
  FrameFlag,
  type FrameHeader,
  FrameKind,
  readHeader,
  type StrokeStart,
  typesOf,
  writeAct,
  writeDraft,
  writeFrame,
  writeStroke,
} from '@sightline/protocol';
import { createFrameDecoder, printOps, type ReadableOp } from '@sightline/testing';
import type { Service } from '../e2e/service.js';
import { agentSocket } from '../guest/watcher.js';
import type { Evidence } from './search.js';

type Nodes = Extract<ReadableOp, { op: 'insert' }>['nodes'];

/** A node of the page as an agent knows it. */
export interface Known {
  id: number;
  /** It is masked: nothing but its box is known. */
  masked: boolean;
  /** Its `id` attribute. */
  name: string | undefined;
}

/** An agent without a desk, who may send what a desk never would. */
export interface WireAgent {
  /** All that was received, with view frames once more as text. */
  readonly evidence: Evidence[];
  /** Elements of the page, in order of their ids. */
  nodes(): Known[];
  /** The messages of a kind that were received. */
  heard(t: string): Record<string, unknown>[];
  send(message: object): void;
  act(act: Act): void;
  propose(fields: readonly DraftField[]): void;
  draw(id: number, stroke: Omit<StrokeStart, 'anchor'>): void;
  close(): void;
}

export async function joinByWire(service: Service, pin: string, userId: string): Promise<WireAgent> {
  const socket = await agentSocket(service, pin, userId);
  const evidence: Evidence[] = [];
  const messages: Record<string, unknown>[] = [];
  const known = new Map<number, Known>();
  const decoder = createFrameDecoder();
  let aimed = { stream: 0, number: 0 };
  const count = { act: 0, draft: 0, stroke: 0 };

  const note = (nodes: Nodes): void => {
    for (const node of nodes) {
      if (node.node === 'box') known.set(node.id, { id: node.id, masked: true, name: undefined });
      else if (node.node === 'element')
        known.set(node.id, { id: node.id, masked: false, name: node.attributes.find(([name]) => name === 'id')?.[1] });
      if ('children' in node) note(node.children);
    }
  };
  const take = (ops: readonly ReadableOp[]): void => {
    for (const op of ops)
      if (op.op === 'insert') note(op.nodes);
      else if (op.op === 'remove') known.delete(op.id);
  };
  socket.on('message', (data: Buffer, binary) => {
    evidence.push({ where: 'wire agent received', bytes: data });
    if (!binary) {
      messages.push(JSON.parse(data.toString()) as Record<string, unknown>);
      return;
    }
    const header = readHeader(data);
    if (header?.kind !== FrameKind.View) return;
    if (header.flags & FrameFlag.Key) known.clear();
    const ops = decoder.decode(header.flags, data.subarray(header.body));
    aimed = { stream: header.stream, number: header.number };
    take(ops);
    evidence.push({ where: 'wire agent received, decoded', bytes: new TextEncoder().encode(printOps(ops)) });
  });
  const frame = (header: Omit<FrameHeader, 'stream'>, body: Uint8Array): void => socket.send(writeFrame({ stream: 0, ...header }, body));
  const agent: WireAgent = {
    evidence,
    nodes: () => [...known.values()].sort((a, b) => a.id - b.id),
    heard: (t) => messages.filter((message) => message.t === t),
    send: (message) => socket.send(JSON.stringify(message)),
    act(act) {
      const flags = ACT_TYPES.indexOf(typesOf(act)[0] ?? 'edit_form');
      frame({ kind: FrameKind.Act, flags, number: ++count.act }, writeAct(aimed, act));
    },
    propose: (fields) => frame({ kind: FrameKind.Draft, flags: 0, number: ++count.draft }, writeDraft(aimed, fields)),
    draw(id, stroke) {
      const anchor = { stream: aimed.stream, path: [], id };
      const flags = DrawingFlag.Begin | DrawingFlag.End;
      frame({ kind: FrameKind.Drawing, flags, number: ++count.stroke }, writeStroke({ ...stroke, anchor }));
    },
    close: () => socket.terminate(),
  };
  await expect.poll(() => known.size, { message: 'the wire agent sees the page' }).toBeGreaterThan(0);
  return agent;
}

/** Every kind of act at one node, with `word` wherever an act has one. */
export function actsAt(id: number, word: string): Act[] {
  const at = { path: [], id };
  const click = (x: number, y: number): Act[] =>
    (['move', 'down', 'up'] as const).map((phase) => ({ act: 'pointer', at, phase, x, y, button: 0, modifiers: 0, clicks: 1 }));
  const key = (down: boolean): Act => ({ act: 'key', at, down, key: 'a', code: 'KeyA', modifiers: 0, repeat: false });
  return [
    { act: 'show', at },
    { act: 'scroll', at, left: 0, top: 30 },
    { act: 'wheel', at, x: 0.5, y: 0.5, dx: 0, dy: 30 },
    ...click(0.5, 0.5),
    ...click(0.05, 0.9),
    { act: 'focus', at },
    key(true),
    { act: 'input', at, inputType: 'insertText', text: word },
    key(false),
    ...(['start', 'update', 'end'] as const).map((phase): Act => ({ act: 'compose', at, phase, text: word })),
    { act: 'caret', at, start: 0, end: 3, backward: false },
    { act: 'range', at, from: id + 1, fromOffset: 0, to: id + 1, toOffset: 2 },
    { act: 'input', at, inputType: 'insertFromPaste', text: word },
    { act: 'value', at, text: word },
    { act: 'choose', at, options: [id + 1, id + 2] },
    { act: 'blur', at },
  ];
}
