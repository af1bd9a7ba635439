import type { ReadableOp } from './frame-decoder.js';
import type { ReadableNode } from './readable-node.js';

/** A frame's changes, a line each, to be read by a person. */
export const printOps = (ops: readonly ReadableOp[]): string => ops.map(printOp).join('\n');

function printOp(op: ReadableOp): string {
  if (op.op === 'insert') return `insert in ${op.parent} after ${op.previous}: ${op.nodes.map(printNode).join(' ')}`;
  if (op.op === 'embedded') return `embedded ${op.id} flags=${op.flags}: ${printOps(op.ops).replaceAll('\n', '\n  ')}`;
  return Object.entries(op)
    .map(([key, value]) => (key === 'op' ? value : `${key}=${JSON.stringify(value)}`))
    .join(' ');
}

function printNode(node: ReadableNode): string {
  switch (node.node) {
    case 'element': {
      const attributes = node.attributes.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join('');
      return `<${node.name}#${node.id}${attributes}>${children(node.children)}`;
    }
    case 'shadow':
      return `#shadow#${node.id}${children(node.children)}`;
    case 'text':
      return `${JSON.stringify(node.text)}#${node.id}`;
    case 'comment':
      return `<!-->#${node.id}`;
    case 'box':
      return `box(${node.name})#${node.id}`;
    case 'move':
      return `move(${node.id})`;
    default:
      return node satisfies never;
  }
}

const children = (nodes: readonly ReadableNode[]): string => (nodes.length > 0 ? `{${nodes.map(printNode).join(' ')}}` : '');
