import { z } from 'zod';
import { changes, door, id, idInput, instant, nothing, reads } from './procedure.ts';

export const criticalities = ['high', 'medium', 'low'] as const;
export const environmentKinds = ['sandbox', 'production', 'other'] as const;
export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'] as const;

/** How something stands, always shown as shape, word and colour together. */
export const standing = z.object({
  state: z.enum(['holds', 'soon', 'broken', 'no data']),
  words: z.string(),
  /** Where the words come from. */
  door: door.nullable(),
});
export type Standing = z.infer<typeof standing>;

export const vendor = z.object({
  id,
  name: z.string(),
  domain: z.string().nullable(),
  category: z.string().nullable(),
  docsUrl: z.string().nullable(),
  statusUrl: z.string().nullable(),
  notes: z.string(),
  apiCount: z.number().int(),
});
export type Vendor = z.infer<typeof vendor>;

export const person = z.object({ id, name: z.string(), role: z.string() });

/** One line of the inventory's list. */
export const apiRow = z.object({
  id,
  vendorId: id,
  vendorName: z.string(),
  name: z.string(),
  version: z.string(),
  ownerName: z.string().nullable(),
  processes: z.array(z.string()),
  criticality: z.enum(criticalities),
  endpointCount: z.number().int(),
  deprecatedCount: z.number().int(),
  calls30d: z.number().int(),
  failed30d: z.number().int(),
  /** Highest share of a limit seen in 30 days, 0 to 100; null without data. */
  limitPeakPercent: z.number().nullable(),
  lastCallAt: instant.nullable(),
  standing,
});
export type ApiRow = z.infer<typeof apiRow>;

export const environment = z.object({
  id,
  apiId: id,
  name: z.string(),
  baseUrl: z.string(),
  kind: z.enum(environmentKinds),
  credentialId: id.nullable(),
  credentialName: z.string().nullable(),
});
export type Environment = z.infer<typeof environment>;

export const endpoint = z.object({
  id,
  apiId: id,
  method: z.string(),
  path: z.string(),
  operationId: z.string().nullable(),
  summary: z.string(),
  tags: z.array(z.string()),
  isDeprecated: z.boolean(),
  sunsetAt: instant.nullable(),
  sideEffect: z.enum(['read', 'write', 'delete']),
  calls30d: z.number().int(),
  failed30d: z.number().int(),
  lastCallAt: instant.nullable(),
  openFindings: z.number().int(),
  notes: z.string(),
});
export type Endpoint = z.infer<typeof endpoint>;

export const contractInfo = z.object({
  id,
  version: z.string(),
  format: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  importedAt: instant,
  isCurrent: z.boolean(),
});

export const limit = z.object({
  id,
  policy: z.string(),
  unit: z.string(),
  limit: z.number().nullable(),
  remaining: z.number().nullable(),
  windowSeconds: z.number().nullable(),
  peakPercent: z.number().nullable(),
  seenAt: instant,
  exchangeId: id,
});

