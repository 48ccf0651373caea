import type { Exchange, Parameter, RequestDraft, RequestForm } from '../../../../shared/contract/console.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { readPath } from './path-template.ts';

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
  };
}

/** The environment that a draft names, or the first one when it is gone or none is named. */
export function draftEnvironment(form: RequestForm, draft: Draft): Environment | null {
  return form.environments.find((one) => one.id === draft.environmentId) ?? firstEnvironment(form.environments);
}

/** The draft as the core takes it, or null when the API has no environment to send to. */
export function requestOf(form: RequestForm, draft: Draft, confirmProduction: string | null): RequestDraft | null {
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
    method: form.method,
    path: form.path,
    parameters: [...named.filter((one) => one.value !== ''), ...draft.extras.filter((one) => one.name.trim() !== '')],
    mediaType: hasBody ? draft.mediaType : null,
    body: hasBody ? draft.body : null,
    timeoutMs: 30_000,
    confirmProduction,
  };
}

/** Whether sending needs the environment's name typed: the call changes something, and it is production. */
export function isGuarded(form: RequestForm, environment: Environment | null): boolean {
  return environment?.kind === 'production' && form.sideEffect !== 'read';
}

/** The draft that would send an exchange again, as far as it was kept: what was redacted is left to fill in. */
export function draftOfExchange(form: RequestForm, exchange: Exchange): Draft {
  const start = newDraft(form);
  const values: Record<string, string> = {};
  const extras: ExtraParameter[] = [];
  const url = URL.parse(exchange.url);
  const known = new Set(form.parameters.map(parameterKey));
  for (const [name, value] of Object.entries(readPath(form.path, url?.pathname ?? '') ?? {})) {
    values[parameterKey({ in: 'path', name })] = value;
  }
  for (const [name, value] of url?.searchParams ?? []) {
    if (isRedacted(value)) continue;
    const key = parameterKey({ in: 'query', name });
    if (known.has(key)) values[key] = value;
    else extras.push({ in: 'query', name, value });
  }
  for (const parameter of form.parameters) {
    if (parameter.in !== 'header') continue;
    const sent = exchange.requestHeaders.find(([name]) => name.toLowerCase() === parameter.name.toLowerCase())?.[1];
    if (sent !== undefined && !isRedacted(sent)) values[parameterKey(parameter)] = sent;
  }
  return {
    environmentId: form.environments.find((one) => one.id === exchange.environmentId)?.id ?? start.environmentId,
    values,
    extras,
    mediaType: exchange.requestBody?.mediaType?.split(';')[0]?.trim() || start.mediaType,
    body: exchange.requestBody?.text ?? (exchange.requestBody ? '' : start.body),
  };
}

/** Whether a kept value is a mask in place of a secret. */
export function isRedacted(value: string): boolean {
  return /\[(?:redacted[^\]]*|\*{3})\]/.test(value);
}
