import { TookTooLong } from '../../../shared/domain/bounded-work.ts';
import { checkAnswerOf } from './answer-check.ts';
import type { Answer } from './answer-check.ts';
import { capital } from './body-check.ts';
import { describeEndpoint } from './endpoint-contract.ts';
import type { EndpointContract } from './endpoint-contract.ts';
import { createEndpointMatcher } from './endpoint-matching.ts';
import type { EndpointMatch } from './endpoint-matching.ts';
import { sampleEndpoint } from './endpoint-sample.ts';
import type { EndpointSample } from './endpoint-sample.ts';
import { decoded, objectAt, textAt } from './json-value.ts';
import { listOperations } from './operations.ts';
import type { Operation } from './operations.ts';
import { planEnvironments, withVariableDefaults } from './plan-environments.ts';
import { readDocument } from './read-document.ts';
import type { OpenApiDocument } from './read-document.ts';
import { checkRequestOf } from './request-check.ts';
import type { OutgoingRequest } from './request-check.ts';
import { createSchemaCheck } from './schema-checks.ts';
import type { SchemaCheck } from './schema-checks.ts';
import { notChecked } from './verdict.ts';
import type { ContractVerdict } from './verdict.ts';

export type { Answer } from './answer-check.ts';
export type { ContractParameter, EndpointContract } from './endpoint-contract.ts';
export type { EndpointMatch } from './endpoint-matching.ts';
export type { EndpointSample } from './endpoint-sample.ts';
export type { OutgoingRequest } from './request-check.ts';
export type { ContractVerdict } from './verdict.ts';

/** One version of an API's description, ready to answer questions about calls. Methods may be given in any case. */
export interface Contract {
  readonly title: string;
  readonly version: string;
  /** Null when the contract has no such endpoint. */
  readonly endpoint: (method: string, path: string) => EndpointContract | null;
  /** Null when the contract has no such endpoint. */
  readonly sample: (method: string, path: string, mediaType?: string, exampleName?: string) => EndpointSample | null;
  /** Which endpoint an address belongs to; base paths of the contract's servers are understood. */
  readonly matchEndpoint: (method: string, url: string) => EndpointMatch | null;
  /** `path` is the template. Never throws: what cannot be checked is `not_checked` with the reason. */
  readonly checkAnswer: (answer: Answer & { method: string; path: string }) => ContractVerdict;
  /** `path` is the template. Never throws: what cannot be checked is `not_checked` with the reason. */
  readonly checkRequest: (request: OutgoingRequest & { method: string; path: string }) => ContractVerdict;
}

/**
 * Opens a stored document. Reading costs about 25 ms per 900 kB, so callers keep the result; schemas are compiled when
 * they are first needed and kept with it.
 * Throws the same faults as `readDocument`.
 */
export function openContract(documentText: string, fileName = 'contract'): Contract {
  return contractOf(readDocument({ bytes: new TextEncoder().encode(documentText), fileName }));
}

/** The same for a document that was read already. */
export function contractOf(document: OpenApiDocument): Contract {
  const { root } = document;
  const info = objectAt(root, 'info');
  const version = textAt(info, 'version') ?? '';
  const contract = version === '' ? 'the contract' : `contract ${version}`;
  const isLegacy = document.family === 'swagger' || document.specVersion.startsWith('3.0');
  const operations = listOperations(root);
  const byKey = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  const find = (method: string, path: string): Operation | null => byKey.get(`${method.toUpperCase()} ${path}`) ?? null;
  const matchEndpoint = createEndpointMatcher(operations, basePathsOf(root));

  const once = (direction: 'request' | 'answer', coerces: boolean): (() => SchemaCheck) => {
    let made: SchemaCheck | null = null;
    return () => (made ??= createSchemaCheck({ root, isLegacy, direction, coerces }));
  };
  const checks = {
    answer: { bodies: once('answer', false), texts: once('answer', true) },
    request: { bodies: once('request', false), texts: once('request', true) },
  };
  const toolsFor = (direction: 'request' | 'answer') => ({
    root,
    contract,
    bodies: checks[direction].bodies(),
    texts: checks[direction].texts(),
  });
  const guarded = (method: string, path: string, check: (operation: Operation) => ContractVerdict): ContractVerdict => {
    const operation = find(method, path);
    if (!operation) return notChecked(`${capital(contract)} has no ${method.toUpperCase()} ${path}.`);
    try {
      return check(operation);
    } catch (error) {
      if (error instanceof TookTooLong) return notChecked(`Not checked: a pattern of ${contract} took too long on this call.`);
      const why = error instanceof Error ? error.message : String(error);
      return notChecked(`${capital(contract)} could not be applied to this call: ${why.slice(0, 300)}.`);
    }
  };

  return {
    title: textAt(info, 'title') ?? '',
    version,
    endpoint: (method, path) => {
      const operation = find(method, path);
      return operation && describeEndpoint(root, operation);
    },
    sample: (method, path, mediaType, exampleName) => {
      const operation = find(method, path);
      return operation && sampleEndpoint(root, operation, { mediaType, exampleName });
    },
    matchEndpoint,
    checkAnswer: ({ method, path, ...answer }) =>
      guarded(method, path, (operation) => checkAnswerOf(operation, answer, toolsFor('answer'))),
    checkRequest: ({ method, path, ...request }) =>
      guarded(method, path, (operation) => checkRequestOf(operation, request, toolsFor('request'))),
  };
}

function basePathsOf(root: Parameters<typeof planEnvironments>[0]): string[] {
  return planEnvironments(root).flatMap(({ baseUrl, relativeUrl, variables }) => {
    const address = withVariableDefaults(baseUrl ?? relativeUrl ?? '', variables);
    if (address === '' || !URL.canParse(address, 'http://localhost')) return [];
    return [decoded(new URL(address, 'http://localhost').pathname)];
  });
}
