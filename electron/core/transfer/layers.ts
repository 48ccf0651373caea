import type { KeptDraft } from '../../../shared/contract/console.ts';
import { readPlaceholders } from '../../../shared/domain/console/placeholders.ts';
import type { ImportedEnvironment, ImportedRequest, ImportedSet } from '../../../shared/domain/transfer/imported.ts';
import type { Layer } from './placed.ts';

export interface FullLayer extends Layer {
  /** Without the secrets. */
  readonly plain: ReadonlyMap<string, string>;
}

/** The layers of values of a set: one for each environment above the collection's own, and those alone. */
export function layersOf(set: ImportedSet): FullLayer[] {
  const own = layerOf(-1, '', set.base, set.base);
  // The collection's own come last: where an environment says the same, its name is the better one.
  return [...set.environments.map((one, index) => layerOf(index, one.name, set.base, one)), own];
}

function layerOf(index: number, name: string, base: ImportedEnvironment, above: ImportedEnvironment): FullLayer {
  const plain = new Map([...base.values, ...above.values].map((one) => [one.name, one.value]));
  const secrets = [...base.secrets, ...above.secrets].map((one) => [one.name, one.value] as const);
  return { index, name, plain, values: new Map([...plain, ...secrets]) };
}

/** Names of values that a request asks for. */
export function usedNames(request: KeptDraft | ImportedRequest): string[] {
  const texts = JSON.stringify(
    'url' in request
      ? [request.url, request.query, request.headers, request.body, request.content, request.pathValues]
      : [request.path, request.parameters, request.body, request.content],
  );
  if (!texts.includes('{{')) return [];
  const names = new Set([...texts.matchAll(/\{\{\s*([A-Za-z_][\w.-]{0,79})\s*\}\}/g)].map(([, name]) => name ?? ''));
  // Values of a request may hold others.
  const values = 'url' in request ? request.variables.map(({ value }) => value) : Object.values(request.variables);
  for (const value of values) for (const { name } of readPlaceholders(value).found) names.add(name);
  return [...names];
}
