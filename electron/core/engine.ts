import type { Holder, LiveEvent } from '../../shared/contract/workspace.ts';
import { createCertificateWatch } from './calendar/certificates.ts';
import { createConsoleService, type ConsoleService } from './console/service.ts';
import { listenForLimits } from './inventory/limits.ts';
import { listenForDrift } from './inventory/drift.ts';
import { listenForLargeAnswers } from './inventory/large-answers.ts';
import { listenForDates } from './calendar/dates-from-headers.ts';
import { createSecrets, keptSecretIds, type Secrets } from './credentials/secrets.ts';
import { clientCertificateIds, createClientKeys, type ClientKeys } from './keychain/client-keys.ts';
import { Commands, type Clock } from './db/commands.ts';
import type { Reader } from './db/sqlite.ts';
import { createRememberingReader } from './db/remembering-reader.ts';
import { EvidenceWriter } from './db/evidence-writer.ts';
import { HeldFile } from './db/held-file.ts';
import './end-long-work.ts';
import { EventBus } from './events.ts';
import { inBackground } from './in-background.ts';
import { Jobs } from './jobs/jobs.ts';
import { createJobStore, createMemoryJobStore } from './jobs/store.ts';
import type { SecretStore } from './keychain/secret-store.ts';
import type { Log } from './log.ts';
import { openVault, type Vault } from './vault/vault.ts';
import { knownRunner } from './flows/live-runs.ts';
import { listenForRequestChecks } from './flows/request-checks.ts';
import { workspaceHttpOptions } from './http/workspace-http.ts';
import type { AskSystemProxy } from './http/system-proxy.ts';
import { createIds } from './ids.ts';
import { ImportPlans } from './inventory/import-plans.ts';
import { RunningMocks } from './mock/running-mocks.ts';
import { dropReceiver } from './webhooks/live-receivers.ts';
import { markUnknownReplays } from './webhooks/unknown-replays.ts';
import { closeWorkspaceFile, loginName, type WorkspaceFile } from './workspace/open-workspace.ts';
import { ensurePerson, type ActingPerson } from './workspace/people.ts';
import { heldFile, workspaceFile } from './workspace/workspace-file.ts';

export interface EngineOptions {
  readonly program: Holder['program'];
  readonly clock: Clock;
  readonly log: Log;
  readonly keychain: SecretStore;
  readonly workerFile: URL;
  readonly onChanged: (topics: readonly string[]) => void;
  /** Tells every window and terminal that listens. */
  readonly announce: (event: LiveEvent) => void;
  /** Asks the operating system for proxies; the window's core can. */
  readonly systemProxy?: AskSystemProxy;
  /** When the workspace began, for one that is made with a past (the sample). */
  readonly foundingClock?: Clock;
}

/** Everything that works on one open workspace. Features take from here what they need, and nothing global. */
export interface Engine {
  readonly workspace: WorkspaceFile;
  readonly db: Reader;
  readonly commands: Commands;
  readonly evidence: EvidenceWriter;
  readonly clock: Clock;
  readonly log: Log;
  readonly keychain: SecretStore;
  readonly secrets: Secrets;
  readonly vault: Vault;
  /** Keys of client certificates, from the keychain. */
  readonly clientKeys: ClientKeys;
  readonly jobs: Jobs;
  readonly plans: ImportPlans;
  readonly console: ConsoleService;
  readonly mocks: RunningMocks;
  readonly person: ActingPerson;
  readonly program: Holder['program'];
  /** Asks the operating system for proxies; null where only the environment can be read. */
  readonly systemProxy: AskSystemProxy | null;
  readonly events: EventBus;
  readonly announce: (event: LiveEvent) => void;
  close(): Promise<void>;
}

export const systemClock: Clock = { now: () => Date.now(), newId: createIds(() => Date.now()) };

/** By then the first page stands. */
const afterFirstPageMs = 700;

