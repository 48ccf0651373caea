import type { DocumentWarning, OpenApiDocument } from './read-document.ts';
import { objectAt, ownValue, textAt, textsAt } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { listOperations, parametersOf } from './operations.ts';
import type { Operation } from './operations.ts';
import { plainText } from './plain-text.ts';
import { authOf, planAuthSchemes } from './plan-auth.ts';
import type { PlannedAuthScheme } from './plan-auth.ts';
import { planEnvironments, withVariableDefaults } from './plan-environments.ts';
import type { PlannedEnvironment } from './plan-environments.ts';
import { apiNameOf, vendorDomainOf, vendorNameOf } from './plan-names.ts';

export interface PlannedEndpoint {
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
  readonly summary: string;
  /** Plain text, at most 300 characters. */
  readonly description: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  /** The document's `x-sunset`, as written. */
  readonly sunset: string | null;
  readonly sideEffect: 'read' | 'write' | 'delete';
  readonly idempotency: 'supported' | 'unknown';
  /** Keys of `authSchemes`. */
  readonly auth: readonly string[];
  readonly responseStatuses: readonly string[];
}

/** What importing a document would add; plain data that can be shown, sent and stored as JSON. */
export interface ImportPlan {
  readonly vendorName: string;
  readonly vendorDomain: string | null;
  readonly apiName: string;
  readonly version: string;
  readonly title: string;
  /** `openapi 3.1.0`, `swagger 2.0`. */
  readonly format: string;
  readonly fileName: string;
  readonly sha256: string;
  /** Plain text, at most 500 characters. */
  readonly description: string;
  readonly environments: readonly PlannedEnvironment[];
  readonly authSchemes: readonly PlannedAuthScheme[];
  readonly endpoints: readonly PlannedEndpoint[];
  readonly docsUrl: string | null;
  readonly warnings: readonly DocumentWarning[];
  readonly counts: {
    readonly endpoints: number;
    readonly deprecated: number;
    readonly schemas: number;
    readonly webhooks: number;
    readonly environments: number;
    readonly authSchemes: number;
    readonly warnings: number;
  };
}

/** Works out what an import of this document adds. Pure: the same document gives the same plan. */
export function planImport(document: OpenApiDocument): ImportPlan {
  const { root } = document;
  const info = objectAt(root, 'info');
  const title = plainText(textAt(info, 'title'), 200) || document.fileName.replace(/\.[^.]*$/, '');
  const environments = planEnvironments(root);
  const addresses = environments.map(({ baseUrl, variables }) => baseUrl && withVariableDefaults(baseUrl, variables));
  const vendorDomain = vendorDomainOf(root, addresses);
  const vendorName = vendorNameOf(root, document.text, vendorDomain);
  const operations = listOperations(root);
  const endpoints = operations.map((operation) => planEndpoint(root, operation));
  const authSchemes = planAuthSchemes(root);
  const warnings = [...document.warnings, ...warningsAbout(document, environments, operations, authSchemes)];
  return {
    vendorName,
    vendorDomain,
    apiName: apiNameOf(title, vendorName),
    version: textAt(info, 'version') ?? '',
    title,
    format: `${document.family} ${document.specVersion}`,
    fileName: document.fileName,
    sha256: document.sha256,
    description: plainText(textAt(info, 'description') ?? textAt(info, 'summary'), 500),
    environments,
    authSchemes,
    endpoints,
    docsUrl: webAddress(textAt(objectAt(root, 'externalDocs'), 'url')),
    warnings,
    counts: {
      endpoints: endpoints.length,
      deprecated: endpoints.filter((endpoint) => endpoint.deprecated).length,
      schemas: Object.keys(objectAt(objectAt(root, 'components'), 'schemas')).length,
      webhooks: Object.keys(objectAt(root, 'webhooks')).length,
      environments: environments.length,
      authSchemes: authSchemes.length,
      warnings: warnings.length,
    },
  };
}

function webAddress(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null;
}

const sideEffects: Readonly<Record<string, PlannedEndpoint['sideEffect']>> = {
  GET: 'read',
  HEAD: 'read',
  OPTIONS: 'read',
  TRACE: 'read',
  QUERY: 'read',
  DELETE: 'delete',
};

function planEndpoint(root: JsonObject, found: Operation): PlannedEndpoint {
  const { method, path, operation, pathItem } = found;
  const description = plainText(textAt(operation, 'description') ?? textAt(pathItem, 'description'), 300);
  return {
    method,
    path,
    operationId: textAt(operation, 'operationId'),
    summary: plainText(textAt(operation, 'summary') ?? textAt(pathItem, 'summary'), 200),
    description,
    tags: textsAt(operation, 'tags'),
    deprecated: ownValue(operation, 'deprecated') === true,
    sunset: textAt(operation, 'x-sunset'),
    sideEffect: sideEffects[method] ?? 'write',
    idempotency: parametersOf(root, found).some(isIdempotencyKey) ? 'supported' : 'unknown',
    auth: authOf(root, operation),
    responseStatuses: Object.keys(objectAt(operation, 'responses')).filter((status) => !status.startsWith('x-')),
  };
}

/** `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header), its prefixed forms, and PayPal's header for the same. */
function isIdempotencyKey(parameter: JsonObject): boolean {
  if (textAt(parameter, 'in') !== 'header') return false;
  return /^(?:.*idempot.*|paypal-request-id)$/i.test(textAt(parameter, 'name') ?? '');
}

function warningsAbout(
  document: OpenApiDocument,
  environments: readonly PlannedEnvironment[],
  operations: readonly Operation[],
  authSchemes: readonly PlannedAuthScheme[],
): DocumentWarning[] {
  const warnings: DocumentWarning[] = [];
  const place = document.placeOf(document.family === 'swagger' ? ['host'] : ['servers']);
  for (const environment of environments) {
    if (environment.baseUrl !== null) continue;
    const message = environment.relativeUrl
      ? `The server “${environment.relativeUrl.slice(0, 100)}” is not a full address; set the base URL of the environment after the import.`
      : 'The file names no server; set the base URL of the environment after the import.';
    warnings.push({ message, place });
  }
  const elsewhere = operations.filter(({ operation, pathItem }) => ownValue(operation, 'servers') ?? ownValue(pathItem, 'servers'));
  const first = elsewhere[0];
  if (first) {
    const others = elsewhere.length > 1 ? ` and ${elsewhere.length - 1} more name servers` : ' names a server';
    const message = `${first.method} ${first.path}${others} of their own, which are not imported.`;
    warnings.push({ message, place: document.placeOf([...first.at, 'servers']) });
  }
  const known = new Set(authSchemes.map(({ key }) => key));
  const unknown = new Map<string, Operation>();
  for (const found of operations) {
    for (const key of authOf(document.root, found.operation)) {
      if (!known.has(key) && !unknown.has(key)) unknown.set(key, found);
    }
  }
  for (const [key, { method, path, at }] of unknown) {
    const message = `${method} ${path} asks for the authentication “${key.slice(0, 100)}”, which the file does not describe.`;
    warnings.push({ message, place: document.placeOf(at) });
  }
  return warnings;
}
