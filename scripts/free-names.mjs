import { parseAst } from 'rolldown/parseAst';

const FUNCTION = /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

/** Names a pattern binds. */
function bound(pattern) {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => bound(one.value ?? one.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap(bound);
    case 'AssignmentPattern':
      return bound(pattern.left);
    case 'RestElement':
      return bound(pattern.argument);
    default:
      return [];
  }
}
const declared = (statement) => statement.declarations.flatMap(({ id }) => bound(id));
/** What statements declare for the block they stand in. */
const ofBlock = (statements) =>
  statements.flatMap((one) => {
    if (one?.type === 'VariableDeclaration') return declared(one);
    return one?.type === 'FunctionDeclaration' || one?.type === 'ClassDeclaration' ? [one.id.name] : [];
  });
/** What `var` declares for the function around. */
function ofFunction(node) {
  if (Array.isArray(node)) return node.flatMap(ofFunction);
  if (!node || typeof node !== 'object' || FUNCTION.test(node.type)) return [];
  const own = node.type === 'VariableDeclaration' && node.kind === 'var' ? declared(node) : [];
  return [...own, ...Object.values(node).flatMap(ofFunction)];
}

/** Names a script uses and does not declare: what it takes from the page it runs in. */
export function freeNames(code) {
  const free = new Set();
  const visit = (node, scope) => {
    if (Array.isArray(node)) for (const one of node) visit(one, scope);
    if (!node || typeof node !== 'object' || Array.isArray(node)) return;
    const within = (names, ...nodes) => {
      const inner = new Set([...scope, ...names]);
      for (const one of nodes) visit(one, inner);
    };
    if (FUNCTION.test(node.type)) {
      const names = [...node.params.flatMap(bound), ...ofFunction(node.body.body ?? []), ...(node.id ? [node.id.name] : [])];
      within([...names, ...(node.type === 'ArrowFunctionExpression' ? [] : ['arguments'])], node.params, node.body);
      return;
    }
    switch (node.type) {
      case 'Identifier':
        if (!scope.has(node.name)) free.add(node.name);
        return;
      case 'MemberExpression':
        return visit([node.object, node.computed && node.property], scope);
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition':
        return visit([node.computed && node.key, node.value], scope);
      case 'LabeledStatement':
        return visit(node.body, scope);
      case 'BreakStatement':
      case 'ContinueStatement':
        return;
      case 'Program':
        return within([...ofBlock(node.body), ...ofFunction(node.body)], node.body);
      case 'BlockStatement':
      case 'StaticBlock':
        return within(ofBlock(node.body), node.body);
      case 'SwitchStatement':
        visit(node.discriminant, scope);
        return within(ofBlock(node.cases.flatMap(({ consequent }) => consequent)), node.cases);
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
        return within(ofBlock([node.init ?? node.left]), node.init, node.left, node.right, node.test, node.update, node.body);
      case 'CatchClause':
        return within(bound(node.param), node.body);
      case 'ClassDeclaration':
      case 'ClassExpression':
        return within(node.id ? [node.id.name] : [], node.superClass, node.body);
      default:
        return visit(Object.values(node), scope);
    }
  };
  visit(parseAst(code), new Set());
  return free;
}
