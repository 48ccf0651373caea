import type { KeptDraft, Parameter, RequestDraft, RequestForm } from '../../../../shared/contract/console.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { usualRequest } from '../../../../shared/contract/console.ts';

export type Place = Parameter['in'];

/** A parameter that the contract does not name, added by hand. */
export interface ExtraParameter {
  readonly in: 'query' | 'header';
  readonly name: string;
  readonly value: string;
}

/** What a person has filled in for one endpoint. Never holds a secret: those come from the keychain when it is sent. */
export interface Draft {
  readonly environmentId: string | null;
  /** Values of the contract's parameters by `parameterKey`; an empty one is not sent. */
  readonly values: Readonly<Record<string, string>>;
  readonly extras: readonly ExtraParameter[];
  readonly mediaType: string | null;
  readonly body: string;
  /** Values for `{{names}}`, before the environment's own. */
  readonly variables: Readonly<Record<string, string>>;
  /** Typed, where no endpoint of the inventory says them; null otherwise. */
  readonly method: string | null;
  readonly path: string | null;
}

export function parameterKey(parameter: { readonly in: Place; readonly name: string }): string {
  return `${parameter.in}:${parameter.name}`;
}

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
  const hasBody = form.bodyMediaTypes.length > 0 && draft.body.trim() !== '';
  return {
    endpointId: form.endpointId,
    environmentId: environment.id,
    method: draft.method ?? form.method,
    path: draft.path ?? form.path,
    parameters: [...named.filter((one) => one.value !== ''), ...draft.extras.filter((one) => one.name.trim() !== '')],
    mediaType: hasBody ? draft.mediaType : null,
    body: hasBody ? draft.body : null,
    ...usualRequest,
    variables: { ...draft.variables },
    savedRequestId,
    timeoutMs: 30_000,
    confirmProduction,
  };
}

/** Whether sending needs the environment's name typed: the call changes something, and it is production. */
export function isGuarded(form: RequestForm, environment: Environment | null): boolean {
  return environment?.kind === 'production' && form.sideEffect !== 'read';
}

/** A request that was saved, sent before or pasted, in the fields of the editor. */
export function draftOfRequest(form: RequestForm, request: KeptDraft, environmentId: string | null): Draft {
  const values: Record<string, string> = {};
  const extras: ExtraParameter[] = [];
  const known = new Map(form.parameters.map((parameter) => [`${parameter.in}:${parameter.name.toLowerCase()}`, parameterKey(parameter)]));
  for (const { in: place, name, value } of request.parameters) {
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
    variables: request.variables,
    method: form.endpointId === null ? request.method : null,
    path: form.endpointId === null ? request.path : null,
  };
}

/** What a saved request keeps of a request as it would be sent. */
export function keptOf(request: RequestDraft): KeptDraft {
  const { endpointId: _endpoint, environmentId: _environment, confirmProduction: _confirmed, savedRequestId: _saved, ...kept } = request;
  return kept;
}

/** Whether a kept value is a mask in place of a secret. */
export function isRedacted(value: string): boolean {
  return /\[(?:redacted[^\]]*|\*{3})\]/.test(value);
}
