import type { AnyNode, BinaryExpression, CallExpression } from 'acorn';
import type { ImportedCheck } from './imported.ts';
import { meaningOf, pathMember, valueOf, type AnswerPart, type Meaning, type Names } from './script-meaning.ts';
import { emptyClaim, lengthClaim, type Asserted } from './script-lists.ts';
import { chainOf } from './script-tree.ts';

type Checks = readonly Asserted[];

/** What an assertion of a test script wants of every answer; null for one that is no assertion, or says more than checks can. */
export function assertedBy(node: AnyNode, names: Names): Checks | null {
  // tests["…"] = responseCode.code === 200, as in scripts from before 2017.
  if (node.type === 'AssignmentExpression')
    return node.left.type === 'MemberExpression' && node.operator === '=' && chainOf(node.left.object) === 'tests'
      ? conditions(node.right, true, names)
      : null;
  const assertion = unroll(node);
  if (assertion === null) return null;
  const { subject, links } = assertion;
  const about = meaningOf(subject, names);
  if (about === null) return ofTruth(subject, links, names);
  return wantedOf(about, links, names);
}

interface Link {
  readonly word: string;
  /** Null where nothing is called. */
  readonly given: readonly AnyNode[] | null;
}

/** `expect(a).to.be.below(5)` as `a`, and the words behind it; also `pm.response.to.have.status(200)`. */
function unroll(node: AnyNode): { readonly subject: AnyNode; readonly links: readonly Link[] } | null {
  const links: Link[] = [];
  let at: AnyNode = node.type === 'ChainExpression' ? node.expression : node;
  for (;;) {
    const called: CallExpression | null = at.type === 'CallExpression' ? at : null;
    const member: AnyNode = called ? called.callee : at;
    if (called && /^(?:(?:pm|chai)\.)?expect$/u.test(chainOf(called.callee) ?? '')) {
      const [subject] = called.arguments;
      return subject === undefined || links.length === 0 ? null : { subject, links };
    }
    if (member.type !== 'MemberExpression' || member.property.type !== 'Identifier' || member.computed) return null;
    const word = member.property.name;
    links.unshift({ word, given: called?.arguments ?? null });
    if (word === 'to' && chainOf(member.object) === 'pm.response') return { subject: member.object, links };
    at = member.object;
  }
}

/** Words that only make a sentence. */
const filler = new Set('to be been is that which and has have with at of same but does still also an a own deep'.split(' '));

function wantedOf(about: Meaning, links: readonly Link[], names: Names): Checks | null {
  const checks: Asserted[] = [];
  let subject = about;
  let isNot = false;
  let isContaining = false;
  for (const { word, given } of links) {
    if (given === null && filler.has(word)) continue;
    if (word === 'not' && given === null) {
      isNot = !isNot;
      continue;
    }
    // “contain.keys”: those, and perhaps others.
    if (given === null && !isNot && /^(?:includes?|contains?|all)$/u.test(word)) {
      isContaining ||= word !== 'all';
      continue;
    }
    if (isContaining !== /^keys?$/u.test(word)) return null;
    const made = subject.is === 'response' ? ofResponse(word, given, names) : ofSubject(subject, word, given, isNot, names);
    if (made === null || (isNot && subject.is === 'response')) return null;
    checks.push(...made.checks);
    subject = made.next ?? subject;
    isNot = false;
  }
  return checks.length > 0 ? checks : null;
}

interface Wanted {
  readonly checks: Checks;
  /** What the words behind are about, when it is something else. */
  readonly next?: Meaning;
}

/** What Postman calls an answer of a status. */
const namedStatus: Readonly<Record<string, ImportedCheck['value']>> = {
  accepted: 202,
  badRequest: 400,
  unauthorized: 401,
  unauthorised: 401,
  forbidden: 403,
  notFound: 404,
  rateLimited: 429,
};
const status = (how: ImportedCheck['how'], value: unknown): Wanted => ({ checks: [{ what: 'status', at: '', how, value }] });