/** Builds the engine on an opened workspace file. */
export async function startEngine(workspace: WorkspaceFile, options: EngineOptions): Promise<Engine> {
  const { clock, log, keychain } = options;
  const { db } = workspace;
  const inventory = createRememberingReader(workspace.evidence);
  const onCommit = (topics: readonly string[]): void => {
    inventory.forget();
    options.onChanged(topics);
  };
  const isReadOnly = workspace.readOnlyReason !== null;
  const commands = new Commands(db, clock, onCommit);
  const founding = options.foundingClock ?? clock;
  const person = isReadOnly
    ? { id: '', name: loginName(), role: 'reader' as const }
    : ensurePerson(new Commands(db, founding, options.onChanged), founding, options.program, options.foundingClock ? 'You' : undefined);
  const secrets = await createSecrets(workspace.id, keptSecretIds(db), keychain);
  const redact = (text: string): string => secrets.redactor().text(text);
  log.redactWith(redact);
  commands.redactWith(redact);
  const vault = await openVault(workspace.folder, workspace.id, keychain);
  const certificates = await createClientKeys(workspace.id, clientCertificateIds(db), keychain);
  const events = new EventBus();
  listenForDates(events, { clock });
  listenForLimits(events, { clock });
  listenForDrift(events, { clock });
  const evidence = new EvidenceWriter({
    db: workspace.evidence,
    heldFile: new HeldFile(heldFile(workspaceFile(workspace.folder))),
    events,
    onChanged: options.onChanged,
    onLost: (error) => void log.bug(error),
  });
  if (!isReadOnly) {
    evidence.takeUp();
    evidence.markUnknownOutcomes();
    markUnknownReplays({ evidence });
  }
  const jobs = new Jobs({
    workerFile: options.workerFile,
    folder: workspace.folder,
    store: isReadOnly ? createMemoryJobStore() : createJobStore(workspace.evidence),
    clock,
    log,
    redact,
    onChanged: options.onChanged,
  });
  const console = createConsoleService({
    db,
    inventory,
    evidence,
    clock,
    secrets,
    vault,
    log,
    onChanged: options.onChanged,
    onStream: (streamId, events) => options.announce({ kind: 'stream', streamId, events }),
    httpOptions: workspaceHttpOptions({
      db: inventory,
      secrets,
      certificates,
      systemProxy: options.systemProxy,
      ...(isReadOnly ? {} : { onCertificate: createCertificateWatch({ db, clock, commands, log }) }),
    }),
  });
  const mocks = new RunningMocks({ clock, log, onChanged: options.onChanged });
  const engine: Engine = {
    workspace,
    db,
    commands,
    evidence,
    clock,
    log,
    keychain,
    secrets,
    vault,
    clientKeys: certificates,
    jobs,
    plans: new ImportPlans(clock),
    console,
    mocks,
    person,
    program: options.program,
    systemProxy: options.systemProxy ?? null,
    events,
    announce: options.announce,
    close: async () => {
      stopBackground();
      // Also when the background has not begun yet.
      if (options.program === 'app') knownRunner(engine)?.close();
      dropReceiver(engine);
      await mocks.close();
      await jobs.close();
      await console.close();
      try {
        evidence.close();
      } catch (error) {
        log.bug(error);
      }
      closeWorkspaceFile(workspace, log);
    },
  };
  listenForLargeAnswers(engine);
  if (!isReadOnly) listenForRequestChecks(engine);
  const stopBackground = options.program === 'app' && !isReadOnly ? startBackgroundLate(engine) : () => undefined;
  return engine;
}

/** What is done in the background is read when the first page has been: opening a workspace comes first, and the terminal never reads it. */
function startBackgroundLate(engine: Engine): () => void {
  let stop: (() => void) | null = null;
  const load = inBackground(engine, async () => {
    const { startBackground } = await import('./background.ts');
    if (timer === null) return;
    stop = startBackground(engine);
    // A window that joined meanwhile is told now.
    if (engine.events.hasAudience) engine.events.woken();
  });
  let timer: NodeJS.Timeout | null = setTimeout(load, afterFirstPageMs);
  timer.unref();
  return () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    stop?.();
  };
}
