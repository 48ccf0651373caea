import type {
  KeptDraft,
  Parameter,
  RequestContent,
  RequestDraft,
  RequestForm,
  RequestTravel,
} from '../../../../shared/contract/console.ts';
import { decodeForm } from '../../../../shared/domain/console/form-encoding.ts';
import { changesSomething } from '../../../../shared/domain/console/call-effect.ts';
import { isSent } from '../../../../shared/domain/console/sent-parameters.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { usualRequest } from '../../../../shared/contract/console.ts';
import { firstContent, hasContent } from './body-kind.ts';

export type Place = Parameter['in'];

/** A parameter that the contract does not name, added by hand; or one that is switched off. */
export interface ExtraParameter {
  readonly in: 'query' | 'header';
  readonly name: string;
  readonly value: string;
  /** Left out of a send, kept in the request. */
  readonly isOff?: true | undefined;
}

/** What a person has filled in for one endpoint. Never holds a secret: those come from the keychain when it is sent. */
export interface Draft {
  readonly environmentId: string | null;
  /** Values of the contract's parameters by `parameterKey`; an empty one is not sent. */
  readonly values: Readonly<Record<string, string>>;
  readonly extras: readonly ExtraParameter[];
  readonly mediaType: string | null;
  readonly body: string;
  /** What goes in place of the text, when it is of another kind. */
  readonly content: RequestContent;
  readonly travel: RequestTravel;
  readonly timeoutMs: number;
  /** Values for `{{names}}`, before the environment's own. */
  readonly variables: Readonly<Record<string, string>>;
  /** Typed, where no endpoint of the inventory says them; null otherwise. */
  readonly method: string | null;
  readonly path: string | null;
}

export function parameterKey(parameter: { readonly in: Place; readonly name: string }): string {
  return `${parameter.in}:${parameter.name}`;
}

/** How long a send may take when nobody said otherwise. */
export const usualTimeoutMs = 30_000;

const safety = { sandbox: 0, other: 1, production: 2 } as const satisfies Record<Environment['kind'], number>;

/** The environment to begin with: a sandbox when there is one, production only when there is nothing else. */
export function firstEnvironment(environments: readonly Environment[]): Environment | null {
  return environments.toSorted((one, other) => safety[one.kind] - safety[other.kind])[0] ?? null;
}

/** The draft that an endpoint starts with: required parameters and body as the contract's examples have them. */
export function newDraft(form: RequestForm): Draft {
  const required = form.parameters.filter((parameter) => parameter.isRequired);
  return {
    environmentId: firstEnvironment(form.environments)?.id ?? null,
    values: Object.fromEntries(required.map((parameter) => [parameterKey(parameter), parameter.example ?? ''])),
    extras: [],
    mediaType: form.bodyMediaTypes[0] ?? null,
    body: form.sampleBody ?? '',
    content: firstContent(form),
    travel: usualRequest.travel,
    timeoutMs: usualTimeoutMs,
    variables: {},
    method: form.endpointId === null ? form.method : null,
    path: form.endpointId === null ? form.path : null,
  };
}

/** The environment that a draft names, or the first one when it is gone or none is named. */
export function draftEnvironment(form: RequestForm, draft: Draft): Environment | null {
  return form.environments.find((one) => one.id === draft.environmentId) ?? firstEnvironment(form.environments);
}

