import { parse, type AnyNode, type Expression, type Node, type Program } from 'acorn';

/** Longer scripts are programs, not tests. */
const longestScript = 200_000;

/** A script as a tree; null for what is no script, or is too long or too deep to be read. It is never run. */
export function treeOf(script: string): Program | null {
  if (script.length > longestScript) return null;
  try {
    return parse(script, { ecmaVersion: 'latest', allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true });
  } catch {
    return null;
  }
}

/** The same for one expression. */
export function expressionOf(text: string): Expression | null {
  const [statement, ...more] = treeOf(`(${text}\n)`)?.body ?? [];
  return statement?.type === 'ExpressionStatement' && more.length === 0 ? statement.expression : null;
}

/** The nodes right below a node. */
export const childrenOf = (node: Node): AnyNode[] => Object.values(node).flat().filter(isNode);

const isNode = (one: unknown): one is AnyNode => typeof one === 'object' && one !== null && typeof (one as Partial<Node>).type === 'string';

/** How many statements stand in a node, itself among them. */
export const countStatements = (node: AnyNode): number =>
  childrenOf(node).reduce(
    (sum, child) => sum + countStatements(child),
    /(?:Statement|Declaration)$/u.test(node.type) && node.type !== 'BlockStatement' ? 1 : 0,
  );

/** Whether a statement can end the function in which it stands: what follows it is not always reached. */
export const canReturn = (node: AnyNode): boolean =>
  node.type === 'ReturnStatement' || (!/Function/u.test(node.type) && childrenOf(node).some(canReturn));

/** "pm.response.code" for names that stand one behind the other; null for anything else. */
export function chainOf(node: AnyNode): string | null {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'ChainExpression':
      return chainOf(node.expression);
    case 'MemberExpression': {
      const before = node.computed || node.property.type !== 'Identifier' ? null : chainOf(node.object);
      return before === null || node.property.type !== 'Identifier' ? null : `${before}.${node.property.name}`;
    }
    default:
      return null;
  }
}

/** "pm" of `pm.response.json().id`: the name that an expression begins with. */
export function rootOf(node: AnyNode): string | null {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'ChainExpression':
      return rootOf(node.expression);
    case 'MemberExpression':
      return rootOf(node.object);
    case 'CallExpression':
      return rootOf(node.callee);
    default:
      return null;
  }
}
