import { fileWords } from '../console/curl-parts.ts';
import { fileToChoose } from '../console/file-to-choose.ts';
import { answerPartOf } from './read-script.ts';
import { foreignAuth, type AuthPart, type ReadAuth } from './foreign-auth.ts';
import {
  plainRequest,
  type ImportedCapture,
  type ImportedCheck,
  type ImportedParameter,
  type ImportedRequest,
  type NamedValue,
} from './imported.ts';
import { contentTypeIn, isTypeThatGoes, withInherited } from './imported-parameters.ts';
import { noBody, type ReadBody } from './postman-body.ts';
import { emptyClaim, lengthClaim, withListChecks, type Asserted } from './script-lists.ts';
import { joinNotes, takeScripts, type ForeignScript } from './script-notes.ts';
import { splitUrl } from './split-url.ts';
import { leftOff } from './switched-off.ts';

export interface Switchable extends NamedValue {
  readonly isOff: boolean;
}

/** A part of a multipart body; `file` names the file it reads, null for a value. */
export interface BrunoPart extends Switchable {
  readonly file: string | null;
  readonly mediaType: string | null;
}

/** One request of Bruno's, however it was written: in its own language or as YAML. */
export interface BrunoParts {
  readonly name: string;
  readonly type: string;
  readonly method: string;
  readonly url: string;
  readonly query: readonly Switchable[];
  readonly path: readonly Switchable[];
  readonly headers: readonly Switchable[];
  readonly body:
    | { readonly kind: 'none' }
    | { readonly kind: 'text'; readonly mediaType: string; readonly text: string }
    | { readonly kind: 'form'; readonly fields: readonly Switchable[] }
    | { readonly kind: 'multipart'; readonly parts: readonly BrunoPart[] }
    | { readonly kind: 'file'; readonly file: string }
    | { readonly kind: 'graphql'; readonly query: string; readonly variables: string };
  /** Null: as the folder or the collection has it. */
  readonly auth: { readonly type: string; readonly part: AuthPart } | null;
  readonly variables: readonly Switchable[];
  readonly captures: readonly Switchable[];
  readonly asserts: readonly Switchable[];
  readonly scripts: readonly ForeignScript[];
  readonly followsRedirects: boolean;
  readonly timeoutMs: number | null;
  readonly docs: string;
}

/** What folders and the collection hand down. */
export interface BrunoLevel {
  readonly folder: readonly string[];
  readonly headers: readonly Switchable[];
  readonly auth: BrunoParts['auth'];
  readonly variables: readonly Switchable[];
}

/** A request of Bruno's in our words; a sentence when it cannot be taken over at all. */
export function brunoRequest(parts: BrunoParts, level: BrunoLevel): ImportedRequest | string {
  if (!/^(?:http|graphql|http-request|graphql-request|)$/.test(parts.type)) return `${parts.type} calls cannot be sent from here.`;
  const split = splitUrl(parts.url);
  if (split.url === '') return 'It has no address.';
  const lost: string[] = [];
  const auth: ReadAuth = readAuth(parts.auth ?? level.auth);
  if (auth.problem !== null) lost.push(auth.problem);
  const headers = withInherited(parametersIn(level.headers), parametersIn(parts.headers));
  const contentType = contentTypeIn(headers);
  const body = bodyOf(parts.body, lost);
  const asserted = readAssertions(parts.asserts.filter(({ isOff }) => !isOff));
  const captured = parts.captures.filter(({ isOff }) => !isOff).map((one) => captureOf(one));
  lost.push(...asserted.lost);
  for (const one of captured) if (typeof one === 'string') lost.push(one);
  const scripts = takeScripts(parts.scripts, 'Bruno');
  return {
    ...plainRequest,
    name: parts.name.trim() || 'Request',
    folder: level.folder,
    method: parts.method.toUpperCase(),
    url: split.url,
    query: parts.query.length > 0 ? parametersIn(parts.query) : split.query,
    pathValues: switchedOn(parts.path, 'path value', lost).filter(({ name }) => split.url.includes(`{${name}}`)),
    headers: headers.filter((header) => !isTypeThatGoes(header)),
    ...body,
    mediaType: body.body === null ? null : (contentType ?? body.mediaType),
    auth: auth.auth,
    variables: [...switchedOn(level.variables, 'value', []), ...switchedOn(parts.variables, 'value', lost)],
    timeoutMs: parts.timeoutMs !== null && parts.timeoutMs >= 100 ? Math.min(parts.timeoutMs, 600_000) : null,
    followsRedirects: parts.followsRedirects,
    notes: joinNotes(parts.docs, scripts.notes),
    checks: [...asserted.checks, ...scripts.checks],
    captures: [...captured.filter((one) => typeof one !== 'string'), ...scripts.captures],
    lost: [...lost, ...scripts.lost],
  };
}

const readAuth = (auth: BrunoParts['auth']): ReadAuth =>
  auth === null ? foreignAuth('none', () => '') : foreignAuth(auth.type, auth.part);

const parametersIn = (list: readonly Switchable[]): ImportedParameter[] =>
  list.filter(({ name }) => name !== '').map(({ name, value, isOff }) => ({ name, value, ...(isOff ? { isOff } : {}) }));

function switchedOn(list: readonly Switchable[], what: string, lost: string[]): NamedValue[] {
  const off = leftOff(
    what,
    list.filter(({ isOff }) => isOff).map(({ name }) => name),
  );
  if (off !== null) lost.push(off);
  return list.filter(({ isOff, name }) => !isOff && name !== '').map(({ name, value }) => ({ name, value }));
}

