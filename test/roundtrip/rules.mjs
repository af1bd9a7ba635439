/**
 * The rules a mirror stands on (design decision 2), each with the smallest change of the sources that takes it away and a seed
 * of the main campaign that differs then. `rules.spec.ts` shows that it does.
 */
export const RULES = [
  {
    id: 'note-before-forgetting',
    name: 'the ids of all removed nodes are noted before any is forgotten',
    seed: 15,
    patches: [
      {
        file: 'packages/customer/src/capture/dirt.ts',
        from: 'out.push(node);',
        to: 'out.push(node); stream.nodes.forgetTree(node);',
      },
    ],
  },
  {
    id: 'adds-before-removes',
    name: 'adds come before removes',
    seed: 5,
    patches: [
      {
        file: 'packages/customer/src/capture/slice.ts',
        from: 'writeInserts(options);\n',
        to: 'writeRemovals(options); writeInserts(options);\n',
      },
    ],
  },
  {
    id: 'live-page-at-flush',
    name: 'the live page is read at the flush, not the records',
    seed: 4,
    patches: [
      {
        file: 'packages/customer/src/capture/dirt.ts',
        from: 'added.add(come[k] as Node);',
        to: 'added.add(come[k] as Node), ((dirt as any).told ??= new Map()).set(come[k], record.previousSibling);',
      },
      {
        file: 'packages/customer/src/capture/inserts.ts',
        from: 'let before: Node | null = previousSibling.call(node);',
        to: 'let before: Node | null = (dirt as any).told?.get(node) ?? null;',
      },
    ],
  },
  {
    id: 'ids-not-indexes',
    name: 'nodes have ids, never indexes',
    seed: 6,
    patches: [
      {
        file: 'packages/customer/src/capture/inserts.ts',
        from: 'writer.varint(Op.Insert, parentId, (before && ids.get(before)) ?? 0);',
        to: 'let place = 0; for (let at = before; at !== null; at = previousSibling.call(at)) place++; writer.varint(Op.Insert, parentId, place);',
      },
      {
        file: 'packages/agent/src/render/scene.ts',
        from: 'readNodes(build, parent, previous === 0 ? null : table.need(previous));',
        to: 'readNodes(build, parent, previous === 0 ? null : (parent.childNodes[previous - 1] ?? null));',
      },
    ],
  },
  {
    id: 'unknown-removal',
    name: 'removing an unknown id is no error',
    seed: 9,
    patches: [
      {
        file: 'packages/agent/src/render/scene.ts',
        from: 'const node = table.get(reader.varint());\n    if (!node) return;',
        to: 'const node = table.need(reader.varint());',
      },
    ],
  },
];
