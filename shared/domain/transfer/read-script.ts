import type { ImportedCapture, ImportedCheck } from './imported.ts';

export interface ReadScript {
  readonly checks: readonly ImportedCheck[];
  readonly captures: readonly ImportedCapture[];
  /** Statements that say something else: they are kept as text and never run. */
  readonly others: number;
}

/**
 * Reads the simple statements of a test script as checks and captures. The script is never run: each statement is compared with the
 * shapes that people write most, and everything else is counted.
 */
export function readScript(script: string): ReadScript {
  const checks: ImportedCheck[] = [];
  const captures: ImportedCapture[] = [];
  let others = 0;
  const bodies = new Set<string>();
  for (const { text: statement, isGuarded } of statementsOf(script)) {
    const body =
      /^(?:const|let|var)\s+([\w$]+)\s*=\s*(?:pm\.response\.json\(\)|JSON\.parse\(responseBody\)|res\.getBody\(\)|res\.body)$/.exec(
        statement,
      );
    if (body?.[1] !== undefined) {
      bodies.add(body[1]);
      continue;
    }
    // What holds only sometimes, or of another answer, is no check of every answer.
    const check = isGuarded ? null : checkOf(statement, bodies);
    const capture = check === null ? captureOf(statement, bodies) : null;
    if (check !== null) checks.push(check);
    else if (capture !== null) captures.push(capture);
    else if (!isFrame(statement)) others += 1;
  }
  return { checks, captures, others };
}

/** Longer scripts are programs, not tests: they are kept as text. */
const longestScript = 200_000;

interface Statement {
  readonly text: string;
  /** It stands below a condition, a loop, or in a function that is called later. */
  readonly isGuarded: boolean;
}

/** What opens a block that is run once, whatever came: a test, a function that is called where it stands, a bare brace. */
const opensPlainBlock = (text: string): boolean =>
  text === '' || text === 'try' || isFrame(text) || /^\(*(?:async\s*)?(?:function\s*\w*\s*\([^)]*\)|\([^)]*\)\s*=>)$/.test(text);
/** What holds for the next statement alone. */
const isCondition = (text: string): boolean => /^(?:\}?\s*else\s+)?(?:if|for|while)\s*\(.*\)$|^else$/.test(text);

/** Cut at semicolons, line ends and braces; comments are left out, strings are kept whole. */
function statementsOf(script: string): Statement[] {
  if (script.length > longestScript) return [{ text: script, isGuarded: true }];
  const found: Statement[] = [];
  const blocks: boolean[] = [];
  let isAfterCondition = false;
  let statement = '';
  const endStatement = (): string => {
    const text = statement.trim().replaceAll(/\s+/g, ' ');
    statement = '';
    if (!/[\w$]/.test(text)) return text;
    found.push({ text, isGuarded: isAfterCondition || blocks.includes(true) });
    isAfterCondition = isCondition(text);
    return text;
  };
  let depth = 0;
  for (let at = 0; at < script.length; at += 1) {
    const char = script.charAt(at);
    if (char === '/' && script[at + 1] === '/') {
      const end = script.indexOf('\n', at);
      at = end === -1 ? script.length : end - 1;
    } else if (char === '/' && script[at + 1] === '*') {
      const end = script.indexOf('*/', at + 2);
      at = end === -1 ? script.length : end + 1;
    } else if (char === '"' || char === "'" || char === '`') {
      let end = at + 1;
      while (end < script.length && script[end] !== char) end += script[end] === '\\' ? 2 : 1;
      statement += script.slice(at, end + 1);
      at = end;
    } else if (depth === 0 && (char === ';' || char === '{' || char === '}')) {
      const text = endStatement();
      if (char === '{') blocks.push(!opensPlainBlock(text));
      else if (char === '}') blocks.pop();
      if (char !== ';') isAfterCondition = false;
    } else if (char === '\n') {
      // A line that goes on with a dot belongs to the one before.
      if (depth > 0 || /^\s*\./.test(script.slice(at + 1, at + 200))) statement += ' ';
      else endStatement();
    } else {
      if (char === '[' || (char === '(' && !opensFunction(script, at))) depth += 1;
      else if ((char === ']' || char === ')') && depth > 0) depth -= 1;
      statement += char;
    }
  }
  endStatement();
  return found;
}

