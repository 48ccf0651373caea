import { plainJson } from '../../../shared/domain/evidence/plain-json.ts';
import type { ChangeLevel } from './contract-change.ts';
import type { ChangePlace } from './change-place.ts';
import { ownValue } from './json-value.ts';
import type { JsonValue } from './json-value.ts';

export interface Difference {
  readonly action: 'add' | 'remove' | 'replace';
  readonly at: ChangePlace;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
  /** What api-smart-diff makes of it. */
  readonly suggested: ChangeLevel;
  /** The schema or object that holds it, both versions merged; null when there is none. */
  readonly owner: JsonValue | null;
  /** Names that became required in that same schema. */
  readonly newlyRequired: ReadonlySet<string>;
}

export interface Judgement {
  readonly level: ChangeLevel;
  readonly words: string;
}

/**
 * What a difference means for whoever calls the API: a request must go on being taken, an answer must go on having what is read from it.
 * api-smart-diff turns its request rules round for answers as if a caller were free to ignore any answer, so that a field that vanishes
 * from an answer, or turns from text into a number, is “non-breaking” to it; those are judged here. What no rule here knows keeps the
 * level that api-smart-diff gave it. Null: nothing that concerns a caller.
 */
export function judgeChange(difference: Difference): Judgement | null {
  const { at } = difference;
  // A keyword is whatever a stranger's document has, `__proto__` too.
  const rule = Object.hasOwn(rules, at.keyword) ? rules[at.keyword] : undefined;
  if (rule) return rule(difference);
  if (at.side === 'operation') return { level: difference.suggested, words: `${at.place} ${verb[difference.action]}` };
  const what = `${named(at)}: ${at.keyword}`;
  return { level: difference.suggested === 'breaking' ? 'breaking' : 'risky', words: `${what} ${movedWords(difference)}` };
}

type Rule = (difference: Difference) => Judgement | null;

const verb = { add: 'added', remove: 'removed', replace: 'changed' } as const;
const quote = (name: string): string => `“${name}”`;
/** The field, or what holds it when the difference is at the top. */
const named = ({ field, place }: ChangePlace): string => (field === '' ? `the ${place}` : quote(field));
const child = ({ field }: ChangePlace, name: string): string => quote(field === '' ? name : `${field}.${name}`);
const isRequest = ({ at }: Difference): boolean => at.side === 'request';