function ofResponse(word: string, given: readonly AnyNode[] | null, names: Names): Wanted | null {
  const values = (given ?? []).map((one) => valueOf(one, names));
  const [first, second] = values;
  if (given === null) {
    if (word === 'ok' || word === 'success') return status('in', [200, 201, 202, 203, 204]);
    if (word === 'json') return { checks: [{ what: 'header', at: 'Content-Type', how: 'contains', value: 'json' }] };
    return Object.hasOwn(namedStatus, word) ? status('eq', namedStatus[word]) : null;
  }
  switch (word) {
    case 'status':
      return typeof first === 'number' || isPlaceholder(first) ? status('eq', first) : null;
    case 'header':
      return typeof first === 'string' ? { checks: [isOrExists({ what: 'header', at: first }, values.length, second)].flat() } : null;
    case 'jsonBody':
      if (values.length === 0) return { checks: [{ what: 'body', at: '$', how: 'exists', value: null }] };
      return typeof first === 'string' && /^[\w.]+$/u.test(first)
        ? { checks: isOrExists({ what: 'body', at: `$.${first}` }, values.length, second) }
        : null;
    case 'body':
      return typeof first === 'string' ? { checks: [{ what: 'body', at: '', how: 'eq', value: first }] } : null;
    case 'property': {
      const what = first === 'code' ? 'status' : first === 'responseTime' ? 'duration' : null;
      return what !== null && second !== undefined ? { checks: [{ what, at: '', how: 'eq', value: second }] } : null;
    }
    default:
      return null;
  }
}

/** That a part has a value; with one argument only that it is there. A value that only running would tell makes none. */
const isOrExists = (part: AnswerPart, given: number, value: unknown): Checks =>
  given < 2 ? [{ ...part, how: 'exists', value: null }] : value === undefined ? [] : [{ ...part, how: 'eq', value }];

const verbs: Readonly<Record<string, ImportedCheck['how']>> = {
  equal: 'eq',
  equals: 'eq',
  eql: 'eq',
  eqls: 'eq',
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
  matches: 'matches',
};
/** Words that count their bound in. */
const bounds: Readonly<Record<string, 'least' | 'most'>> = {
  least: 'least',
  gte: 'least',
  greaterThanOrEqual: 'least',
  most: 'most',
  lte: 'most',
  lessThanOrEqual: 'most',
};
const fixed: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

function ofSubject(subject: Meaning, word: string, given: readonly AnyNode[] | null, isNot: boolean, names: Names): Wanted | null {
  if (subject.is === 'length') return given === null ? null : ofLength(subject.list, word, given, isNot, names);
  if (subject.is !== 'part') return given === null ? null : reversed(subject, word, given, isNot, names);
  const { part } = subject;
  if (given === null) {
    if (word === 'empty') return ofEmpty(part, isNot);
    if (word === 'length' || word === 'lengthOf')
      return isInJson(part) && !isNot ? { checks: [], next: { is: 'length', list: part.at } } : null;
    if (word === 'undefined' && !isNot) {
      const at = placeInList(part);
      if (at !== null) return { checks: [at] };
    }
    if (word === 'undefined' && (part.what === 'header' || isMemberOfRoot(part)))
      return { checks: [{ ...part, how: 'exists', value: isNot ? null : false }] };
    if (word === 'exist' && !isNot) return { checks: [{ ...part, how: 'exists', value: null }] };
    if ((word === 'undefined' || word === 'null') && isNot) return { checks: [{ ...part, how: 'exists', value: null }] };
    return Object.hasOwn(fixed, word) ? { checks: [{ ...part, how: isNot ? 'ne' : 'eq', value: fixed[word] }] } : null;
  }
  const [first, second] = given;
  if (first === undefined) return null;
  if (word === 'property') {
    const name = valueOf(first, names);
    if (typeof name !== 'string' || isNot || part.what !== 'body') return null;
    const member: AnswerPart = { what: 'body', at: `${part.at}${pathMember(name)}` };
    const checks = isOrExists(member, given.length, second === undefined ? undefined : valueOf(second, names));
    return checks.length === 0 ? null : { checks, next: { is: 'part', part: member } };
  }
  if (word === 'within' && !isNot) return inside(part, valueOf(first, names), second === undefined ? undefined : valueOf(second, names));
  if (Object.hasOwn(bounds, word) && !isNot) {
    const bound = valueOf(first, names);
    return bounds[word] === 'least' ? inside(part, bound, null) : inside(part, null, bound);
  }
  if (isInJson(part) && !isNot) {
    if (word === 'length' || word === 'lengthOf') return ofLength(part.at, 'equal', given, false, names);
    if (word === 'a' || word === 'an')
      return valueOf(first, names) === 'array' ? { checks: [{ list: part.at, isList: true, least: 0, most: null }] } : null;
    if (word === 'key' || word === 'keys') return ofKeys(part, given, names);
  }
  const how = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  const check = how === undefined ? null : compare(part, how, meaningOf(first, names), isNot);
  return check === null ? null : { checks: [check] };
}

