import { z } from 'zod';
import { changeLevels, comparison, contractChange } from './contract-changes.ts';
import { environment, environmentKinds } from './environment.ts';
import { answerCheck, finding } from './findings.ts';
import { changes, door, id, idInput, instant, nothing, reads } from './procedure.ts';
import { businessProcess, dependency, dependencyInput, dependencyMap, processInput, processLink } from './processes.ts';
import { criticalities, standing } from './standing.ts';

export { environment, environmentKinds, type Environment } from './environment.ts';
export { standing, type Standing } from './standing.ts';
export type { Dependency } from './processes.ts';

/** What kind of data goes through; "none" says that somebody looked and there is nothing to protect. */
export const dataClasses = ['personal', 'card', 'bank', 'health', 'location', 'none'] as const;
export type DataClass = (typeof dataClasses)[number];

/** Where an API is in its life. "phased out" is announced without a date. */
export const lifecycles = ['planned', 'trial', 'active', 'deprecated', 'phased out', 'sunset scheduled', 'retired'] as const;
export type Lifecycle = (typeof lifecycles)[number];
export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'] as const;

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
  /** The tightest limit that a person wrote down; null when nobody did. */
  writtenLimit: z.object({ limit: z.number(), unit: z.string(), windowSeconds: z.number().nullable() }).nullable(),
  lastCallAt: instant.nullable(),
  standing,
});
export type ApiRow = z.infer<typeof apiRow>;

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
  /** Of the newest call, however old: its status, and how it ended ("ok", "theirs" ...). */
  lastStatus: z.number().int().nullable(),
  lastErrorClass: z.string().nullable(),
  openFindings: z.number().int(),
  dataClasses: z.array(z.enum(dataClasses)),
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

export const escalationStep = z.object({
  who: z.string().min(1).max(120),
  channel: z.string().max(200),
  /** Minutes after it began; 0 is at once. */
  afterMinutes: z.number().int().min(0).max(10_080),
});

/** A limit that somebody wrote down from the vendor's pages. What an answer says overrules it. */
export const declaredLimit = z.object({
  id,
  apiId: id,
  policy: z.string(),
  unit: z.string(),
  limit: z.number(),
  windowSeconds: z.number().nullable(),
  sourceUrl: z.string().nullable(),
  /** Most of our calls in one such window of the last 30 days; null when calls are not what it counts. */
  peakCalls: z.number().int().nullable(),
  /** The observed limit of the same unit and window that says otherwise, or null. */
  overruledBy: z.object({ policy: z.string(), limit: z.number(), exchangeId: id }).nullable(),
});
export type DeclaredLimit = z.infer<typeof declaredLimit>;

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
  escalationLadder: z.array(escalationStep),
  lifecycle: z.enum(lifecycles),
  dataClasses: z.array(z.enum(dataClasses)),
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
  declaredLimits: z.array(declaredLimit),
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
  /** What changed since the contract that is checked against now; null for an API that has none. */
  comparison: comparison.nullable(),
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
      processes: z.number().int(),
      /** Links between a process and an API that name nothing that takes over. */
      linksWithoutFallback: z.number().int(),
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
        escalationLadder: z.array(escalationStep).max(12).optional(),
        lifecycle: z.enum(lifecycles).optional(),
        dataClasses: z.array(z.enum(dataClasses)).optional(),
        version: z.string().trim().max(40).optional(),
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
  updateEndpoint: changes
    .input(z.object({ id, notes: z.string().max(20_000).optional(), dataClasses: z.array(z.enum(dataClasses)).optional() }))
    .output(nothing),
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
  /** What goes along when a vendor, an API or an endpoint is removed, in words. Changes nothing. */
  removal: reads
    .input(z.object({ kind: z.enum(['vendor', 'api', 'endpoint']), id }))
    .output(z.object({ name: z.string(), words: z.string() })),
  /** Accepts a difference from the contract until a day, a newer contract, or another difference in its place. */
  acceptFinding: changes
    .input(
      z.object({
        id,
        reason: z.string().trim().min(1).max(500),
        until: instant.nullable().default(null),
        isUntilNewContract: z.boolean().default(false),
      }),
    )
    .output(nothing),
  reopenFinding: changes.input(idInput).output(nothing),
  /** Checks the answers that are kept against the current contract, another one of the API, or a file. A job, which ends with the call. */
  checkAnswers: reads
    .input(z.object({ apiId: id, sinceAt: instant, contractId: id.optional(), file: z.file().optional() }))
    .output(answerCheck),
  removeApi: changes.input(idInput).output(nothing),
  removeVendor: changes.input(idInput).output(nothing),
  removeEndpoint: changes.input(idInput).output(nothing),
  saveLimit: changes
    .input(
      z.object({
        id: id.optional(),
        apiId: id,
        policy: z.string().trim().max(80).default('default'),
        unit: z.string().trim().min(1).max(40),
        limit: z.number().positive().max(1e12),
        windowSeconds: z.number().positive().max(31_622_400).nullable(),
        sourceUrl: z
          .url({ protocol: /^https?$/ })
          .nullable()
          .default(null),
      }),
    )
    .output(z.object({ id })),
  removeLimit: changes.input(idInput).output(nothing),
  processes: reads.input(nothing).output(z.array(businessProcess)),
  showProcess: reads.input(idInput).output(z.object({ process: businessProcess, links: z.array(processLink) })),
  saveProcess: changes.input(processInput).output(z.object({ id })),
  removeProcess: changes.input(idInput).output(nothing),
  saveDependency: changes.input(dependencyInput).output(dependency),
  removeDependency: changes.input(idInput).output(nothing),
  map: reads.input(nothing).output(dependencyMap),
  /** Kept differences of contracts: open before accepted, used before not used, breaking first. */
  contractChanges: reads
    .input(z.object({ apiId: id.optional(), level: z.enum(changeLevels).optional(), openOnly: z.boolean().default(false) }))
    .output(z.array(contractChange)),
  /** Accepts changes, or opens them again; an acceptance survives another import of the same document. */
  acceptChanges: changes
    .input(z.object({ ids: z.array(id).min(1).max(2_000), isAccepted: z.boolean() }))
    .output(z.object({ words: z.string() })),
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
  planImport: reads
    .input(z.object({ file: z.file(), vendorName: z.string().trim().min(1).optional(), apiName: z.string().trim().min(1).optional() }))
    .output(importPlan),
  /** Applies a plan, all or nothing. */
  applyImport: changes
    .input(z.object({ planId: id, vendorName: z.string().trim().min(1).optional(), apiName: z.string().trim().min(1).optional() }))
    .output(z.object({ vendorId: id, apiId: id, words: z.string() })),
};