/** The draft as the core takes it, or null when the API has no environment to send to. */
export function requestOf(
  form: RequestForm,
  draft: Draft,
  confirmProduction: string | null,
  savedRequestId: string | null = null,
): RequestDraft | null {
  const environment = draftEnvironment(form, draft);
  if (!environment) return null;
  const named = form.parameters.map((parameter) => ({
    in: parameter.in,
    name: parameter.name,
    value: draft.values[parameterKey(parameter)] ?? '',
  }));
  const isText = draft.content.kind === 'text';
  const hasBody = mayHaveBody(form, draft) && hasContent(draft.content, draft.body);
  return {
    endpointId: form.endpointId,
    environmentId: environment.id,
    method: draft.method ?? form.method,
    path: draft.path ?? form.path,
    parameters: [...named.filter((one) => one.value !== ''), ...draft.extras.filter((one) => one.name.trim() !== '')],
    mediaType: hasBody && isText ? (draft.mediaType ?? 'application/json') : null,
    body: hasBody && isText ? draft.body : null,
    content: hasBody ? draft.content : usualRequest.content,
    travel: draft.travel,
    variables: { ...draft.variables },
    savedRequestId,
    timeoutMs: draft.timeoutMs,
    confirmProduction,
  };
}

/** Whether a call can carry a body: the contract names one, or it is of a kind that changes something. */
export function mayHaveBody(form: RequestForm, draft: Pick<Draft, 'method'>): boolean {
  return form.bodyMediaTypes.length > 0 || !bodiless.has((draft.method ?? form.method).toUpperCase());
}

const bodiless = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'DELETE']);

/** Whether sending needs to be confirmed where it goes: the call changes something, and it is production. */
export function isGuarded(
  form: Pick<RequestForm, 'method'>,
  draft: Pick<Draft, 'method' | 'content'> & Partial<Pick<Draft, 'extras'>>,
  environment: Environment | null,
): boolean {
  const call = { method: draft.method ?? form.method, content: draft.content, parameters: draft.extras };
  return environment?.kind === 'production' && changesSomething(call);
}

/** A request that was saved, sent before or pasted, in the fields of the editor. */
export function draftOfRequest(form: RequestForm, request: KeptDraft, environmentId: string | null): Draft {
  const values: Record<string, string> = {};
  const extras: ExtraParameter[] = [];
  const known = new Map(form.parameters.map((parameter) => [`${parameter.in}:${parameter.name.toLowerCase()}`, parameterKey(parameter)]));
  for (const parameter of request.parameters) {
    const { in: place, name, value } = parameter;
    if (place !== 'path' && !isSent(parameter)) {
      extras.push({ in: place, name, value, isOff: true });
      continue;
    }
    const key = known.get(`${place}:${name.toLowerCase()}`);
    if (key !== undefined && values[key] === undefined) values[key] = value;
    else if (place === 'path') values[parameterKey({ in: place, name })] = value;
    else extras.push({ in: place, name, value });
  }
  return {
    environmentId,
    values,
    extras,
    mediaType: request.mediaType?.split(';')[0]?.trim() || (form.bodyMediaTypes[0] ?? null),
    body: request.body ?? '',
    content: contentIn(request),
    travel: request.travel,
    timeoutMs: request.timeoutMs,
    variables: request.variables,
    method: form.endpointId === null ? request.method : null,
    path: form.endpointId === null ? request.path : null,
  };
}

/** A form that was written as text is edited as a form. */
function contentIn({ content, mediaType, body }: KeptDraft): RequestContent {
  if (content.kind !== 'text' || !mediaType?.startsWith('application/x-www-form-urlencoded')) return content;
  // curl says so of every body that nobody named, JSON too: what is no form stays the text that it is.
  if (!/^[^\s"'<>]*=[^\s"'<>]*$/.test(body ?? '')) return content;
  return { kind: 'form', fields: decodeForm(body ?? '').map((field) => ({ ...field, isOff: false })) };
}

/** What a saved request keeps of a request as it would be sent. */
export function keptOf(request: RequestDraft): KeptDraft {
  const {
    endpointId: _endpoint,
    environmentId: _environment,
    confirmProduction: _confirmed,
    savedRequestId: _saved,
    streamId: _stream,
    ...kept
  } = request;
  return kept;
}

/** Whether a kept value is a mask in place of a secret. */
export function isRedacted(value: string): boolean {
  return /\[(?:redacted[^\]]*|\*{3})\]/.test(value);
}
