import { ORPCError } from '@orpc/server';
import { z } from 'zod';
import { Fault, isFault, type FaultData } from '../../shared/contract/errors.ts';
import { roles, type ProcedureMeta } from '../../shared/contract/procedure.ts';
import type { Via } from './db/change-log.ts';
import { asStorageFault } from './db/sqlite-faults.ts';
import type { Core } from './core.ts';
import { inputWords } from './input-words.ts';
import { withBackups } from './workspace/open-workspace.ts';

/** What every call carries: the core, and through which of its doors it came. */
export interface CallContext {
  readonly core: Core;
  readonly via: Via;
}

interface Call {
  readonly context: CallContext;
  readonly procedure: { readonly '~orpc': { readonly meta: object } };
  readonly path: readonly string[];
  next(): Promise<unknown>;
}

/**
 * Around every call, whatever its transport: checks what the procedure declares about itself, and turns every failure
 * into a fault that any client can show.
 */
export async function guardCall(call: Call): Promise<unknown> {
  try {
    const meta = call.procedure['~orpc'].meta as ProcedureMeta;
    checkDeclaration(meta, call.context.core);
    // A job may be cancelled while it writes; every other change waits its turn.
    if (meta.workspace && meta.changes && call.path[0] !== 'jobs') await call.context.core.requireEngine().jobs.whenFree();
    return await call.next();
  } catch (error) {
    const fault = asFaultData(error, call);
    throw new ORPCError('FAULT', { status: 422, message: fault.happened, data: fault, defined: true });
  }
}

function checkDeclaration(meta: ProcedureMeta, core: Core): void {
  if (!meta.workspace) return;
  const engine = core.requireEngine();
  if (meta.changes && engine.workspace.readOnlyReason !== null) {
    throw new Fault('workspace_read_only', { happened: 'This workspace is open read-only.', remedy: engine.workspace.readOnlyReason });
  }
  if (roles.indexOf(engine.person.role) < roles.indexOf(meta.role)) {
    throw new Fault('not_allowed', {
      happened: `Your role here is ${engine.person.role}; this needs ${meta.role}.`,
      remedy: 'Ask an owner of the workspace.',
    });
  }
}

function asFaultData(error: unknown, call: Call): FaultData {
  const folder = call.context.core.engine?.workspace.folder;
  const storage = asStorageFault(error, folder ?? 'the workspace');
  const known = folder === undefined ? storage : withBackups(storage, folder);
  if (isFault(known)) return known.data;
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return badInput(error);
  if (error instanceof DOMException || (error as { name?: string } | null | undefined)?.name === 'AbortError') {
    return { code: 'cancelled', happened: 'The call was cancelled.', remedy: 'Nothing more happens.' };
  }
  const logId = call.context.core.options.log.bug(error);
  return {
    code: 'bug',
    happened: 'Something went wrong in Quartermaster itself.',
    remedy: `Try again. If it stays, report it with the log id ${logId}.`,
    logId,
  };
}

const issuesSchema = z.object({
  issues: z.array(z.looseObject({ path: z.array(z.union([z.string(), z.number()])).optional(), message: z.string() })),
});

const asSentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

/** A refused input, with the field that is wrong. */
function badInput(error: ORPCError<string, unknown>): FaultData {
  const parsed = issuesSchema.safeParse(error.data);
  const issue = parsed.success ? parsed.data.issues[0] : undefined;
  const path = issue?.path?.join('.') ?? '';
  return {
    code: 'bad_input',
    happened: issue ? asSentence(`${path ? `“${path}” is not right: ` : ''}${inputWords(issue)}`) : 'The input is not right.',
    remedy: 'Correct it and try again. Nothing was changed.',
    ...(path ? { place: { path } } : {}),
  };
}