/** Within the body as JSON: a member of it, or the whole. */
const isInJson = ({ what, at }: AnswerPart): boolean => what === 'body' && at !== '';
/** Looking for anything deeper fails in a script where what it lies in is not there. */
const isMemberOfRoot = ({ what, at }: AnswerPart): boolean => what === 'body' && /^\$\.\w+$/u.test(at);

/** `expect(list[2]).to.be.undefined`: there are at most two. */
function placeInList({ what, at }: AnswerPart): Asserted | null {
  const [, list, index] = /^(.+)\[(\d{1,5})\]$/u.exec(what === 'body' ? at : '') ?? [];
  return list === undefined ? null : lengthClaim(list, 'most', Number(index));
}

/** `expect(list).to.be.empty`: a list, an object or a text without anything in it. */
function ofEmpty(part: AnswerPart, isNot: boolean): Wanted | null {
  if (part.what !== 'body') return null;
  if (part.at === '') return { checks: [{ ...part, how: isNot ? 'ne' : 'eq', value: '' }] };
  return { checks: [isNot ? { list: part.at, isList: false, least: 1, most: null } : emptyClaim(part.at)] };
}

/** `expect(list.length).to.be.above(2)`. */
function ofLength(list: string, word: string, given: readonly AnyNode[], isNot: boolean, names: Names): Wanted | null {
  const [first, second] = given;
  const bound = first === undefined ? undefined : valueOf(first, names);
  if (word === 'within' && !isNot) {
    const [least, most] = [
      lengthClaim(list, 'least', bound),
      lengthClaim(list, 'most', second === undefined ? undefined : valueOf(second, names)),
    ];
    return least === null || most === null ? null : { checks: [least, most] };
  }
  const how = Object.hasOwn(bounds, word) ? bounds[word] : Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  const claim = how === undefined || (isNot && how !== 'eq') ? null : lengthClaim(list, isNot ? 'ne' : how, bound);
  return claim === null ? null : { checks: [claim] };
}

/** `expect(order).to.include.keys("id", "state")`. */
function ofKeys(part: AnswerPart, given: readonly AnyNode[], names: Names): Wanted | null {
  const values = given.map((one) => valueOf(one, names)).flat();
  const keys = values.filter((one) => typeof one === 'string');
  if (keys.length === 0 || keys.length < values.length || keys.some(isPlaceholder)) return null;
  return { checks: keys.map((key) => ({ what: 'body', at: `${part.at}${pathMember(key)}`, how: 'exists', value: null })) };
}

/** `expect([200, 201]).to.include(pm.response.code)` and `expect("paid").to.eql(order.status)`: the same the other way round. */
function reversed(subject: Meaning, word: string, given: readonly AnyNode[], isNot: boolean, names: Names): Wanted | null {
  const [first] = given;
  const about = first === undefined ? null : meaningOf(first, names);
  if (about?.is !== 'part' || subject.is !== 'value') return null;
  const how = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  const check =
    how === 'eq'
      ? compare(about.part, 'eq', subject, isNot)
      : how === 'contains' && Array.isArray(subject.value)
        ? compare(about.part, 'in', subject, isNot)
        : null;
  return check === null ? null : { checks: [check] };
}

function compare(part: AnswerPart, how: ImportedCheck['how'], wanted: Meaning | null, isNot: boolean): ImportedCheck | null {
  if (wanted?.is !== 'value' && wanted?.is !== 'pattern') return null;
  if ((how === 'matches') !== (wanted.is === 'pattern') || (how === 'in' && !Array.isArray(wanted.value))) return null;
  if (isNot) return how === 'eq' ? { ...part, how: 'ne', value: wanted.value } : null;
  return { ...part, how, value: wanted.value };
}

/** From a bound to a bound, both counted in: of whole numbers, because checks have only greater and less. */
function inside(part: AnswerPart, least: unknown, most: unknown): Wanted | null {
  const isWhole = (one: unknown): one is number | null => one === null || Number.isSafeInteger(one);
  if (part.what === 'body' || part.what === 'header' || !isWhole(least) || !isWhole(most)) return null;
  return {
    checks: [
      ...(least === null ? [] : [{ ...part, how: 'gt' as const, value: least - 1 }]),
      ...(most === null ? [] : [{ ...part, how: 'lt' as const, value: most + 1 }]),
    ],
  };
}

