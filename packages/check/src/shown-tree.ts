/** A node as the frames so far describe it. */
export interface ShownNode {
  id: number;
  /** `''` for texts and shadow roots. */
  tag: string;
  attributes: Map<string, string>;
  text: string | undefined;
  parent: ShownNode | undefined;
  children: ShownNode[];
}

/** Where a node stands, by tags and the id, name or first class that tells it from others: `form#pay > input[name=card]`. */
export function pathOf(node: ShownNode | undefined): string {
  const parts: string[] = [];
  for (let at = node; at; at = at.parent) if (at.tag !== '') parts.unshift(labelOf(at.tag, (name) => at.attributes.get(name)));
  return parts.join(' > ') || 'document';
}

export function labelOf(tag: string, attribute: (name: string) => string | null | undefined): string {
  const id = attribute('id');
  if (id) return `${tag}#${id}`;
  const name = attribute('name');
  if (name) return `${tag}[name=${name}]`;
  const first = attribute('class')?.trim().split(/\s+/)[0];
  return first ? `${tag}.${first}` : tag;
}

const BLOCK = new Set(
  'address article aside blockquote button caption dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header html body hr iframe label legend li main nav ol option p pre section select summary table tbody td textarea tfoot th thead tr ul title'.split(
    ' ',
  ),
);

/** The words of a tree as they are read: joined within a block, a line each. */
export function wordsOf(root: ShownNode): string {
  let out = '';
  const walk = (node: ShownNode): void => {
    const block = BLOCK.has(node.tag);
    if (block) out += '\n';
    if (node.text !== undefined) out += node.text;
    for (const child of node.children) walk(child);
    if (block) out += '\n';
  };
  walk(root);
  return out.replace(/[^\S\n]+/g, ' ').replace(/ ?\n[ \n]*/g, '\n');
}
