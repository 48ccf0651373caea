import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { changes, concernsApp, door, id, idInput, instant, nothing, reads, roles } from './procedure.ts';

/** Who has a workspace open: shown when a second window, app or command wants it. */
export const holder = z.object({
  program: z.enum(['app', 'terminal']),
  pid: z.number().int(),
  host: z.string(),
  user: z.string(),
  since: instant,
});
export type Holder = z.infer<typeof holder>;

export const keychainState = z.object({
  available: z.boolean(),
  /** In words: where secrets are kept, or why they are kept in memory only. */
  words: z.string(),
});

export const workspaceInfo = z.object({
  id: z.string(),
  name: z.string(),
  folder: z.string(),
  isSample: z.boolean(),
  isReadOnly: z.boolean(),
  /** Why it is read-only; null when it is not. */
  readOnlyReason: z.string().nullable(),
  createdAt: instant,
  schemaVersion: z.number().int(),
  sizeBytes: z.number().int(),
  keychain: keychainState,
  person: z.object({ id: z.string(), name: z.string(), role: z.enum(roles) }),
  counts: z.object({
    vendors: z.number().int(),
    apis: z.number().int(),
    endpoints: z.number().int(),
    credentials: z.number().int(),
    exchanges: z.number().int(),
    events: z.number().int(),
  }),
});
export type WorkspaceInfo = z.infer<typeof workspaceInfo>;

export const recentWorkspace = z.object({
  folder: z.string(),
  name: z.string(),
  openedAt: instant,
  /** False when the folder or its file is gone. */
  exists: z.boolean(),
});

export const backupInfo = z.object({
  file: z.string(),
  takenAt: instant,
  sizeBytes: z.number().int(),
  reason: z.enum(['by hand', 'before migration', 'before restore', 'scheduled']),
  /** Whether it opened and passed SQLite's quick_check when it was made. */
  isVerified: z.boolean(),
});
export type BackupInfo = z.infer<typeof backupInfo>;

export const workspaceCheck = z.object({
  isWhole: z.boolean(),
  findings: z.array(z.object({ name: z.string(), holds: z.boolean(), words: z.string() })),
});

/** One event of a `text/event-stream` answer. */
export const streamEvent = z.object({ at: instant, name: z.string(), data: z.string(), id: z.string() });
export type StreamEvent = z.infer<typeof streamEvent>;

/** What a send is doing while it is on its way: waiting in line, waiting for its next attempt, or sending that. */
export const sendProgress = z.object({
  phase: z.enum(['queued', 'waiting', 'sending']),
  /** From 1: the one that it waits for, or that is on its way. */
  attempt: z.number().int(),
  /** "Waits for Adyen’s limit", "as Retry-After asked". */
  words: z.string(),
  /** Until when, as far as that can be told. */
  untilAt: instant.nullable(),
  /** Calls that go first. */
  before: z.number().int(),
});
export type SendProgress = z.infer<typeof sendProgress>;

/** What the core tells every client without being asked. */
export const liveEvent = z.discriminatedUnion('kind', [
  /** A commit changed these topics; queries under them are stale. */
  z.object({ kind: z.literal('changed'), topics: z.array(z.string()) }),
  z.object({ kind: z.literal('opened'), folder: z.string() }),
  z.object({ kind: z.literal('closed') }),
  sendProgress.extend({ kind: z.literal('sending'), sendId: z.uuid() }),
  /** What came of a streamed answer since the last one, redacted. */
  z.object({ kind: z.literal('stream'), streamId: z.string(), events: z.array(streamEvent) }),
  /** Something that a person should hear of now, also when the window is not in front. */
  z.object({ kind: z.literal('notice'), key: z.string(), title: z.string(), body: z.string(), door }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;

/** Somebody whom APIs, credentials and dates can belong to. */
export const person = z.object({
  id,
  name: z.string(),
  role: z.enum(roles),
  email: z.string().nullable(),
  /** An IANA zone; null: that of the computer. */
  zone: z.string().nullable(),
  /** Works with the app at a computer of their own. */
  hasLogin: z.boolean(),
  /** "4 APIs". */
  owns: z.array(z.object({ words: z.string(), count: z.number().int() })),
});
export type Person = z.infer<typeof person>;

const personName = z.string().trim().min(1).max(80);
const email = z.email().max(200).nullable();
const zone = z.string().trim().min(1).max(80).nullable();

const folder = z.string().min(1);

export const workspaceContract = {
  create: concernsApp.input(z.object({ folder, name: z.string().trim().min(1).max(80) })).output(workspaceInfo),
  /** Creates the sample workspace "Acme Mobile Shop", dated relative to today. */
  sample: concernsApp.input(z.object({ folder })).output(workspaceInfo),
  open: concernsApp.input(z.object({ folder })).output(workspaceInfo),
  close: concernsApp.input(nothing).output(nothing),
  /** The open workspace, or null. */
  current: concernsApp.input(nothing).output(workspaceInfo.nullable()),
  recent: concernsApp.input(nothing).output(z.array(recentWorkspace)),
  forget: concernsApp.input(z.object({ folder })).output(nothing),
  /** Where the app suggests to create workspaces. */
  suggestFolder: concernsApp.input(z.object({ name: z.string() })).output(z.object({ folder: z.string() })),
  rename: changes.input(z.object({ name: z.string().trim().min(1).max(80) })).output(workspaceInfo),
  check: reads.input(nothing).output(workspaceCheck),
  backup: reads.input(nothing).output(backupInfo),
  /** Backups of a folder, also of one that cannot be opened; newest first. */
  backups: concernsApp.input(z.object({ folder })).output(z.array(backupInfo)),
  /** Puts a backup in place of the live file; the live file is kept beside it under another name. */
  restore: concernsApp.input(z.object({ folder, file: z.string() })).output(workspaceInfo),
  people: reads.input(nothing).output(z.array(person)),
  addPerson: changes
    .input(z.object({ name: personName, role: z.enum(roles).default('operator'), email: email.default(null), zone: zone.default(null) }))
    .output(person),
  updatePerson: changes
    .input(z.object({ id, name: personName.optional(), role: z.enum(roles).optional(), email: email.optional(), zone: zone.optional() }))
    .output(person),
  /** Refused while they own something, unless it is said who takes it over. */
  removePerson: changes.input(idInput.extend({ reassignTo: id.nullable().default(null) })).output(nothing),
  live: concernsApp.input(nothing).output(eventIterator(liveEvent)),
};
