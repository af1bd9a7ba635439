import type { NodePlan, PagePlan, Step } from './plan.js';

/** A plan as a person reads it: the rules, the page as markup with its ids, the steps a line each. */
export function printPlan(plan: PagePlan): string {
  const lines = [
    `seed ${plan.seed}`,
    `rules ${JSON.stringify(plan.rules)}`,
    `title ${plan.title}`,
    ...plan.body.map((node) => print(node, '  ')),
  ];
  if (plan.before.length > 0) lines.push('before sharing:', ...plan.before.map(printStep));
  for (const [index, round] of plan.rounds.entries()) lines.push(`round ${index + 1}:`, ...round.map(printStep));
  return lines.join('\n');
}

function print(node: NodePlan, indent: string): string {
  if (node.is === 'text') return `${indent}#${node.id} ${JSON.stringify(node.text)}`;
  if (node.is === 'comment') return `${indent}#${node.id} <!--${node.text}-->`;
  const attributes = node.attributes.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join('');
  const own = `${node.value === undefined ? '' : ` .value=${node.value}`}${node.rule === undefined ? '' : ` .rule=${node.rule}`}`;
  const lines = [`${indent}#${node.id} <${node.tag}${attributes}${own}>`];
  if (node.shadow) lines.push(`${indent}  #shadow`, ...node.shadow.map((child) => print(child, `${indent}    `)));
  lines.push(...node.children.map((child) => print(child, `${indent}  `)));
  return lines.join('\n');
}

function printStep(step: Step): string {
  const { do: name, ...rest } = step;
  const nodes = step.do === 'insert' || step.do === 'wrap' ? [step.node] : step.do === 'shadow' ? step.nodes : [];
  const plain = Object.fromEntries(Object.entries(rest).filter(([key]) => key !== 'node' && key !== 'nodes'));
  return [`  ${name} ${JSON.stringify(plain)}`, ...nodes.map((node) => print(node, '    '))].join('\n');
}
