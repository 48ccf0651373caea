import type { RequestContent } from '../../contract/request-content.ts';
import { effectiveMethod, safeMethods } from './method-override.ts';
import { isSent, type Switched } from './sent-parameters.ts';

/** A call as far as its effect can be told from it. */
export interface CallShape {
  readonly method: string;
  /** The template, "/payments/{id}/refunds". */
  readonly path: string;
  /** What the contract says of it; "" for nothing. */
  readonly summary: string;
  readonly content?: RequestContent | undefined;
  /** Where they are known: a header among them may ask for another method. One that is switched off has no effect. */
  readonly parameters?: readonly (Switched & { readonly name: string; readonly value: string })[] | undefined;
}

/**
 * Whether a call may change something: by its method, or the one that a header asks for in its place, and for GraphQL by its operation,
 * also where that is a parameter of the address. Whoever guards, repeats or hedges a call asks here.
 */
export function changesSomething({ content, ...call }: Pick<CallShape, 'method' | 'content' | 'parameters'>): boolean {
  const method = methodOf(call);
  if (content?.kind === 'graphql') {
    // GraphQL over HTTP knows POST and GET (section 5); by another method it is something else.
    return graphqlOperation(content.query, content.operationName) !== 'query' || (method !== 'POST' && !safeMethods.has(method));
  }
  return !safeMethods.has(method) || hasMutationInAddress(call);
}

/** GraphQL over GET has its document in the parameter `query`; another text there, such as words to search for, is none. */
const hasMutationInAddress = ({ parameters = [] }: Pick<CallShape, 'parameters'>): boolean =>
  parameters.some(
    (one) =>
      isSent(one) &&
      one.in === 'query' &&
      one.name.toLowerCase() === 'query' &&
      graphqlOperations(one.value).some(({ kind }) => kind === 'mutation'),
  );

const methodOf = ({ method, parameters = [] }: Pick<CallShape, 'method' | 'parameters'>): string =>
  effectiveMethod(
    method,
    parameters.filter((one) => one.in === 'header' && isSent(one)).map(({ name, value }) => [name, value] as const),
  );

export interface GraphqlOperation {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly name: string | null;
}

/** The operations of a GraphQL document, in order. Read without its grammar: strings, comments and braces are enough to tell. */
export function graphqlOperations(document: string): GraphqlOperation[] {
  const operations: GraphqlOperation[] = [];
  let depth = 0;
  let isAfterDefinition = true;
  // Strings of both kinds and comments first, so that nothing in them counts.
  const tokens = /"""(?:\\"""|[\s\S])*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|#[^\n\r]*|[{}()]|[_A-Za-z][_0-9A-Za-z]*/g;
  const all = [...document.matchAll(tokens)].map(([token]) => token).filter((token) => !/^["#]/.test(token));
  for (const [index, token] of all.entries()) {
    if (token === '{' || token === '(') {
      if (token === '{' && depth === 0 && isAfterDefinition) operations.push({ kind: 'query', name: null });
      depth += 1;
      isAfterDefinition = false;
    } else if (token === '}' || token === ')') {
      depth = Math.max(0, depth - 1);
      if (depth === 0) isAfterDefinition = token === '}';
    } else if (depth === 0 && isAfterDefinition) {
      if (token === 'query' || token === 'mutation' || token === 'subscription') {
        const next = all[index + 1] ?? '';
        operations.push({ kind: token, name: /^[_A-Za-z]/.test(next) ? next : null });
      }
      isAfterDefinition = false;
    }
  }
  return operations;
}

/** What a document would do; the one operation that is named, else the most that any of its operations does. */
export function graphqlOperation(document: string, name: string | null): GraphqlOperation['kind'] {
  const operations = graphqlOperations(document);
  // Of two with one name, which no server should take, the one that does more.
  const named = operations.filter((one) => name !== null && one.name === name);
  const [only] = named;
  if (only) return named.find(({ kind }) => kind === 'mutation')?.kind ?? only.kind;
  if (operations.some(({ kind }) => kind === 'mutation')) return 'mutation';
  // What cannot be read might change anything.
  return operations.length > 0 && operations.every(({ kind }) => kind === 'query') ? 'query' : (operations[0]?.kind ?? 'mutation');
}

/** What paths of money and goods commonly say, the most particular first. */
const deeds: readonly (readonly [RegExp, string])[] = [
  [/refunds?\b/i, 'refunds money'],
  [/(?:captures?)\b/i, 'captures a payment'],
  [/(?:cancels?|cancellations?|voids?|reversals?)\b/i, 'cancels something'],
  [/(?:payouts?|transfers?|disbursements?)\b/i, 'pays money out'],
  [/(?:payments?|charges?|authori[sz]ations?)\b/i, 'moves money'],
  [/(?:orders?)\b/i, 'writes to orders'],
  [/(?:shipments?|labels?|transactions?)\b/i, 'books something'],
  [/(?:messages?|emails?|sms|campaigns?|sends?)\b/i, 'sends messages to people'],
];

/** The effect in words: "POST /payments/{id}/refunds refunds money". */
export function effectWords(call: CallShape): string {
  const method = methodOf(call);
  if (call.content?.kind === 'graphql') {
    const { query, operationName } = call.content;
    const kind = graphqlOperation(query, operationName);
    const name = operationName ?? graphqlOperations(query).find((one) => one.kind === kind)?.name ?? null;
    const what = name === null ? `A GraphQL ${kind}` : `The GraphQL ${kind} ${name}`;
    return `${what} ${kind === 'mutation' ? 'changes data' : kind === 'query' ? 'only reads' : 'listens'}`;
  }
  if (safeMethods.has(method) && hasMutationInAddress(call)) return `The GraphQL mutation in ${method} ${call.path} changes data`;
  return `${method} ${call.path} ${deedOf(method, call)}`;
}

function deedOf(method: string, { path, summary }: CallShape): string {
  if (safeMethods.has(method)) return 'only reads';
  if (method === 'DELETE') return 'deletes data';
  if (method === 'PATCH' || method === 'PUT') return 'changes data';
  const last = path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? '';
  const found = deeds.find(([pattern]) => pattern.test(last)) ?? deeds.find(([pattern]) => pattern.test(summary));
  return found?.[1] ?? 'changes data';
}
