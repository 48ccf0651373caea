import type { PersonProgress, RunRow, RunbookRow, RunStep, RunDetail } from '../../../shared/contract/runbooks.ts';
import type { StepKind } from '../../../shared/domain/runbooks/runbook.ts';
import type { StandingState } from '../../ui/mark.tsx';

export const kindWords: Readonly<Record<StepKind, string>> = {
  instruction: 'Instruction',
  checklist: 'Checklist',
  decision: 'Decision',
  input: 'Write down',
  request: 'Request',
  verify: 'Verify',
  escalate: 'Call somebody',
};

const runWords: Readonly<Record<RunRow['state'], string>> = {
  running: 'under way',
  waiting: 'waiting',
  done: 'done',
  failed: 'ended unsolved',
  aborted: 'aborted',
};

/** How a run stands, as shape and words. */
export function runStanding(run: Pick<RunRow, 'state' | 'deviations'>): { readonly state: StandingState; readonly words: string } {
  const words = runWords[run.state];
  if (run.state === 'running' || run.state === 'waiting') return { state: 'soon', words };
  if (run.state === 'done')
    return { state: 'holds', words: run.deviations > 0 ? `done, ${run.deviations} ${run.deviations === 1 ? 'differs' : 'differ'}` : words };
  return { state: run.state === 'failed' ? 'broken' : 'no data', words };
}

const drillIdleDays = 180;
const dayMs = 86_400_000;

/** Nobody has followed it to its end for half a year, in earnest or as a drill. */
export function isNotDrilled(row: RunbookRow): boolean {
  return row.findings.some(
    ({ happened }) => happened.startsWith('It was last drilled') || happened.startsWith('It has never been drilled'),
  );
}

/** "12 runbooks, 1 not drilled for 180 days"; drafts come last, nobody can be let down by one. */
export function listTitle(rows: readonly RunbookRow[]): string {
  const used = rows.filter((row) => !row.isRetired);
  const needing = used.filter(({ standing }) => standing.state === 'soon');
  const drafts = used.filter((row) => row.published === 0).length;
  const count = `${used.length} ${used.length === 1 ? 'runbook' : 'runbooks'}`;
  // The rail counts the same ones.
  if (needing.length > 0)
    return `${count}, ${needing.length} ${needing.every(isNotDrilled) ? `not drilled for ${drillIdleDays} days` : 'to look at'}`;
  return drafts > 0 ? `${count}, ${drafts} not published` : `${count}, all ready`;
}

/** "1 run under way, 9 ended". */
export function runsTitle(runs: readonly RunRow[]): string {
  const open = runs.filter((run) => run.finishedAt === null).length;
  const ended = runs.length - open;
  if (runs.length === 0) return 'No run yet';
  return open === 0
    ? `${ended} ${ended === 1 ? 'run' : 'runs'}, none under way`
    : `${open} ${open === 1 ? 'run' : 'runs'} under way, ${ended} ended`;
}

/** "Noah is 50 % through the onboarding". */
export function peopleTitle(people: readonly PersonProgress[]): string {
  const onTheWay = people.filter((person) => person.percent !== null && person.percent < 100);
  const [first] = onTheWay;
  if (first && onTheWay.length === 1) return `${first.name} is ${first.percent} % through the onboarding`;
  if (onTheWay.length > 1) return `${onTheWay.length} people are on the way`;
  const behind = people.filter((person) => person.toRead.length > 0).length;
  return behind === 0 ? 'Everybody has read every runbook' : `${behind} of ${people.length} people have runbooks to read`;
}

/** What is next with the runbooks: the run that waits, else the one that nobody has drilled for longest. */
export function listSub(rows: readonly RunbookRow[], open: readonly RunRow[]): string {
  const waiting = open[0];
  if (waiting) return `Under way: ${waiting.runbookName}, ${waiting.nowWords}${open.length > 1 ? `, and ${open.length - 1} more` : ''}`;
  const idle = rows.find((row) => !row.isRetired && isNotDrilled(row));
  if (idle) return `Next: drill “${idle.name}”`;
  const flawed = rows.find((row) => !row.isRetired && row.findings.length > 0);
  return flawed ? `Next: ${flawed.name}, ${flawed.standing.words}` : 'Nothing here needs you';
}

/** "37 min", "2 h 5 min", "3 days". */
export function durationWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 120) return `${minutes} min`;
  if (ms < 2 * dayMs) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(ms / dayMs)} days`;
}

/** What the run waits for at its step, said to whoever looks at it. */
export function askWords(detail: RunDetail): string {
  if (detail.run.state === 'waiting')
    return `waits for ${detail.waitingFor === null || detail.waitingFor === '' ? 'somebody to go on' : detail.waitingFor}`;
  const step = detail.steps.find((one) => one.number === detail.current);
  if (!step) return 'all steps done, say what came of it';
  switch (step.kind) {
    case 'decision':
      return 'waiting for your answer';
    case 'request':
    case 'verify':
      return step.sends.length === 0 ? 'waiting for you to send it' : 'waiting for your word on the answer';
    case 'escalate':
      return 'waiting for you to call';
    default:
      return 'waiting for you';
  }
}

/** Which of two answers the calls of this step point to; null when nothing does. */
export function pointsTo(step: RunStep): { readonly option: number; readonly words: string } | null {
  const last = step.sends.at(-1);
  if (step.kind !== 'decision' || last === undefined || step.options.length !== 2) return null;
  const same = step.sends.filter((send) => send.isHeld === last.isHeld).length;
  const tries =
    step.sends.length === 1 ? 'the answer points' : same === step.sends.length ? `all ${same} tries point` : 'the last try points';
  const option = last.isHeld ? 0 : 1;
  return { option, words: `${tries} to ${step.options[option]?.words.split(/[,.;]/)[0] ?? ''}` };
}

export const shortHash = (sha256: string): string => (sha256 === '' ? 'no body' : `${sha256.slice(0, 4)}…${sha256.slice(-4)}`);
