import { machineName } from '../../../shared/domain/people/machine-name.ts';
import { dueSchedule, type FormerTimes } from '../../../shared/domain/flows/schedule.ts';
import type { Engine } from '../engine.ts';
import { inBackground } from '../in-background.ts';
import { disarmedWords, isArmed } from './arming.ts';
import { scheduleOf } from './flows.ts';
import { knownRunner, runnerOf } from './live-runs.ts';
import { readFlow } from './problems.ts';
import { specOf, type FlowRecord } from './store.ts';

const everyMs = 20_000;
const dayMs = 86_400_000;

/** Runs flows when their schedules say so, for as long as the app has the workspace open. Returns how to stop; runs on their way are cut off. */
export function runSchedules(engine: Engine): () => void {
  let isClosing = false;
  let isRecovered = false;
  const turn = inBackground(engine, async () => {
    if (isClosing) return;
    if (!isRecovered) await recoverCutOff(engine);
    isRecovered = true;
    await runDueFlows(engine);
  });
  const begin = setTimeout(turn, 3_000);
  const timer = setInterval(turn, everyMs);
  begin.unref();
  timer.unref();
  return () => {
    isClosing = true;
    clearTimeout(begin);
    clearInterval(timer);
  };
}

/** Runs that were cut off when the app ended: what became of their calls is found out, so that a person is told. Nothing is sent. */
export async function recoverCutOff(engine: Engine): Promise<void> {
  const cutOff = engine.db.all<{ id: string }>("SELECT id FROM flow_runs WHERE state = 'running'");
  if (cutOff.length === 0) return;
  const { recoverRun } = await import('./recover.ts');
  for (const { id } of cutOff) {
    const isLive = (): boolean => knownRunner(engine)?.isLive(id) ?? false;
    if (!isLive()) await recoverRun(engine, id, isLive);
  }
}

/** One look at all schedules. However many times were missed, a flow runs once; what was missed is kept as words. */
export async function runDueFlows(engine: Engine): Promise<readonly string[]> {
  const { db, log } = engine;
  const flows = db.all<FlowRecord>('SELECT * FROM flows WHERE schedule IS NOT NULL');
  // The sample has believable flows, and no right to call anybody.
  if (flows.length === 0 || db.get('SELECT 1 FROM workspace WHERE is_sample = 1')) return [];
  const { formerTimes } = await import('./schedule-times.ts');
  const started: string[] = [];
  for (const flow of flows) {
    try {
      const id = await runIfDue(engine, flow, formerTimes);
      if (id !== null) started.push(id);
    } catch (error) {
      // One that cannot be read does not keep the others from running.
      log.bug(error);
    }
  }
  return started;
}

async function runIfDue(engine: Engine, flow: FlowRecord, formerTimes: FormerTimes): Promise<string | null> {
  const { db, clock, evidence } = engine;
  const schedule = scheduleOf(flow);
  if (!schedule?.isOn) return null;
  const now = clock.now();
  const keep = (dueAt: number, words: string): number =>
    evidence.write(['flows', 'today'], (writer) =>
      writer.run('UPDATE flows SET due_at = ?, missed_words = ? WHERE id = ?', dueAt, words, flow.id),
    );
  const lastDueAt = flow.due_at ?? flow.created_at;
  // A time that lies ahead was dealt with before the clock was set back. By hours: it is not run twice. By days: the clock was wrong then.
  if (lastDueAt - now > dayMs) {
    keep(now, 'The clock of this computer was set back by days; its times count from then on. Nothing is made up.');
    return null;
  }
  const due = dueSchedule(schedule, lastDueAt, now, formerTimes);
  if (!due) return null;
  const runner = await runnerOf(engine);
  const isBusy = runner.isBusyWith(flow.id);
  const refusal = isBusy ? 'The run before it was still under way.' : refusalOf(engine, flow);
  const missed =
    due.missed === 0
      ? ''
      : `${due.missed} ${due.missed === 1 ? 'run was' : 'runs were'} missed while nobody was there; ${refusal === null ? 'one made up for them' : 'none made up for them'}.`;
  // Dealt with before it begins: a run that cannot begin is said once and not tried every 20 seconds.
  keep(due.dueAt, [missed, refusal ?? ''].filter(Boolean).join(' '));
  if (refusal !== null) return null;
  const { startRun } = await import('./start-run.ts');
  const confirmProduction = readFlow(db, specOf(flow)).guarded.map(({ name }) => name);
  try {
    const { data } = schedule;
    const choice = { data: data && { path: data.path, sha256: data.sha256 }, rows: '', concurrency: 1, confirmProduction };
    return (await startRun(engine, { name: machineName, via: 'app', isMachine: true }, flow.id, choice, 'schedule')).id;
  } catch (error) {
    keep(due.dueAt, `It could not begin: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

/** Why a schedule must not run a flow now; null when it may. */
function refusalOf({ db }: Engine, flow: FlowRecord): string | null {
  const { guarded } = readFlow(db, specOf(flow));
  if (guarded.length === 0 || isArmed(db, flow)) return null;
  const where = guarded.map(({ name }) => name).join(', ');
  return flow.armed_sha256 === null
    ? `It changes something in ${where}, and nobody let its schedule do so.`
    : disarmedWords(db, flow, where);
}