/** `expect(pm.response.code === 200).to.be.true`. */
function ofTruth(subject: AnyNode, links: readonly Link[], names: Names): Checks | null {
  const said = links.filter(({ word, given }) => !(given === null && filler.has(word)));
  const [last, ...more] = said;
  if (!last || more.length > 0) return null;
  const wanted =
    last.given === null
      ? { true: true, ok: true, false: false }[last.word]
      : verbs[last.word] === 'eq' && last.given[0]
        ? valueOf(last.given[0], names)
        : undefined;
  return typeof wanted === 'boolean' ? conditions(subject, wanted, names) : null;
}

const flipped: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
const negated: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>': '<=',
  '<=': '>',
  '>=': '<',
};

const lengthSigns: Readonly<Record<string, string>> = {
  '===': 'eq',
  '==': 'eq',
  '!==': 'ne',
  '!=': 'ne',
  '<': 'lt',
  '>': 'gt',
  '<=': 'most',
  '>=': 'least',
};

/** What must hold of an answer for an expression to be true, or to be false. */
function conditions(node: AnyNode, wanted: boolean, names: Names): Checks | null {
  if (node.type === 'UnaryExpression' && node.operator === '!') return conditions(node.argument, !wanted, names);
  if (node.type === 'LogicalExpression') {
    if (node.operator !== (wanted ? '&&' : '||')) return null;
    const [left, right] = [conditions(node.left, wanted, names), conditions(node.right, wanted, names)];
    return left === null || right === null ? null : [...left, ...right];
  }
  if (node.type === 'BinaryExpression') return comparison(node, wanted, names);
  if (node.type === 'CallExpression' && wanted) return listed(node, names) ?? contained(node, names);
  return null;
}

function comparison({ left, right, operator }: BinaryExpression, wanted: boolean, names: Names): Checks | null {
  const [one, two] = [meaningOf(left, names), meaningOf(right, names)];
  const isFlipped = one?.is !== 'part' && one?.is !== 'length';
  const [about, against, other] = isFlipped ? [two, one, left] : [one, two, right];
  if (about?.is !== 'part' && about?.is !== 'length') return null;
  const asWritten = isFlipped ? (flipped[operator] ?? operator) : operator;
  const sign = wanted ? asWritten : (negated[asWritten] ?? '');
  if (about.is === 'length') {
    const claim = against?.is === 'value' ? lengthClaim(about.list, lengthSigns[sign] ?? '', against.value) : null;
    return claim === null ? null : [claim];
  }
  const { part } = about;
  if (/^!==?$/u.test(sign) && (isUndefined(other) || (against?.is === 'value' && against.value === null)))
    return [{ ...part, how: 'exists', value: null }];
  if (against?.is !== 'value') return null;
  switch (sign) {
    case '==':
    case '===':
      return [{ ...part, how: 'eq', value: against.value }];
    case '!=':
    case '!==':
      return [{ ...part, how: 'ne', value: against.value }];
    case '<':
    case '>':
      return [{ ...part, how: sign === '<' ? 'lt' : 'gt', value: against.value }];
    case '<=':
      return inside(part, null, against.value)?.checks ?? null;
    case '>=':
      return inside(part, against.value, null)?.checks ?? null;
    default:
      return null;
  }
}

/** `Array.isArray(order.lines)`, `_.isArray(order.lines)`. */
function listed({ callee, arguments: given }: CallExpression, names: Names): Checks | null {
  const [argument, ...more] = given;
  if (!/^(?:Array|_)\.isArray$/u.test(chainOf(callee) ?? '') || argument === undefined || more.length > 0) return null;
  const meaning = meaningOf(argument, names);
  return meaning?.is === 'part' && isInJson(meaning.part) ? [{ list: meaning.part.at, isList: true, least: 0, most: null }] : null;
}

/** `responseBody.has("x")`, `order.note.includes("x")`, `[200, 201].includes(pm.response.code)`. */
function contained({ callee, arguments: given }: CallExpression, names: Names): Checks | null {
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return null;
  const [argument, ...more] = given;
  if (!/^(?:has|includes)$/u.test(callee.property.name) || argument === undefined || more.length > 0) return null;
  const [within, sought] = [meaningOf(callee.object, names), meaningOf(argument, names)];
  const check =
    within?.is === 'part'
      ? compare(within.part, 'contains', sought, false)
      : sought?.is === 'part'
        ? compare(sought.part, 'in', within, false)
        : null;
  return check === null ? null : [check];
}

const isUndefined = (node: AnyNode): boolean => node.type === 'Identifier' && node.name === 'undefined';
const isPlaceholder = (value: unknown): boolean => typeof value === 'string' && value.startsWith('{{');
