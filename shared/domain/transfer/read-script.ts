import type { AnyNode, CallExpression, Pattern, VariableDeclaration } from 'acorn';
import type { ImportedCapture, ImportedCheck } from './imported.ts';
import { assertedBy } from './script-checks.ts';
import { withListChecks, type Asserted } from './script-lists.ts';
import { meaningOf, pathMember, valueOf, type AnswerPart, type Meaning } from './script-meaning.ts';
import { canReturn, chainOf, childrenOf, countStatements, expressionOf, rootOf, treeOf } from './script-tree.ts';

export interface ReadScript {
  readonly checks: readonly ImportedCheck[];
  readonly captures: readonly ImportedCapture[];
  /** Statements that say something else: they are kept as text and never run. */
  readonly others: number;
}

/**
 * Reads the simple statements of a test script as checks and captures. The script is never run: it is taken apart, and what is an
 * assertion or a capture of every answer is written in our words. What holds only under a condition, and everything else, is counted.
 */
export function readScript(script: string): ReadScript {
  const tree = treeOf(script);
  if (tree === null) return { checks: [], captures: [], others: script.trim() === '' ? 0 : 1 };
  try {
    const reader = new ScriptReader(assignedIn(tree));
    reader.readAll(tree.body, new Map());
    const { checks, left } = withListChecks(reader.asserted);
    return { checks, captures: reader.captures, others: reader.others + left.length };
  } catch (error) {
    // Parentheses in parentheses, ten thousand deep.
    if (error instanceof RangeError) return { checks: [], captures: [], others: 1 };
    throw error;
  }
}

/** What of an answer an expression such as `res.body.id` looks at; null for one that only running would tell. */
export function answerPartOf(text: string): AnswerPart | null {
  const tree = expressionOf(text);
  const meaning = tree === null ? null : meaningOf(tree, new Map());
  return meaning?.is === 'part' ? meaning.part : null;
}

const captureCalls =
  /^(?:pm\.(?:environment|collectionVariables|globals|variables)\.set|postman\.set(?:Environment|Global)Variable|bru\.set(?:Env|GlobalEnv)?Var)$/u;
const frames = /^(?:pm\.test|test|describe|it)$/u;

type Scope = Map<string, Meaning | null>;

class ScriptReader {
  readonly asserted: Asserted[] = [];
  readonly captures: ImportedCapture[] = [];
  others = 0;
  /** Names that are given something else later, and how often. */
  readonly #assigned: ReadonlyMap<string, number>;

  constructor(assigned: ReadonlyMap<string, number>) {
    this.#assigned = assigned;
  }

  /** Statements that are reached whatever came, one after the other. */
  readAll(statements: readonly AnyNode[], scope: Scope): void {
    for (const [at, statement] of statements.entries()) {
      this.#read(statement, scope);
      if (!canReturn(statement)) continue;
      for (const left of statements.slice(at + 1)) this.others += countStatements(left);
      return;
    }
  }

