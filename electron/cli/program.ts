import { Command } from 'commander';
import { addActivityVerbs } from './activity-verbs.ts';
import { addCalendarVerbs } from './calendar-verbs.ts';
import { addCostVerbs } from './cost-verbs.ts';
import { addCredentialVerbs } from './credential-verbs.ts';
import { addDependencyVerbs } from './dependency-verbs.ts';
import { addDoctorVerb } from './doctor-verb.ts';
import { addExchangeVerbs } from './exchange-verbs.ts';
import { addFlowVerbs } from './flow-verbs.ts';
import { addInventoryVerbs } from './inventory-verbs.ts';
import { addMappingVerbs } from './mapping-verbs.ts';
import { addLedgerVerbs } from './ledger-verbs.ts';
import { addMockVerbs } from './mock-verbs.ts';
import { addMonitorVerbs } from './monitor-verbs.ts';
import { addProcessVerbs } from './process-verbs.ts';
import { addRunbookVerbs } from './runbook-verbs.ts';
import { addScorecardVerbs } from './scorecard-verbs.ts';
import { addPeopleVerbs } from './people-verbs.ts';
import { addRegisterVerbs } from './register-verbs.ts';
import { addRequestTransferVerbs } from './request-transfer-verbs.ts';
import { addRequestVerbs } from './request-verbs.ts';
import { addResilienceVerbs } from './resilience-verbs.ts';
import { addSettingsVerbs } from './settings-verbs.ts';
import type { Run } from './terminal.ts';
import type { Look } from './text.ts';
import { addTodayVerb } from './today-verb.ts';
import { addWebhookVerbs } from './webhook-verbs.ts';
import { addWorkspaceVerbs } from './workspace-verbs.ts';

export interface ProgramOptions {
  readonly version: string;
  readonly run: Run;
  /** Receives the text of --help and --version. */
  readonly onHelp: (text: string) => void;
  readonly look: Look;
}

/** The whole command line. Errors are thrown (commander's `CommanderError`), never written, and nothing exits. */
export function buildProgram({ version, run, onHelp, look }: ProgramOptions): Command {
  const program = new Command('quartermaster')
    .description('Keeps the third-party APIs that a team depends on under control.')
    .usage('[--workspace DIR] [--json] NOUN VERB …')
    .version(version, '--version', 'show the version')
    .option('--workspace <dir>', 'the workspace’s folder; else QUARTERMASTER_WORKSPACE, else the most recent one')
    .option('--json', 'write one JSON document on standard output and nothing else')
    .helpOption('--help', 'show this help')
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: onHelp, writeErr: () => undefined, getOutHelpWidth: () => look.width, getOutHasColors: () => false })
    .addHelpText('after', '\nExit codes: 0 done, 1 a check did not hold, 2 bad usage or input, 3 could not run.');
  addTodayVerb(program, run);
  addWorkspaceVerbs(program, run);
  addInventoryVerbs(program, run);
  addProcessVerbs(program, run);
  addDependencyVerbs(program, run);
  addCredentialVerbs(program, run);
  addRequestVerbs(program, run);
  addRequestTransferVerbs(program, run);
  addExchangeVerbs(program, run);
  addResilienceVerbs(program, run);
  addFlowVerbs(program, run);
  addMockVerbs(program, run);
  addWebhookVerbs(program, run);
  addCalendarVerbs(program, run);
  addMappingVerbs(program, run);
  addLedgerVerbs(program, run);
  addMonitorVerbs(program, run);
  addRunbookVerbs(program, run);
  addScorecardVerbs(program, run);
  addCostVerbs(program, run);
  addRegisterVerbs(program, run);
  addActivityVerbs(program, run);
  addPeopleVerbs(program, run);
  addSettingsVerbs(program, run);
  addDoctorVerb(program, run);
  return program;
}