const longest = 60;
/** A value of the document, short enough for a line; schemas may hold themselves. */
function shown(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  const text =
    typeof value === 'string'
      ? quote(value)
      : Array.isArray(value)
        ? value.map((one) => shown(one)).join(' or ')
        : JSON.stringify(plainJson(value));
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
function movedWords({ action, before, after }: Difference): string {
  if (action === 'add') return `is ${shown(after)} now`;
  if (action === 'remove') return `was ${shown(before)} and is gone`;
  return `was ${shown(before)}, is ${shown(after)}`;
}

/** A rule for a bound: whether the change lets fewer values through. */
const bound =
  (what: string, isTighter: (before: number, after: number) => boolean): Rule =>
  (difference) => {
    const { action, before, after, at } = difference;
    const tighter =
      action === 'add' || (action === 'replace' && typeof before === 'number' && typeof after === 'number' && isTighter(before, after));
    const words = `${what} of ${named(at)} ${movedWords(difference)}`;
    if (isRequest(difference)) return { level: tighter ? 'breaking' : 'safe', words };
    return { level: tighter ? 'safe' : 'risky', words };
  };

const risky =
  (what: string): Rule =>
  (difference) => ({ level: 'risky', words: `${what} of ${named(difference.at)} ${movedWords(difference)}` });

/** One more or one fewer of several shapes: a caller may send one more, and must be able to read one more. */
const choice: Rule = (difference) => {
  const { action, at } = difference;
  const words = `${named(at)} ${action === 'add' ? 'may have one more shape' : action === 'remove' ? 'has lost a shape' : 'has another shape'}`;
  if (action === 'replace') return { level: 'risky', words };
  if (isRequest(difference)) return { level: action === 'add' ? 'safe' : 'breaking', words };
  return { level: action === 'add' ? 'risky' : 'safe', words };
};

const rules: Readonly<Record<string, Rule>> = {
  property: (difference) => {
    const { action, at, owner, newlyRequired } = difference;
    const field = child(at, at.name);
    if (isRequest(difference)) {
      if (action === 'add') {
        return newlyRequired.has(at.name)
          ? { level: 'breaking', words: `${field} is new and required` }
          : { level: 'safe', words: `${field} can be sent` };
      }
      // A closed object refuses what it does not name; an open one mostly ignores it.
      const isClosed = ownValue(owner, 'additionalProperties') === false;
      return { level: isClosed ? 'breaking' : 'risky', words: `${field} is no longer taken` };
    }
    return action === 'add'
      ? { level: 'safe', words: `${field} is in the answer now` }
      : { level: 'breaking', words: `${field} is no longer in the answer` };
  },
  properties: (difference) => ({
    level: difference.action === 'add' ? 'safe' : 'risky',
    words: `the fields of ${named(difference.at)} ${difference.action === 'add' ? 'are described now' : 'are no longer described'}`,
  }),
  required: (difference) => {
    const { action, at } = difference;
    const value = action === 'remove' ? difference.before : difference.after;
    const names = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string').map((one) => child(at, one));
    if (names.length === 0) return null;
    const words = `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} ${action === 'remove' ? 'no longer required' : 'required now'}`;
    if (isRequest(difference)) return { level: action === 'remove' ? 'safe' : 'breaking', words };
    return action === 'remove'
      ? { level: 'risky', words: `${names.join(', ')} may be missing from the answer` }
      : { level: 'safe', words: `${names.join(', ')} always in the answer` };
  },
  enum: (difference) => {
    const { action, at, before, after } = difference;
    if (isRequest(difference)) {
      if (action === 'add')
        return Array.isArray(after)
          ? { level: 'breaking', words: `${named(at)} takes only ${shown(after)} now` }
          : { level: 'safe', words: `${named(at)} takes ${shown(after)} too` };
      if (action === 'remove' && Array.isArray(before)) return { level: 'safe', words: `${named(at)} takes any value now` };
      return {
        level: 'breaking',
        words: `${named(at)} no longer takes ${shown(before)}${action === 'replace' ? `, but ${shown(after)}` : ''}`,
      };
    }
    if (action === 'add')
      return Array.isArray(after)
        ? { level: 'safe', words: `${named(at)} has only ${shown(after)} now` }
        : { level: 'risky', words: `${named(at)} may be ${shown(after)} now` };
    if (action === 'remove')
      return Array.isArray(before)
        ? { level: 'risky', words: `${named(at)} may have any value now` }
        : { level: 'safe', words: `${named(at)} is never ${shown(before)} now` };
    return { level: 'risky', words: `${named(at)} may be ${shown(after)} in place of ${shown(before)}` };
  },
  type: (difference) => {
    const { at } = difference;
    const before = typesOf(difference.before);
    const after = typesOf(difference.after);
    const isWider = isWithin(before, after);
    const isNarrower = isWithin(after, before);
    if (
      !isRequest(difference) &&
      isWider &&
      !isNarrower &&
      after.has('null') &&
      !before.has('null') &&
      isWithin(without(after, 'null'), before)
    )
      return { level: 'breaking', words: `${named(at)} may be null now` };
    const words = `${named(at)} was ${shown(difference.before)}, is ${shown(difference.after)}`;
    return { level: (isRequest(difference) ? isWider : isNarrower) ? 'safe' : 'breaking', words };
  },
  nullable: (difference) => {
    const isNull = difference.after === true;
    if (isRequest(difference))
      return { level: isNull ? 'safe' : 'breaking', words: `${named(difference.at)} ${isNull ? 'may' : 'may not'} be null now` };
    return { level: isNull ? 'breaking' : 'safe', words: `${named(difference.at)} ${isNull ? 'may be' : 'is never'} null now` };
  },
  // JSON Schema 2020-12 section 7: a format describes and does not refuse; the vendor's own check may.
  format: (difference) => ({
    level: isRequest(difference) || difference.action === 'replace' ? 'risky' : 'safe',
    words: `format of ${named(difference.at)} ${movedWords(difference)}`,
  }),
  pattern: risky('pattern'),
  default: risky('default'),
  const: risky('the only value'),
  additionalProperties: (difference) => {
    const isClosed = difference.after === false;
    if (!isRequest(difference))
      return { level: 'safe', words: `${named(difference.at)} ${isClosed ? 'has no other fields' : 'may have other fields'}` };
    return {
      level: isClosed ? 'risky' : 'safe',
      words: `${named(difference.at)} ${isClosed ? 'takes no other fields now' : 'takes other fields too'}`,
    };
  },
  maxLength: bound('longest length', (before, after) => after < before),
  maximum: bound('highest value', (before, after) => after < before),
  exclusiveMaximum: bound('highest value', (before, after) => after < before),
  maxItems: bound('most items', (before, after) => after < before),
  maxProperties: bound('most fields', (before, after) => after < before),
  minLength: bound('shortest length', (before, after) => after > before),
  minimum: bound('lowest value', (before, after) => after > before),
  exclusiveMinimum: bound('lowest value', (before, after) => after > before),
  minItems: bound('fewest items', (before, after) => after > before),
  minProperties: bound('fewest fields', (before, after) => after > before),
  oneOf: choice,
  anyOf: choice,
  allOf: (difference) => ({ level: 'risky', words: `${named(difference.at)} is put together differently` }),
  $ref: (difference) => ({ level: 'risky', words: `${named(difference.at)} has another shape` }),
  schema: (difference) => ({
    level: 'risky',
    words: `the shape of ${named(difference.at)} ${difference.action === 'add' ? 'is described now' : difference.action === 'remove' ? 'is no longer described' : 'changed'}`,
  }),
  items: (difference) => ({ level: 'risky', words: `the items of ${named(difference.at)} changed` }),
  readOnly: risky('read-only'),
  writeOnly: risky('write-only'),
  discriminator: risky('the field that tells shapes apart'),
  deprecated: ({ after, at }) => {
    const isWhole = at.side === 'operation';
    if (after === true) return { level: 'risky', words: isWhole ? 'marked deprecated' : `${named(at)} is deprecated` };
    return { level: 'safe', words: isWhole ? 'no longer deprecated' : `${named(at)} is no longer deprecated` };
  },
  parameter: (difference) => {
    const { action, at, after } = difference;
    if (action !== 'add') return { level: 'risky', words: `${quote(at.name)} is no longer taken` };
    return ownValue(after, 'required') === true
      ? { level: 'breaking', words: `${quote(at.name)} is new and required` }
      : { level: 'safe', words: `${quote(at.name)} can be sent` };
  },
  'parameter required': (difference) =>
    difference.after === true
      ? { level: 'breaking', words: `${quote(difference.at.name)} is required now` }
      : { level: 'safe', words: `${quote(difference.at.name)} is no longer required` },
  body: (difference) => {
    if (difference.action === 'add')
      return ownValue(difference.after, 'required') === true
        ? { level: 'breaking', words: 'a body is new and required' }
        : { level: 'safe', words: 'a body can be sent' };
    return { level: 'risky', words: 'no body is taken any more' };
  },
  'body required': (difference) =>
    difference.after === true
      ? { level: 'breaking', words: 'the body is required now' }
      : { level: 'safe', words: 'the body is no longer required' },
  content: (difference) =>
    contentRule(difference, Object.keys(((difference.action === 'add' ? difference.after : difference.before) as object) ?? {}).join(', ')),
  'media type': (difference) => contentRule(difference, difference.at.name),
  status: (difference) => {
    const { action, at } = difference;
    const isGood = at.name.startsWith('2');
    if (action === 'remove') return { level: isGood ? 'breaking' : 'safe', words: `no longer answers ${at.name}` };
    return { level: isGood ? 'risky' : 'safe', words: `may answer ${at.name}` };
  },
  header: (difference) => ({
    level: difference.action === 'add' ? 'safe' : 'risky',
    words: `header ${difference.at.name === '' ? '' : quote(difference.at.name)} ${difference.action === 'add' ? 'comes with the answer' : difference.action === 'remove' ? 'is no longer in the answer' : 'changed'}`,
  }),
  security: (difference) => {
    if (difference.action === 'add')
      return { level: difference.suggested === 'breaking' ? 'breaking' : 'safe', words: 'takes one more way to authenticate' };
    return {
      level: 'breaking',
      words: `${difference.action === 'remove' ? 'no longer takes' : 'changed'} a way to authenticate${difference.at.name === '' || /^\d+$/.test(difference.at.name) ? '' : ` (${difference.at.name})`}`,
    };
  },
  servers: (difference) => ({ level: 'risky', words: `base URL ${movedWords(difference)}` }),
};

function contentRule(difference: Difference, types: string): Judgement {
  const { action, at } = difference;
  if (isRequest(difference))
    return { level: action === 'add' ? 'safe' : 'breaking', words: action === 'add' ? `takes ${types} too` : `no longer takes ${types}` };
  return {
    level: action === 'add' ? 'safe' : 'breaking',
    words: `${at.place} ${action === 'add' ? 'may come as' : 'no longer comes as'} ${types}`,
  };
}

/** The types a schema allows; a number allows integers. */
function typesOf(value: JsonValue | undefined): ReadonlySet<string> {
  if (value === undefined) return new Set(['any']);
  const types = new Set((Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string'));
  if (types.has('number')) types.add('integer');
  return types;
}
const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
  all.has('any') || (!some.has('any') && [...some].every((one) => all.has(one)));
const without = (types: ReadonlySet<string>, one: string): ReadonlySet<string> => new Set([...types].filter((type) => type !== one));
