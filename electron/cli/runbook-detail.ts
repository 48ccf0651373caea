import type { RunbookDetail, RunbookRow, RunDetail, RunRow, RunStep } from '../../shared/contract/runbooks.ts';
import { readRunbook } from '../../shared/domain/runbooks/read-runbook.ts';
import { distanceWords, showInstant, zoneName } from './instants.ts';
import { plural, standingText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import { blockLines, type Line, type Text } from './text.ts';

export function runbookTable(rows: readonly RunbookRow[], width: number): Line[] {
  if (rows.length === 0) return ['There are no runbooks yet. Begin with one: quartermaster runbook starters'];
  return [
    { text: plural(rows.length, 'runbook'), tone: 'title' },
    '',
    ...layoutTable(
      [
        { title: 'Name', least: 20 },
        { title: 'State', least: 16 },
        { title: 'Severity' },
        { title: 'Owner' },
        { title: 'Steps', align: 'right' },
        { title: 'Revision', align: 'right' },
        { title: 'Runs', align: 'right' },
      ],
      rows.map((row) => [
        row.name,
        standingText(row.standing),
        row.severity,
        row.ownerName ?? 'nobody',
        String(row.steps),
        row.published === 0 ? 'draft' : `${row.published}${row.hasDraft ? ' + draft' : ''}`,
        String(row.runs),
      ]),
      width,
    ),
  ];
}

/** A runbook with its steps, and what does not hold. */
export function runbookLines({ runbook: row, source, revisions, runs }: RunbookDetail, _width: number): Line[] {
  const { runbook } = readRunbook(source);
  return [
    { text: row.name, tone: 'title' },
    row.purpose,
    standingText(row.standing),
    '',
    ...runbook.steps.flatMap((step): Line[] => [
      `${String(step.number).padStart(3)}  ${step.title}  (${step.kind})`,
      ...(step.expected === null ? [] : [{ text: `     expected: ${step.expected}`, tone: 'quiet' } as const]),
    ]),
    '',
    ...row.findings.map((one): Line => `! ${one.happened} ${one.remedy}`),
    `${plural(revisions.length, 'revision')}, ${plural(runs.length, 'run')}`,
  ];
}

export function runTable(rows: readonly RunRow[], now: number, width: number): Line[] {
  if (rows.length === 0) return ['There is no run yet. Start one: quartermaster runbook start RUNBOOK'];
  return [
    { text: plural(rows.length, 'run'), tone: 'title' },
    '',
    ...layoutTable(
      [
        { title: 'Run', align: 'right' },
        { title: 'State' },
        { title: 'Runbook', least: 20 },
        { title: 'Where it stands', least: 20 },
        { title: 'Done', align: 'right' },
        { title: 'By' },
        { title: 'Started' },
      ],
      rows.map((row) => [
        String(row.number),
        stateText(row),
        row.subjectName === null ? row.runbookName : `${row.runbookName}: ${row.subjectName}`,
        row.nowWords,
        `${row.percent} %`,
        row.startedBy,
        distanceWords(row.startedAt, now),
      ]),
      width,
    ),
  ];
}

export function stateText(row: Pick<RunRow, 'state' | 'isDrill' | 'deviations'>): Text {
  const words = `${row.isDrill ? 'drill, ' : ''}${row.state === 'failed' ? 'unsolved' : row.state}`;
  if (row.state === 'running' || row.state === 'waiting') return { text: `▲ ${words}`, tone: 'soon' };
  if (row.state === 'failed') return { text: `■ ${words}`, tone: 'broken' };
  return row.state === 'done' ? `● ${words}` : { text: `○ ${words}`, tone: 'quiet' };
}

const glyphs: Readonly<Record<RunStep['state'], string>> = {
  done: '●',
  differs: '▲',
  skipped: '–',
  now: '>',
  open: '○',
  branch: '?',
  passed: ' ',
};

/** A run: its steps, and the one that is asked now with how to answer it. */
export function runLines(detail: RunDetail): Line[] {
  const { run, steps } = detail;
  const current = steps.find((step) => step.number === detail.current);
  return [
    { text: `${run.runbookName}, ${run.isDrill ? 'drill' : 'run'} ${run.number}`, tone: 'title' },
    [
      stateText(run),
      `  ${run.stepsDone} of ${run.steps} steps done, started ${showInstant(run.startedAt).slice(0, 16)} ${zoneName(run.startedAt)} by ${run.startedBy}`,
    ],
    ...(detail.incident ? [`${detail.incident.words}, ${detail.incident.title}`] : run.reason === '' ? [] : [run.reason]),
    '',
    ...steps.map((step): Line => {
      const words = `${glyphs[step.state]} ${String(step.number).padStart(3)}  ${step.title}${step.words === '' ? '' : `  (${step.words})`}`;
      return step.state === 'differs' || step.state === 'skipped'
        ? { text: words, tone: 'soon' }
        : step.state === 'passed'
          ? { text: words, tone: 'quiet' }
          : words;
    }),
    '',
    ...(current
      ? stepLines(current)
      : run.finishedAt === null
        ? ['Every step is done. Finish it: quartermaster runbook finish --outcome "…"']
        : [run.outcome]),
  ];
}

/** The step that is asked, with its answers. */
export function stepLines(step: RunStep): Line[] {
  const last = step.sends.at(-1);
  return [
    { text: `Step ${step.number}: ${step.title}`, tone: 'title' },
    ...blockLines(step.text).filter((line) => line !== ''),
    ...(step.expected === null ? [] : [`Expected: ${step.expected}`]),
    ...(step.ifNot === null ? [] : [`If not:   ${step.ifNot}`]),
    ...(step.request === null
      ? []
      : [
          `Sends:    ${step.request.missing ?? step.request.words}${step.request.confirm === null ? '' : ` (production: --yes-production ${step.request.confirm.name})`}`,
        ]),
    ...(last === undefined
      ? []
      : [
          `Answered: ${last.status ?? 'nothing'}`,
          ...last.checks.map((check) => `  ${check.isHeld ? '●' : '■'} ${check.words}${check.isHeld ? '' : `, was ${check.seen}`}`),
        ]),
    ...step.options.map(
      (option, at) =>
        `  --answer ${at + 1}  ${option.words}: ${option.goTo === null ? 'the end' : `step ${option.goTo}`}, ${option.consequence || option.goToTitle}`,
    ),
    ...step.items.map((item, at) => `  --tick ${at + 1}  ${item.isTicked ? '[x]' : '[ ]'} ${item.words}`),
    ...step.inputs.map((input) => `  --input ${input.name}=…  ${input.label}${input.isRequired ? '' : ' (may stay empty)'}`),
    ...(step.escalation === null
      ? []
      : [`  --call "${step.escalation.to ?? 'whom'}"`, ...blockLines(step.escalation.text).map((line) => `  | ${line}`)]),
  ];
}
