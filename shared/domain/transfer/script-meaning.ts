import type { AnyNode, CallExpression, MemberExpression } from 'acorn';
import { convertName } from './foreign-placeholders.ts';
import type { ImportedCheck } from './imported.ts';
import { chainOf, rootOf } from './script-tree.ts';

/** What of an answer is looked at. */
export type AnswerPart = Pick<ImportedCheck, 'what' | 'at'>;

/** What an expression of a script stands for. */
export type Meaning =
  | { readonly is: 'part'; readonly part: AnswerPart }
  /** A literal; a text may hold `{{names}}`. */
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'pattern'; readonly value: string }
  /** How long a list or a text of the body is. */
  | { readonly is: 'length'; readonly list: string }
  | { readonly is: 'response' };

/** What the names of a script stand for; null: something else. */
export type Names = ReadonlyMap<string, Meaning | null>;

const part = (what: AnswerPart['what'], at = ''): Meaning => ({ is: 'part', part: { what, at } });
const value = (one: unknown): Meaning => ({ is: 'value', value: one });

/** Parts of the answer by the names that Postman, its older versions, and Bruno have for them. */
const parts: Readonly<Record<string, Meaning>> = {
  'pm.response': { is: 'response' },
  'pm.response.code': part('status'),
  'responseCode.code': part('status'),
  'res.status': part('status'),
  'pm.response.responseTime': part('duration'),
  responseTime: part('duration'),
  'res.responseTime': part('duration'),
  'pm.response.responseSize': part('size'),
  responseBody: part('body'),
  'res.body': part('body', '$'),
};
/** The same for what is called for them. */
const calls: Readonly<Record<string, Meaning>> = {
  'pm.response.json': part('body', '$'),
  'pm.response.text': part('body'),
  'res.getBody': part('body', '$'),
  'res.getStatus': part('status'),
  'res.getResponseTime': part('duration'),
};
const headerCalls = new Set(['pm.response.headers.get', 'res.getHeader', 'postman.getResponseHeader']);
const valueCalls =
  /^(?:pm\.(?:environment|collectionVariables|globals|variables|iterationData)\.get|postman\.get(?:Environment|Global)Variable|bru\.get(?:Env|GlobalEnv|Collection|Folder|Request)?Var|bru\.runner\.iterationData\.get)$/u;

/** What an expression stands for; null for what only running it would say. */
export function meaningOf(node: AnyNode, names: Names): Meaning | null {
  switch (node.type) {
    case 'ChainExpression':
      return meaningOf(node.expression, names);
    case 'Literal':
      return node.regex ? { is: 'pattern', value: patternText(node.regex) } : typeof node.value === 'bigint' ? null : value(node.value);
    case 'TemplateLiteral':
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'UnaryExpression': {
      const one = valueOf(node, names);
      return one === undefined ? null : value(one);
    }
    case 'Identifier':
      return names.has(node.name) ? (names.get(node.name) ?? null) : (own(parts, node.name) ?? null);
    case 'MemberExpression':
      return memberMeaning(node, names);
    case 'CallExpression':
      return callMeaning(node, names);
    default:
      return null;
  }
}

/** The value of a literal, of a list or an object of them, or of a text with `{{names}}` in it; undefined for anything else. */
export function valueOf(node: AnyNode, names: Names): unknown {
  switch (node.type) {
    case 'TemplateLiteral': {
      const texts = node.quasis.map((one, at) => {
        const next = node.expressions[at];
        const filled = next === undefined ? '' : valueOf(next, names);
        return ['string', 'number'].includes(typeof filled) ? `${one.value.cooked ?? ''}${String(filled)}` : undefined;
      });
      return texts.includes(undefined) ? undefined : texts.join('');
    }
    case 'UnaryExpression': {
      const number = node.operator === '-' ? valueOf(node.argument, names) : undefined;
      return typeof number === 'number' ? -number : undefined;
    }
    case 'ArrayExpression': {
      const list = node.elements.map((one) => (one === null ? undefined : valueOf(one, names)));
      return list.includes(undefined) ? undefined : list;
    }
    case 'ObjectExpression': {
      const members = node.properties.map((one) =>
        one.type === 'Property' && !one.computed && one.kind === 'init'
          ? ([keyOf(one.key), valueOf(one.value, names)] as const)
          : undefined,
      );
      return members.some((one) => one?.[0] === undefined || one[1] === undefined)
        ? undefined
        : Object.fromEntries(members as [string, unknown][]);
    }
    default: {
      const meaning = meaningOf(node, names);
      return meaning?.is === 'value' ? meaning.value : undefined;
    }
  }
}

