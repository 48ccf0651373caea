import { isFault, type FaultCode } from '../../shared/contract/errors.ts';

/** 0 done, 1 a check did not hold, 2 bad usage or input, 3 could not run. */
export type ExitCode = 0 | 1 | 2 | 3;

const badInput = 2;
const couldNotRun = 3;

/** What a command ends with when the core refuses: 2 when other words on the command line would help, 3 when they would not. */
export const exitCodeByFault = {
  bad_input: badInput,
  not_found: badInput,
  conflict: badInput,
  no_workspace: badInput,
  not_a_document: badInput,
  not_openapi: badInput,
  document_too_large: badInput,
  external_reference: badInput,
  host_not_allowed: badInput,
  production_guarded: badInput,
  not_allowed: couldNotRun,
  cancelled: couldNotRun,
  disk_full: couldNotRun,
  no_permission: couldNotRun,
  workspace_held: couldNotRun,
  workspace_newer: couldNotRun,
  workspace_damaged: couldNotRun,
  workspace_foreign: couldNotRun,
  workspace_read_only: couldNotRun,
  migration_changed: couldNotRun,
  keychain_unavailable: couldNotRun,
  secret_missing: couldNotRun,
  network_failed: couldNotRun,
  held_back: couldNotRun,
  core_gone: couldNotRun,
  bug: couldNotRun,
} as const satisfies Readonly<Record<FaultCode, 2 | 3>>;

/** The exit code for anything thrown; what is not a fault is a bug of ours and could not run. */
export const exitCodeOf = (error: unknown): ExitCode => (isFault(error) ? exitCodeByFault[error.code] : couldNotRun);
