import { oc } from '@orpc/contract';
import { z } from 'zod';
import { faultSchema } from './fault-schema.ts';

/** What a person may do, each role including the ones before it. */
export const roles = ['reader', 'operator', 'owner'] as const;
export type Role = (typeof roles)[number];

/** What every procedure declares about itself; the core checks it before the handler runs. */
export interface ProcedureMeta {
  /** The role that the acting person needs. */
  readonly role: Role;
  /** Whether it changes the workspace; refused on a workspace that is open read-only. */
  readonly changes: boolean;
  /** Whether an open workspace is needed. */
  readonly workspace: boolean;
}

const base = oc
  .$meta<ProcedureMeta>({ role: 'reader', changes: false, workspace: true })
  .errors({ FAULT: { status: 422, data: faultSchema } });

/** Reads the open workspace. */
export const reads = base;
/** Changes the open workspace: one command, one transaction, one entry in the activity. */
export const changes = base.meta({ role: 'operator', changes: true, workspace: true });
/** Concerns the app itself, with or without an open workspace. */
export const concernsApp = base.meta({ role: 'reader', changes: false, workspace: false });

export const faultSchemaOrNull = faultSchema.nullable();
export const id = z.uuid();
/** Milliseconds since 1970-01-01 UTC. */
export const instant = z.number().int();
export const idInput = z.object({ id });
export const nothing = z.object({});

/** Where a figure leads: a place of the app and, there, one record. */
export const door = z.object({
  place: z.enum([
    'today',
    'inventory',
    'credentials',
    'mappings',
    'console',
    'ledger',
    'calendar',
    'monitors',
    'runbooks',
    'scorecards',
    'activity',
    'settings',
  ]),
  /** What kind of record, when the place shows several kinds (an API, an endpoint, an exchange ...). */
  kind: z.string().optional(),
  id: z.string().optional(),
});
export type Door = z.infer<typeof door>;