function memberMeaning(node: MemberExpression, names: Names): Meaning | null {
  const root = rootOf(node);
  const chain = chainOf(node);
  if (chain !== null && root !== null && !names.has(root)) {
    const known = own(parts, chain);
    if (known) return known;
    // Older scripts have the row of the data file by this name.
    const column = /^data\.([\w$]+)$/u.exec(chain)?.[1];
    if (column !== undefined) return value(`{{${convertName(column)}}}`);
  }
  const key = node.computed ? valueOf(node.property, names) : keyOf(node.property);
  if (typeof key !== 'string' && typeof key !== 'number') return null;
  if (node.object.type === 'CallExpression' && key === 'body' && chainOf(node.object.callee) === 'pm.response.size') return part('size');
  if (node.computed && root === 'data' && !names.has(root) && node.object.type === 'Identifier')
    return value(`{{${convertName(String(key))}}}`);
  const of = meaningOf(node.object, names);
  if (of?.is !== 'part' || of.part.what !== 'body' || of.part.at === '') return null;
  // How long a list or a text is, is no member of it: a JSONPath finds nothing there.
  if (key === 'length') return { is: 'length', list: of.part.at };
  return typeof key === 'number'
    ? Number.isSafeInteger(key) && key >= 0
      ? part('body', `${of.part.at}[${key}]`)
      : null
    : part('body', `${of.part.at}${pathMember(key)}`);
}

function callMeaning({ callee, arguments: given }: CallExpression, names: Names): Meaning | null {
  const root = rootOf(callee);
  const chain = root === null || names.has(root) ? null : chainOf(callee);
  if (chain === null) return null;
  const known = own(calls, chain);
  if (known && given.length === 0) return known;
  const [first, ...more] = given;
  if (first === undefined) return null;
  const argument = meaningOf(first, names);
  if (more.length > 0 || argument === null) return null;
  if (chain === 'JSON.parse')
    return argument.is === 'part' && argument.part.what === 'body' && argument.part.at === '' ? part('body', '$') : null;
  if (/^(?:Number|String|parseInt|parseFloat)$/u.test(chain))
    return argument.is === 'value' && isPlaceholder(argument.value) ? argument : null;
  if (argument.is !== 'value' || typeof argument.value !== 'string' || argument.value === '') return null;
  if (headerCalls.has(chain)) return part('header', argument.value);
  return valueCalls.test(chain) ? value(`{{${convertName(argument.value)}}}`) : null;
}

const isPlaceholder = (one: unknown): boolean => typeof one === 'string' && /^\{\{[^{}]+\}\}$/u.test(one);

const keyOf = (node: AnyNode): string | undefined =>
  node.type === 'Identifier'
    ? node.name
    : node.type === 'Literal' && ['string', 'number'].includes(typeof node.value)
      ? String(node.value)
      : undefined;

/** ".name", or "['odd name']". */
export const pathMember = (name: string): string =>
  /^[A-Za-z_]\w*$/u.test(name) ? `.${name}` : `['${name.replaceAll(/['\\]/gu, String.raw`\$&`)}']`;

/** Of a pattern's flags those that change what it finds in a text. */
function patternText({ pattern, flags }: { readonly pattern: string; readonly flags: string }): string {
  const kept = flags.replaceAll(/[^ims]/gu, '');
  // Only between slashes a slash is escaped.
  const bare = pattern.replaceAll(/\\([\s\S])/gu, (whole, char: string) => (char === '/' ? char : whole));
  return kept === '' ? bare : `(?${kept})${bare}`;
}

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
