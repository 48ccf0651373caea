import { Fault } from '../../../shared/contract/errors.ts';
import type { TransferFile, TransferPlan } from '../../../shared/contract/transfer.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { describePlan } from './describe-plan.ts';
import { placeSet } from './place-set.ts';
import { dropPlan, getPlan, keepPlan } from './plans.ts';
import { applyTransfer, type AppliedTransfer, type TransferChoice } from './apply-transfer.ts';

/** What one import may have; a collection of ten thousand requests has about 20 MB. */
const mostCharacters = 50 * 1024 * 1024;

/** Reads files on a worker thread and says what importing them would add. */
export async function planTransfer(
  engine: Engine,
  actor: Actor,
  files: readonly TransferFile[],
  apiId: string | null,
  signal: AbortSignal | undefined,
): Promise<TransferPlan> {
  const fileName = nameOf(files);
  const size = files.reduce((sum, { text }) => sum + text.length, 0);
  if (size > mostCharacters) {
    throw new Fault('document_too_large', {
      happened: `${fileName || 'The text'} has ${Math.round(size / 1024 / 1024)} MB; an import may have 50 MB.`,
      remedy: 'Export it in parts, folder by folder. Nothing was changed.',
    });
  }
  const title = `Read ${fileName || 'what was pasted'}`;
  const result = await engine.jobs.start('read transfer', { files, fileName: fileName || 'what was pasted' }, { title, actor, signal })
    .finished;
  const set = result.get('set');
  if (!set) throw new Error('the job read nothing');
  return show(engine, engine.clock.newId(), fileName, set, apiId);
}

/** The same plan with its requests in one API, or again where each belongs. */
export function placeTransfer(engine: Engine, planId: string, apiId: string | null): TransferPlan {
  const { fileName, set } = getPlan(engine, planId);
  return show(engine, planId, fileName, set, apiId);
}

/** Applies a plan that waits. When it fails the plan goes on waiting. */
export async function takeTransfer(engine: Engine, actor: Actor, planId: string, choice: TransferChoice): Promise<AppliedTransfer> {
  const { fileName, set, apiId } = getPlan(engine, planId);
  // Placed again: a name may have been taken since the plan was shown.
  const applied = await applyTransfer(
    engine,
    actor,
    { fileName, set, apiId, placed: placeSet(engine.db, engine.secrets.redactor(), set, apiId) },
    choice,
  );
  dropPlan(engine, planId);
  return applied;
}

function show(engine: Engine, planId: string, fileName: string, set: Parameters<typeof placeSet>[2], apiId: string | null): TransferPlan {
  const redactor = engine.secrets.redactor();
  const waiting = { fileName, set, apiId, placed: placeSet(engine.db, redactor, set, apiId) };
  keepPlan(engine, planId, waiting);
  return describePlan(planId, waiting, redactor);
}

/** The file that is meant, or the folder that several lie in; a paste has none. */
function nameOf(files: readonly TransferFile[]): string {
  const [first] = files;
  const path = (first?.path ?? '').replaceAll(/[\u0000-\u001f\u007f]+/g, ' ');
  const parts = path.split(/[\\/]/).filter((one) => one !== '' && !/^\.+$/.test(one));
  return (files.length > 1 && parts.length > 1 ? parts[0] : parts.at(-1))?.slice(0, 120) ?? '';
}