export const finding = z.object({
  id,
  apiId: id,
  endpointId: id.nullable(),
  kind: z.string(),
  title: z.string(),
  hits: z.number().int(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  lastExchangeId: id,
  status: z.enum(['open', 'accepted', 'closed']),
});

export const dependency = z.object({
  id,
  processId: id,
  processName: z.string(),
  apiId: id,
  strength: z.enum(['hard', 'soft']),
  impact: z.string(),
  fallback: z.string(),
});

/** One line of evidence about an API: what was seen, and the record that shows it. */
export const evidenceLine = z.object({
  kind: z.enum(['header', 'contract', 'drift', 'limit', 'failure', 'change']),
  words: z.string(),
  at: instant,
  door,
});

export const apiDetail = z.object({
  api: apiRow,
  ownerId: id.nullable(),
  deputyId: id.nullable(),
  deputyName: z.string().nullable(),
  escalation: z.string(),
  notes: z.string(),
  description: z.string(),
  docsUrl: z.string().nullable(),
  vendor,
  environments: z.array(environment),
  contracts: z.array(contractInfo),
  authSchemes: z.array(
    z.object({
      key: z.string(),
      type: z.string(),
      words: z.string(),
      /** For an API key: where it goes and under which name. */
      in: z.string().nullable(),
      name: z.string().nullable(),
      /** For HTTP authentication: basic, bearer ... */
      scheme: z.string().nullable(),
    }),
  ),
  limits: z.array(limit),
  findings: z.array(finding),
  dependencies: z.array(dependency),
  evidence: z.array(evidenceLine),
});
export type ApiDetail = z.infer<typeof apiDetail>;

/** Something the import wants to say about the document; never fatal. */
export const importWarning = z.object({ message: z.string(), place: z.string().nullable() });

export const importPlan = z.object({
  planId: id,
  fileName: z.string(),
  format: z.string(),
  title: z.string(),
  version: z.string(),
  vendorName: z.string(),
  apiName: z.string(),
  /** What exists already: applying then adds to it in place of creating. */
  existing: z.object({
    vendorId: id.nullable(),
    apiId: id.nullable(),
    /** True when this very document (same SHA-256) is there already. */
    isSameDocument: z.boolean(),
  }),
  environments: z.array(z.object({ name: z.string(), baseUrl: z.string(), kind: z.enum(environmentKinds) })),
  authSchemes: z.array(z.object({ key: z.string(), type: z.string(), words: z.string() })),
  endpoints: z.array(
    z.object({
      method: z.string(),
      path: z.string(),
      summary: z.string(),
      isDeprecated: z.boolean(),
      change: z.enum(['new', 'same', 'changed']),
    }),
  ),
  /** Endpoints that are in the inventory but no longer in the document. */
  removedEndpoints: z.array(z.object({ method: z.string(), path: z.string() })),
  warnings: z.array(importWarning),
  /** One sentence: "Adds vendor Adyen, API Checkout 71, 1 environment, 28 endpoints (2 deprecated)". */
  words: z.string(),
});
export type ImportPlan = z.infer<typeof importPlan>;

export const apiFilter = z.object({
  text: z.string().default(''),
  view: z.enum(['all', 'used by a process', 'need you', 'not linked']).default('all'),
});

export const inventoryContract = {
  summary: reads.input(nothing).output(
    z.object({
      vendors: z.number().int(),
      apis: z.number().int(),
      usedByProcess: z.number().int(),
      needYou: z.number().int(),
      notLinked: z.number().int(),
      withoutOwner: z.number().int(),
    }),
  ),
  list: reads.input(apiFilter).output(z.array(apiRow)),
  show: reads.input(idInput).output(apiDetail),
  vendors: reads.input(nothing).output(z.array(vendor)),
  endpoints: reads.input(z.object({ apiId: id.optional(), text: z.string().default('') })).output(z.array(endpoint)),
  people: reads.input(nothing).output(z.array(person)),
  addPerson: changes.input(z.object({ name: z.string().trim().min(1).max(80) })).output(person),
  updateApi: changes
    .input(
      z.object({
        id,
        name: z.string().trim().min(1).optional(),
        ownerId: id.nullable().optional(),
        deputyId: id.nullable().optional(),
        criticality: z.enum(criticalities).optional(),
        escalation: z.string().max(2_000).optional(),
        notes: z.string().max(20_000).optional(),
      }),
    )
    .output(nothing),
  updateVendor: changes
    .input(
      z.object({
        id,
        name: z.string().trim().min(1).optional(),
        notes: z.string().max(20_000).optional(),
        docsUrl: z
          .url({ protocol: /^https?$/ })
          .nullable()
          .optional(),
        statusUrl: z
          .url({ protocol: /^https?$/ })
          .nullable()
          .optional(),
      }),
    )
    .output(nothing),
  updateEndpoint: changes.input(z.object({ id, notes: z.string().max(20_000) })).output(nothing),
  addApi: changes
    .input(
      z.object({
        vendorName: z.string().trim().min(1).max(80),
        name: z.string().trim().min(1).max(80),
        version: z.string().trim().max(40).default(''),
        baseUrl: z.url({ protocol: /^https?$/ }).optional(),
      }),
    )
    .output(z.object({ id })),
  removeApi: changes.input(idInput).output(nothing),
  saveEnvironment: changes
    .input(
      z.object({
        id: id.optional(),
        apiId: id,
        name: z.string().trim().min(1).max(60),
        baseUrl: z.url({ protocol: /^https?$/ }),
        kind: z.enum(environmentKinds),
        credentialId: id.nullable().optional(),
      }),
    )
    .output(environment),
  removeEnvironment: changes.input(idInput).output(nothing),
  /** Reads a document and says what importing it would add. Changes nothing. */
  planImport: reads.input(z.object({ file: z.file() })).output(importPlan),
  /** Applies a plan, all or nothing. */
  applyImport: changes
    .input(z.object({ planId: id, vendorName: z.string().trim().min(1).optional(), apiName: z.string().trim().min(1).optional() }))
    .output(z.object({ vendorId: id, apiId: id, words: z.string() })),
};

export type Dependency = z.infer<typeof dependency>;