function bodyOf(body: BrunoParts['body'], lost: string[]): ReadBody {
  switch (body.kind) {
    case 'none':
      return noBody;
    case 'text':
      return body.text.trim() === '' ? noBody : { ...noBody, body: body.text, mediaType: body.mediaType };
    case 'form':
      return { ...noBody, content: { kind: 'form', fields: body.fields.map((one) => ({ ...one })) } };
    case 'multipart':
      for (const one of body.parts) if (one.file !== null) lost.push(fileWords(`The part “${one.name}”`, one.file));
      return {
        ...noBody,
        content: {
          kind: 'multipart',
          parts: body.parts.map(({ name, value, isOff, file, mediaType }) => ({
            name,
            value: file === null ? value : '',
            isOff,
            path: file === null ? null : fileToChoose(file),
            mediaType,
          })),
        },
      };
    case 'file':
      lost.push(fileWords('Its body', body.file));
      return { ...noBody, content: { kind: 'file', path: fileToChoose(body.file), mediaType: null } };
    case 'graphql':
      return { ...noBody, content: { kind: 'graphql', query: body.query, variables: body.variables.trim(), operationName: null } };
  }
}

const operators: Readonly<Record<string, ImportedCheck['how']>> = {
  eq: 'eq',
  neq: 'ne',
  gt: 'gt',
  lt: 'lt',
  contains: 'contains',
  matches: 'matches',
  in: 'in',
};
const known =
  /^(eq|neq|gt|gte|lt|lte|in|notIn|contains|notContains|length|matches|notMatches|startsWith|endsWith|between|is[A-Z]\w+)(?:\s+([\s\S]*))?$/;

/** `res.status: eq 200` is a check; an operator without a counterpart is named. What is said of a list is known once all of it is read. */
export function readAssertions(asserts: readonly NamedValue[]): {
  readonly checks: readonly ImportedCheck[];
  readonly lost: readonly string[];
} {
  const read = asserts.map((one) => ({ ...one, made: assertion(one.name, one.value) }));
  const { checks, left } = withListChecks(read.flatMap(({ made }) => made ?? []));
  const lost = read
    .filter(({ made }) => made === null || ('list' in made && left.includes(made)))
    .map(({ name, value }) => `The assertion “${name.slice(0, 60)}: ${value.slice(0, 60)}” has no counterpart.`);
  return { checks, lost };
}

function assertion(expression: string, written: string): Asserted | null {
  const target = targetOf(expression.trim());
  if (target === null) return null;
  const [, operator = 'eq', rest = operator === 'eq' ? written : ''] = known.exec(written.trim()) ?? [null, 'eq', written];
  if (operator === 'isDefined') return { ...target, how: 'exists', value: null };
  if (operator === 'isNull') return { ...target, how: 'eq', value: null };
  if (operator === 'startsWith') return { ...target, how: 'matches', value: `^${escaped(String(valueOf(rest)))}` };
  if (operator === 'endsWith') return { ...target, how: 'matches', value: `${escaped(String(valueOf(rest)))}$` };
  if (target.what === 'body') {
    const list = target.at;
    if (operator === 'isArray') return { list, isList: true, least: 0, most: null };
    if (operator === 'length') return lengthClaim(list, 'eq', valueOf(rest));
    if (operator === 'isNotEmpty') return { list, isList: false, least: 1, most: null };
    if (operator === 'isEmpty') return emptyClaim(list);
  }
  const how = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (how === undefined) return null;
  if (how === 'in') return { ...target, how, value: listOf(rest) };
  return { ...target, how, value: how === 'matches' ? rest.trim().replaceAll(/^\/|\/[a-z]*$/g, '') : valueOf(rest) };
}

function targetOf(expression: string): Pick<ImportedCheck, 'what' | 'at'> | null {
  const header = /^res\.headers(?:\.([\w-]+)|\[["']([^"']+)["']\])$/.exec(expression);
  if (header) return { what: 'header', at: header[1] ?? header[2] ?? '' };
  const query = /^res\(["']?([\w.[\]]+)["']?\)$/.exec(expression);
  if (query) return { what: 'body', at: `$.${query[1] ?? ''}` };
  return answerPartOf(expression);
}

function captureOf({ name, value }: NamedValue): ImportedCapture | string {
  const target = targetOf(value.trim());
  if (target === null || target.what === 'duration' || target.what === 'size')
    return `The value “${name}” is worked out by an expression that is not run: ${value.slice(0, 60)}.`;
  return { name, from: target.what, at: target.what === 'body' && target.at === '' ? '$' : target.at };
}

/** As Bruno reads it: numbers, true, false, null and quoted text for what they are, all else as text. */
function valueOf(text: string): unknown {
  const trimmed = text.trim();
  const quoted = /^(["'])([\s\S]*)\1$/.exec(trimmed);
  if (quoted) return quoted[2] ?? '';
  if (/^(?:true|false|null|-?\d+(?:\.\d+)?)$/.test(trimmed))
    return JSON.parse(/^-?0\d/.test(trimmed) ? JSON.stringify(trimmed) : trimmed) as unknown;
  return trimmed;
}

const listOf = (text: string): unknown[] =>
  text
    .trim()
    .replaceAll(/^\[|\]$/g, '')
    .split(',')
    .map(valueOf);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
