/**
 * Every failure that a person can act on has one of these codes. Anything that is not a `Fault` is a bug: it is
 * logged with an id, and the screen shows that id.
 */
export const faultCodes = [
  'bad_input',
  'not_found',
  'not_allowed',
  'conflict',
  'cancelled',
  'disk_full',
  'no_permission',
  'no_workspace',
  'workspace_held',
  'workspace_newer',
  'workspace_damaged',
  'workspace_foreign',
  'workspace_read_only',
  'migration_changed',
  'not_a_document',
  'not_openapi',
  'document_too_large',
  'external_reference',
  'keychain_unavailable',
  'secret_missing',
  'host_not_allowed',
  'production_guarded',
  'network_failed',
  'held_back',
  'core_gone',
  'bug',
] as const;

export type FaultCode = (typeof faultCodes)[number];

/** Where in the input the fault lies; each part only when known. Lines and columns count from 1. */
export interface Place {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly path?: string | undefined;
}

export interface FaultData {
  readonly code: FaultCode;
  /** One sentence: what happened. */
  readonly happened: string;
  /** One sentence: what to do about it. */
  readonly remedy: string;
  readonly place?: Place | undefined;
  /** The id under which a bug was logged. */
  readonly logId?: string | undefined;
  /** Facts a program can use, such as who holds the workspace. Never a secret. */
  readonly details?: Record<string, unknown> | undefined;
}

/** An expected failure: a code, what happened, and what to do. Thrown in the core, carried whole to every client. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly data: FaultData;

  constructor(code: FaultCode, words: Omit<FaultData, 'code'>) {
    super(words.happened);
    this.name = 'Fault';
    this.code = code;
    this.data = { code, ...words };
  }
}

/** True for a `Fault`, also for one that crossed a process boundary as plain data. */
export function isFault(error: unknown): error is Fault {
  return error instanceof Fault;
}

/** What came over a transport as a fault, or null when it is none. The page reads faults with this, and so goes without a schema library. */
export function readFault(data: unknown): FaultData | null {
  if (typeof data !== 'object' || data === null) return null;
  const { code, happened, remedy } = data as Partial<Record<keyof FaultData, unknown>>;
  const isKnown = faultCodes.some((known) => known === code);
  return isKnown && typeof happened === 'string' && typeof remedy === 'string' ? (data as FaultData) : null;
}
