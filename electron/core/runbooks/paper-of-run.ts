import type { RunDetail, RunStep } from '../../../shared/contract/runbooks.ts';
import type { PaperBlock, PaperDocument } from '../../../shared/domain/documents/paper-document.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { stamp } from './run-facts.ts';

const stateWords: Readonly<Record<RunDetail['run']['state'], string>> = {
  running: 'under way',
  waiting: 'waiting',
  done: 'done',
  failed: 'ended unsolved',
  aborted: 'aborted',
};

/** A run as evidence: who did what and when, what was expected and what came, artifacts with their hashes. */
export function paperOfRun(detail: RunDetail, createdAt: number): PaperDocument {
  const { run, steps, events, artifacts, followUps, incident } = detail;
  return {
    title: `${run.runbookName}, run ${run.number}`,
    subtitle: incident ? `${incident.words}, ${incident.title}` : run.reason || detail.purpose,
    header: [
      ['State', `${stateWords[run.state]}${run.isDrill ? ', a drill' : ''}`],
      ['Started', `${stamp(run.startedAt)} by ${run.startedBy}`],
      ['Ended', run.finishedAt === null ? 'not yet' : stamp(run.finishedAt)],
      ['Elapsed', `${minutes(detail.elapsedMs)}, ${minutes(detail.activeMs)} active`],
      ['Runbook', `revision ${run.revision} of ${stamp(detail.revisionAt)}`],
      ['Steps', `${run.stepsDone} of ${run.steps} done, ${run.deviations} ${run.deviations === 1 ? 'deviation' : 'deviations'}`],
      ...(run.subjectName === null ? [] : [['About', run.subjectName] as [string, string]]),
      ...(run.outcome === '' ? [] : [['Outcome', run.outcome] as [string, string]]),
    ],
    blocks: [
      { kind: 'heading', level: 2, text: 'Steps' },
      ...steps.filter((step) => step.state !== 'passed' && step.state !== 'branch').flatMap(stepBlocks),
      { kind: 'heading', level: 2, text: 'Who did what' },
      {
        kind: 'table',
        columns: [
          { title: 'When', width: 3 },
          { title: 'Who', width: 2 },
          { title: 'What', width: 8 },
        ],
        rows: events.map((event) => [stamp(event.at), event.actor, event.words]),
      },
      ...(artifacts.length === 0
        ? []
        : ([
            { kind: 'heading', level: 2, text: 'Artifacts' },
            {
              kind: 'table',
              columns: [
                { title: 'Name', width: 4 },
                { title: 'Step', align: 'right', width: 1 },
                { title: 'Bytes', align: 'right', width: 2 },
                { title: 'SHA-256', width: 8 },
              ],
              rows: artifacts.map((one) => [one.name, String(one.step), grouped(one.byteLength), one.sha256 || 'no body']),
              note: 'Each hash is that of the content as it was kept, secrets cut out before.',
            },
          ] satisfies PaperBlock[])),
      ...(followUps.length === 0
        ? []
        : ([
            { kind: 'heading', level: 2, text: 'Follow-ups' },
            {
              kind: 'list',
              items: followUps.map(
                (one) =>
                  `${one.text} (${one.ownerName ?? 'nobody'}${one.dueAt === null ? '' : `, due ${stamp(one.dueAt).slice(0, 10)}`}) ${one.doneAt === null ? 'open' : `done by ${one.doneBy ?? ''}`}`,
              ),
            },
          ] satisfies PaperBlock[])),
    ],
    footer: `${run.runbookName}, run ${run.number}`,
    createdAt,
  };
}

const endWords: Readonly<Record<RunStep['state'], string>> = {
  done: 'Done',
  differs: 'Done, differs',
  skipped: 'Skipped',
  now: 'Stands here',
  open: 'Not yet',
  branch: 'Not needed',
  passed: 'Not needed',
};

function stepBlocks(step: RunStep): PaperBlock[] {
  const lastSend = step.sends.at(-1);
  const facts: [string, string][] = [
    ['State', [endWords[step.state], ...(step.words === '' || step.words === step.kind ? [] : [step.words])].join(': ')],
    ...(step.at === null ? [] : [['When', `${stamp(step.at)}${step.by === null ? '' : ` by ${step.by}`}`] as [string, string]]),
    ...(step.expected === null ? [] : [['Expected', step.expected] as [string, string]]),
    ...step.sends.map((send, at): [string, string] => [
      `Try ${at + 1}`,
      `${send.method} ${send.path}, ${send.status ?? 'no answer'}, ${stamp(send.at)}, ${send.vendorRequestId ?? send.correlationId}`,
    ]),
    ...(lastSend?.checks ?? []).map((check): [string, string] => [
      check.isHeld ? 'Holds' : 'Does not hold',
      `${check.words}, was ${check.seen}`,
    ]),
    ...step.notes.map((note): [string, string] => ['Note', `${note.text} (${note.actor}, ${stamp(note.at)})`]),
  ];
  return [
    { kind: 'heading', level: 3, text: `${step.number}. ${step.title}` },
    { kind: 'facts', facts },
    ...(step.items.length === 0
      ? []
      : [{ kind: 'list', items: step.items.map((item) => `${item.isTicked ? '☑' : '☐'} ${item.words}`) } as const]),
  ];
}

const minutes = (ms: number): string => {
  const whole = Math.round(ms / 60_000);
  return whole >= 120 ? `${Math.floor(whole / 60)} h ${whole % 60} min` : `${whole} min`;
};
