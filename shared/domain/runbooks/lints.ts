import type { Problem, Runbook } from './runbook.ts';

/** What of the workspace a runbook refers to. */
export interface KnownRecords {
  readonly people: readonly string[];
  /** Whether a request block's name means something here; false also for one whose environment is gone. */
  readonly hasRequest: (name: string, environment: string | null) => boolean;
}

export interface DrillFacts {
  readonly now: number;
  /** When it was last drilled or run to its end; null: never. */
  readonly lastExercisedAt: number | null;
  readonly publishedAt: number | null;
  readonly reviewedAt: number | null;
  readonly runs: number;
  readonly deviatingRuns: number;
}

const dayMs = 86_400_000;
export const drillDays = 180;
const fewRuns = 4;

/** What makes a document hard to follow, by line. */
export function lintDocument({ head, steps }: Runbook, known: KnownRecords): Problem[] {
  const problems: Problem[] = [];
  const warn = (line: number, happened: string, remedy: string): void =>
    void problems.push({ line, severity: 'warning', happened, remedy });
  const isPerson = (name: string): boolean => known.people.some((person) => person.toLowerCase() === name.toLowerCase());
  if (head.owner === null) warn(1, 'It has no owner.', 'Write “owner: …” into the head.');
  for (const [what, name] of [
    ['owner', head.owner],
    ['deputy', head.deputy],
  ] as const) {
    if (name !== null && !isPerson(name))
      warn(1, `Its ${what} “${name}” is not among the people here.`, 'Name somebody of Settings, People.');
  }
  if (head.owner !== null && head.deputy === null) warn(1, 'It has no deputy.', 'Write “deputy: …”; owners have holidays.');
  for (const step of steps) {
    const at = (happened: string, remedy: string): void => warn(step.line, `Step ${step.number}: ${happened}`, remedy);
    if (
      step.expected === null &&
      step.kind !== 'decision' &&
      step.kind !== 'escalate' &&
      step.kind !== 'input' &&
      step.kind !== 'checklist' &&
      (step.request?.expectations.length ?? 0) === 0
    )
      at('it does not say what is expected.', 'Write “- expected: …”, so that it can be told whether it worked.');
    if (step.escalation !== null && step.escalation.to === null) at('nobody is named to call.', 'Write “- to: …”.');
    if (step.danger !== 'none' && step.ifNot === null)
      at(`it touches ${step.danger} and does not say what to do when it fails.`, 'Write “- if not: …”.');
    if (
      step.request !== null &&
      step.request.name !== '' &&
      !step.request.name.includes('{{') &&
      !known.hasRequest(step.request.name, step.request.environment)
    )
      at(`the request “${step.request.name}” does not exist.`, 'Save one of that name in the console, or correct the name.');
  }
  return problems;
}

/** How long its review is overdue; null while it is not, or nothing was published. */
export function overdueReview(everyDays: number, facts: Pick<DrillFacts, 'now' | 'publishedAt' | 'reviewedAt'>): string | null {
  if (facts.publishedAt === null) return null;
  const reviewedAt = Math.max(facts.reviewedAt ?? 0, facts.publishedAt);
  const days = Math.floor((facts.now - reviewedAt) / dayMs) - everyDays;
  return days > 0 ? `Its review is ${days} ${days === 1 ? 'day' : 'days'} overdue.` : null;
}

/** What its use says about it: not drilled, review due, left by every fourth run. */
export function lintUse(head: Pick<Runbook['head'], 'reviewEveryDays'>, facts: DrillFacts): Problem[] {
  const problems: Problem[] = [];
  const warn = (happened: string, remedy: string): void => void problems.push({ line: 1, severity: 'warning', happened, remedy });
  if (facts.publishedAt === null) return problems;
  const exercisedAt = facts.lastExercisedAt ?? facts.publishedAt;
  const idleDays = Math.floor((facts.now - exercisedAt) / dayMs);
  if (idleDays >= drillDays)
    warn(
      facts.lastExercisedAt === null ? `It has never been drilled, for ${idleDays} days.` : `It was last drilled ${idleDays} days ago.`,
      'Start it as a drill.',
    );
  const overdue = overdueReview(head.reviewEveryDays, facts);
  if (overdue !== null) warn(overdue, 'Read it, correct it, and mark it as reviewed.');
  if (facts.runs >= fewRuns && facts.deviatingRuns / facts.runs > 0.25)
    warn(`${facts.deviatingRuns} of ${facts.runs} runs left what it says.`, 'See where they did, and write it as it is done.');
  return problems;
}