  #read(statement: AnyNode, scope: Scope): void {
    switch (statement.type) {
      case 'ExpressionStatement':
        if (statement.directive === undefined) this.#readExpression(statement.expression, scope);
        return;
      case 'BlockStatement':
        this.readAll(statement.body, new Map(scope));
        return;
      case 'TryStatement':
        this.readAll(statement.block.body, new Map(scope));
        if (statement.handler) this.others += countStatements(statement.handler.body);
        if (statement.finalizer) this.readAll(statement.finalizer.body, new Map(scope));
        return;
      case 'VariableDeclaration':
        this.#declare(statement, scope);
        return;
      case 'EmptyStatement':
        return;
      default:
        this.others += countStatements(statement);
    }
  }

  #readExpression(node: AnyNode, scope: Scope): void {
    if (node.type === 'AwaitExpression') {
      this.#readExpression(node.argument, scope);
      return;
    }
    if (node.type === 'SequenceExpression') {
      for (const one of node.expressions) this.#readExpression(one, scope);
      return;
    }
    const called = node.type === 'CallExpression' ? runAtOnce(node) : null;
    if (called !== null) {
      if (called.body.type === 'BlockStatement') this.readAll(called.body.body, new Map(scope));
      else this.#readExpression(called.body, scope);
      return;
    }
    const checks = assertedBy(node, scope);
    const capture = checks === null ? captureOf(node, scope) : null;
    if (checks !== null) this.asserted.push(...checks);
    else if (capture !== null) this.captures.push(capture);
    else if (!this.#isNaming(node, scope) && !isTalk(node)) this.others += Math.max(1, countStatements(node));
  }

  /** `body = pm.response.json()`, for a name that is given nothing else. */
  #isNaming(node: AnyNode, scope: Scope): boolean {
    if (node.type !== 'AssignmentExpression' || node.operator !== '=' || node.left.type !== 'Identifier') return false;
    const meaning = this.#assigned.get(node.left.name) === 1 ? meaningOf(node.right, scope) : null;
    if (meaning !== null) scope.set(node.left.name, meaning);
    return meaning !== null;
  }

  #declare({ declarations, kind }: VariableDeclaration, scope: Scope): void {
    for (const { id, init } of declarations) {
      const isFixed = namesOf(id).every((name) => kind === 'const' || !this.#assigned.has(name));
      const meaning = init && isFixed ? meaningOf(init, scope) : null;
      for (const name of namesOf(id)) scope.set(name, null);
      const isNamed = meaning !== null && nameParts(id, meaning, scope);
      if (init && !isNamed) this.others += Math.max(1, countStatements(init));
    }
  }
}

/** The function of a test, or one that is called where it stands. */
function runAtOnce({ callee, arguments: given }: CallExpression): { readonly body: AnyNode } | null {
  const isTest = frames.test(chainOf(callee) ?? '');
  const one = isTest ? given.at(-1) : callee;
  return one?.type === 'ArrowFunctionExpression' || one?.type === 'FunctionExpression' ? one : null;
}

function captureOf(node: AnyNode, scope: Scope): ImportedCapture | null {
  if (node.type !== 'CallExpression' || !captureCalls.test(chainOf(node.callee) ?? '')) return null;
  const [first, second, ...more] = node.arguments;
  const name = first === undefined ? undefined : valueOf(first, scope);
  const meaning = second === undefined || more.length > 0 ? null : meaningOf(second, scope);
  if (typeof name !== 'string' || name === '' || meaning?.is !== 'part') return null;
  const { what, at } = meaning.part;
  return what === 'duration' || what === 'size' ? null : { name, from: what, at: what === 'body' && at === '' ? '$' : at };
}

/** What only writes to the log. */
const isTalk = (node: AnyNode): boolean => node.type === 'CallExpression' && rootOf(node.callee) === 'console';

/** Names of a declaration: of `{ id, lines: [first] }` both. */
function namesOf(pattern: Pattern): string[] {
  if (pattern.type === 'Identifier') return [pattern.name];
  return childrenOf(pattern).flatMap((child) => namesOf((child.type === 'Property' ? child.value : child) as Pattern));
}

/** Gives a name, or the members that are taken apart into names, what they stand for; false where it is not so simple. */
function nameParts(pattern: Pattern, meaning: Meaning, scope: Scope): boolean {
  if (pattern.type === 'Identifier') {
    scope.set(pattern.name, meaning);
    return true;
  }
  if (pattern.type !== 'ObjectPattern' || meaning.is !== 'part' || meaning.part.what !== 'body') return false;
  const { at } = meaning.part;
  const members = pattern.properties.map((one) =>
    one.type === 'Property' && !one.computed && one.key.type === 'Identifier' ? { key: one.key.name, value: one.value } : null,
  );
  return members.every(
    (one) => one !== null && nameParts(one.value, { is: 'part', part: { what: 'body', at: `${at}${pathMember(one.key)}` } }, scope),
  );
}

/** How often each name is given something behind its declaration. */
function assignedIn(tree: AnyNode): Map<string, number> {
  const found = new Map<string, number>();
  const visit = (node: AnyNode): void => {
    const target = node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : null;
    if (target?.type === 'Identifier') found.set(target.name, (found.get(target.name) ?? 0) + 1);
    childrenOf(node).forEach(visit);
  };
  visit(tree);
  return found;
}