/** Whether a parenthesis opens a call that is given a function: what stands in there is statements again. */
const opensFunction = (script: string, at: number): boolean =>
  /^\(\s*(?:(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|`[^`]{0,300}`)\s*,\s*)?(?:async\s*)?(?:function\b|\([\w\s,]{0,60}\)\s*=>)/.test(
    script.slice(at, at + 420),
  );

/** What only frames tests: `pm.test("…", function () {`, closing brackets. */
const isFrame = (statement: string): boolean => /^(?:pm\.test|test|describe|it)\s*\(|^\)+$|^(?:\(\s*\)|[\w$]+)\s*=>$/.test(statement);

function checkOf(statement: string, bodies: ReadonlySet<string>): ImportedCheck | null {
  const status = /^pm\.response\.to\.have\.status\((.+)\)$/.exec(statement);
  if (status) {
    const value = literal(status[1]);
    return typeof value === 'number' ? { what: 'status', at: '', how: 'eq', value } : null;
  }
  if (/^pm\.response\.to\.be\.ok$/.test(statement)) return { what: 'status', at: '', how: 'in', value: [200, 201, 202, 203, 204] };
  const header = /^pm\.response\.to\.have\.header\((.+)\)$/.exec(statement);
  if (header) {
    const [name, value] = literals(header[1]);
    if (typeof name !== 'string') return null;
    return value === undefined ? { what: 'header', at: name, how: 'exists', value: null } : { what: 'header', at: name, how: 'eq', value };
  }
  const old = /^tests\[[^\]]*\]\s*=\s*responseCode\.code\s*={2,3}\s*(\d{3})$/.exec(statement);
  if (old) return { what: 'status', at: '', how: 'eq', value: Number(old[1]) };
  const expected = /^(?:pm\.)?expect\((.+?)\)\.((?:to|not|be|have|is|a|an|that|which|at|deep|\.)+)\.(\w+)(?:\((.*)\))?$/.exec(statement);
  if (!expected) return null;
  const [, subject = '', chain = '', verb = '', argument] = expected;
  const target = targetOf(subject.trim(), bodies);
  if (target === null) return null;
  return comparison(target, verb, argument, chain.split('.').includes('not'));
}

type Target = Pick<ImportedCheck, 'what' | 'at'>;

function targetOf(subject: string, bodies: ReadonlySet<string>): Target | null {
  if (/^(?:pm\.response\.code|responseCode\.code|res\.getStatus\(\)|res\.status)$/.test(subject)) return { what: 'status', at: '' };
  if (/^(?:pm\.response\.responseTime|responseTime|res\.getResponseTime\(\)|res\.responseTime)$/.test(subject))
    return { what: 'duration', at: '' };
  if (/^pm\.response\.(?:responseSize|size\(\)\.body)$/.test(subject)) return { what: 'size', at: '' };
  const header = /^(?:pm\.response\.headers\.get|res\.getHeader)\((.+)\)$/.exec(subject);
  if (header) {
    const name = literal(header[1]);
    return typeof name === 'string' ? { what: 'header', at: name } : null;
  }
  if (/^(?:pm\.response\.text\(\)|responseBody)$/.test(subject)) return { what: 'body', at: '$' };
  const path = bodyPath(subject, bodies);
  // How long a list or a text is, is no member of it: a JSONPath finds nothing there.
  return path === null || path.endsWith('.length') ? null : { what: 'body', at: path };
}

/** "$.a.b[0]" for `jsonData.a.b[0]` and `pm.response.json().a.b[0]`; null for anything that is no plain path. */
export function bodyPath(expression: string, bodies: ReadonlySet<string>): string | null {
  const found =
    /^(?:(pm\.response\.json\(\)|res\.getBody\(\)|res\.body)|([\w$]+))((?:\??\.[A-Za-z_$][\w$]*|\[(?:\d+|"[^"\]]*"|'[^'\]]*')\])*)$/.exec(
      expression,
    );
  if (!found) return null;
  const [, direct, name, rest = ''] = found;
  if (direct === undefined && (name === undefined || !bodies.has(name))) return null;
  return `$${rest.replaceAll('?.', '.').replaceAll(/\["([^"]*)"\]|\['([^']*)'\]/g, (_whole, one?: string, two?: string) => member(one ?? two ?? ''))}`;
}

const member = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name.replaceAll("'", String.raw`\'`)}']`);

const verbs: Readonly<Record<string, ImportedCheck['how']>> = {
  equal: 'eq',
  equals: 'eq',
  eql: 'eq',
  eq: 'eq',
  oneOf: 'in',
  below: 'lt',
  lessThan: 'lt',
  lt: 'lt',
  above: 'gt',
  greaterThan: 'gt',
  gt: 'gt',
  include: 'contains',
  includes: 'contains',
  contain: 'contains',
  contains: 'contains',
  match: 'matches',
};

function comparison(target: Target, verb: string, argument: string | undefined, isNot: boolean): ImportedCheck | null {
  const fixed: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
  if (argument === undefined) {
    if (verb === 'exist' && !isNot) return { ...target, how: 'exists', value: null };
    if ((verb === 'undefined' || verb === 'null') && isNot) return { ...target, how: 'exists', value: null };
    return Object.hasOwn(fixed, verb) ? { ...target, how: isNot ? 'ne' : 'eq', value: fixed[verb] } : null;
  }
  if (verb === 'property' && target.what === 'body') {
    const [name, value] = literals(argument);
    if (typeof name !== 'string' || isNot) return null;
    const at = `${target.at}${member(name)}`;
    return value === undefined ? { what: 'body', at, how: 'exists', value: null } : { what: 'body', at, how: 'eq', value };
  }
  const how = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (how === undefined) return null;
  const value = how === 'matches' ? (/^\/(.+)\/[a-z]*$/.exec(argument)?.[1] ?? undefined) : literal(argument);
  if (value === undefined || (how === 'in' && !Array.isArray(value))) return null;
  if (isNot) return how === 'eq' ? { ...target, how: 'ne', value } : null;
  return { ...target, how, value };
}

function captureOf(statement: string, bodies: ReadonlySet<string>): ImportedCapture | null {
  const set =
    /^(?:pm\.(?:environment|collectionVariables|globals|variables)\.set|postman\.set(?:Environment|Global)Variable|bru\.set(?:Env)?Var)\((.+)\)$/.exec(
      statement,
    );
  const parts = set === null ? null : /^("[^"]*"|'[^']*'|`[^`$]*`)\s*,\s*(.+)$/.exec(set[1] ?? '');
  const name = parts === null ? undefined : literal(parts[1]);
  if (typeof name !== 'string' || name === '') return null;
  const value = (parts?.[2] ?? '').trim();
  const header = /^(?:pm\.response\.headers\.get|res\.getHeader)\((.+)\)$/.exec(value);
  const from = header === null ? undefined : literal(header[1]);
  if (typeof from === 'string') return { name, from: 'header', at: from };
  const path = bodyPath(value, bodies);
  return path === null ? null : { name, from: 'body', at: path };
}

/** A literal of JavaScript as a value; undefined for anything else, with which nothing is done. */
function literal(text: string | undefined): unknown {
  return literals(text).length === 1 ? literals(text)[0] : undefined;
}

/** Several literals with commas between them; empty when one of them is none. */
function literals(text: string | undefined): readonly unknown[] {
  const json = (text ?? '')
    .trim()
    .replaceAll(/'((?:[^'\\]|\\.)*)'|`([^`$\\]*)`/g, (_whole, one?: string, two?: string) =>
      JSON.stringify((one ?? two ?? '').replaceAll("\\'", "'")),
    );
  if (json === '' || json.length > 20_000) return [];
  try {
    return JSON.parse(`[${json}]`) as unknown[];
  } catch {
    // A variable, a call, a template: no literal.
    return [];
  }
}
