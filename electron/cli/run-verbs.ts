import { readFile } from 'node:fs/promises';
import { findIncident } from './find-monitored.ts';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import type { RunDetail, RunRow, RunStep } from '../../shared/contract/runbooks.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { findOne, type Grasp } from './find-record.ts';
import { asFileFault } from './import-documents.ts';
import { readInstant } from './instants.ts';
import { collect, collectPairs, wholeNumber, type Pair } from './option-values.ts';
import { findRunbook, formatOf } from './runbook-verbs.ts';
import { writeOut } from './write-out.ts';
import { runLines, runTable } from './runbook-detail.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';

interface DoOptions {
  readonly run?: string;
  readonly answer?: string;
  readonly tick: readonly string[];
  readonly input: readonly Pair[];
  readonly call?: string;
  readonly by?: string;
  readonly send?: boolean;
  readonly request?: string;
  readonly yesProduction?: string;
  readonly differs?: string;
  readonly note?: string;
  readonly skip?: string;
  readonly back?: boolean;
  readonly attach?: string;
}

const runOption = ['--run <run>', 'its number or id; may be left out when one run is under way'] as const;

/** The verbs that carry a run from its start to its end, so that all of it can be done from a terminal. */
export function addRunVerbs(noun: Command, run: Run): void {
  withExamples(
    noun.command('runs').description('List the runs, those under way first').option('--open', 'only those under way'),
    'runbook runs',
    'runbook runs --open --json',
  ).action(({ open }: { open?: boolean }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const rows = await client.runbooks.runs(open ? { isOpen: true } : {}, terminal.call);
        return { json: rows, show: ({ width }) => runTable(rows, terminal.now, width) };
      }),
    ),
  );
  withExamples(
    noun
      .command('start')
      .description('Start a run of the published revision')
      .argument('<runbook>', 'its name or id')
      .option('--reason <words>', 'why now', '')
      .option('--drill', 'nothing is wrong, it is practised')
      .option('--incident <incident>', 'the incident that it is about: INC-31, or its id')
      .option('--person <person>', 'who is being onboarded'),
    'runbook start "Vendor outage with manual fallback" --reason "PayPal captures fail"',
    'runbook start "Onboarding a person" --person Noah',
  ).action((text: string, options: { reason: string; drill?: boolean; incident?: string; person?: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const runbook = await findRunbook(client, text);
        const subjectPersonId = options.person === undefined ? null : (await findPersonByName(client, options.person)).id;
        const detail = await client.runbooks.start(
          {
            runbookId: runbook.id,
            reason: options.reason,
            isDrill: options.drill ?? false,
            incidentId: options.incident === undefined ? null : (await findIncident(client, options.incident)).id,
            subjectPersonId,
          },
          terminal.call,
        );
        return shown(detail);
      }),
    ),
  );
  withExamples(
    noun
      .command('status')
      .description('Show where a run stands and what it asks')
      .option(...runOption)
      .option('--out <file>', 'write its record there; .pdf makes a PDF, anything else Markdown'),
    'runbook status',
    'runbook status --run 7 --out run-7.pdf',
  ).action(({ run: text, out }: { run?: string; out?: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const row = await findRun(client, text, { orEnded: out !== undefined, grasp: 'part' });
        if (out === undefined) return shown(await client.runbooks.run({ id: row.id }, terminal.call));
        return writeOut(terminal, out, (await client.runbooks.exportRun({ id: row.id, format: formatOf(out) }, terminal.call)).base64);
      }),
    ),
  );
  withExamples(
    noun
      .command('do')
      .description('Do the step where the run stands; ends with 1 when an answer does not hold what is expected')
      .argument('<step>', 'the number of the step', wholeNumber(1, 999))
      .option(...runOption)
      .option('--answer <answer>', 'at a decision: the number of the answer, or its first words')
      .option('--tick <item>', 'at a checklist: the number of an item, or “all” (may be repeated)', collect, [])
      .option('--input <name=value>', 'a value that the step asks for (may be repeated)', collectPairs(/=/, 'name=value'), [])
      .option('--send', 'send the step’s request only, and decide after it')
      .option('--request <name>', 'which saved request, when the runbook leaves it open')
      .option('--yes-production <name>', 'the environment’s name, to confirm a change in production')
      .option('--call <whom>', 'who was called')
      .option('--by <how>', 'how they were called')
      .option('--differs <words>', 'it is done, and this is what differed')
      .option('--note <words>', 'keep a note at the step')
      .option('--attach <file>', 'keep a file with the run')
      .option('--skip <reason>', 'skip the step')
      .option('--back', 'go back to the step before'),
    'runbook do 1',
    'runbook do 2 --answer no',
    'runbook do 4 --tick all',
    'runbook do 8 --input ticket=PP-4471902',
    'runbook do 12 --json',
  ).action((step: number, options: DoOptions) =>
    run((terminal) => terminal.inWorkspace((client) => doStep(client, terminal, step, options))),
  );
  withExamples(
    noun
      .command('finish')
      .description('Say what came of a run')
      .requiredOption('--outcome <words>', 'one sentence')
      .option(...runOption)
      .option('--unsolved', 'it ends without being solved; steps may be left')
      .option('--follow-up <words>', 'what is still to be done (may be repeated)', collect, [])
      .option('--due <date>', 'when the follow-ups are due: 2026-12-31 or +7d', '+7d'),
    'runbook finish --outcome "Over after 40 minutes" --follow-up "Read their report"',
  ).action((options: { outcome: string; run?: string; unsolved?: boolean; followUp: readonly string[]; due: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const dueAt = readInstant(options.due, terminal.now);
        const row = await findRun(client, options.run);
        const followUps = options.followUp.map((text) => ({ text, dueAt, ownerId: null }));
        return shown(
          await client.runbooks.finish({ runId: row.id, isSolved: !options.unsolved, outcome: options.outcome, followUps }, terminal.call),
        );
      }),
    ),
  );
  withExamples(
    noun
      .command('abort')
      .description('End a run that should not go on')
      .requiredOption('--reason <words>', 'why')
      .option(...runOption),
    'runbook abort --reason "It was our own line"',
  ).action((options: { reason: string; run?: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const row = await findRun(client, options.run);
        return shown(await client.runbooks.abort({ runId: row.id, reason: options.reason }, terminal.call));
      }),
    ),
  );
}

const shown = (detail: RunDetail, exitCode: 0 | 1 = 0): Outcome => ({ json: detail, exitCode, show: () => runLines(detail) });

/** A run by its number or id; without either the one that is under way. */
async function findRun(
  client: CoreClient,
  text: string | undefined,
  { orEnded = false, grasp }: { readonly orEnded?: boolean; readonly grasp?: Grasp } = {},
): Promise<RunRow> {
  const rows = await client.runbooks.runs(text === undefined && !orEnded ? { isOpen: true } : {});
  if (text !== undefined) {
    return findOne(text, {
      what: 'run',
      where: 'quartermaster runbook runs',
      rows,
      idOf: ({ id }) => id,
      namesOf: (row) => [`${row.number} ${row.runbookName}`, String(row.number)],
      grasp,
    });
  }
  const [only, second] = rows;
  if (only && (!second || (orEnded && rows.filter((row) => row.finishedAt === null).length === 1))) return only;
  throw new Fault('bad_input', {
    happened: only ? `${rows.length} runs are under way.` : 'No run is under way.',
    remedy: only ? 'Say which one with --run NUMBER.' : 'Start one: quartermaster runbook start RUNBOOK.',
    ...(only ? { details: { candidates: rows.slice(0, 12).map((row) => `${row.number} ${row.runbookName}`) } } : {}),
  });
}

async function findPersonByName(client: CoreClient, text: string): Promise<{ readonly id: string; readonly name: string }> {
  return findOne(text, {
    what: 'person',
    where: 'quartermaster runbook people',
    rows: await client.inventory.people({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
  });
}

async function doStep(client: CoreClient, terminal: Terminal, step: number, options: DoOptions): Promise<Outcome> {
  const { id: runId } = await findRun(client, options.run);
  const act = (action: Parameters<CoreClient['runbooks']['act']>[0]['action']): Promise<RunDetail> =>
    client.runbooks.act({ runId, step, action }, terminal.call);
  let detail = await client.runbooks.run({ id: runId }, terminal.call);
  if (options.note !== undefined) detail = await act({ kind: 'note', text: options.note });
  if (options.attach !== undefined) {
    const file = await readAttachment(terminal, options.attach);
    detail = await client.runbooks.attach({ runId, step, file }, terminal.call);
  }
  if (options.back) return shown(await act({ kind: 'back' }));
  if (options.skip !== undefined) return shown(await act({ kind: 'skip', reason: options.skip }));
  const asked = detail.steps.find((one) => one.number === step);
  if (!asked) throw new Fault('bad_input', { happened: `There is no step ${step}.`, remedy: `The run has ${detail.run.steps} steps.` });
  const isOnlyKept = (options.note ?? options.attach) !== undefined;
  if (options.answer !== undefined) return shown(await act({ kind: 'answer', option: optionOf(asked, options.answer) }));
  if (options.call !== undefined) {
    const text = asked.escalation?.text ?? '';
    return shown(await act({ kind: 'escalate', to: options.call, channel: options.by ?? asked.escalation?.channel ?? '', text }));
  }
  if (options.input.length > 0) {
    return shown(await act({ kind: 'fill', values: Object.fromEntries(options.input.map(({ name, value }) => [name, value])) }));
  }
  if (options.tick.length > 0) {
    for (const item of itemsOf(asked, options.tick)) detail = await act({ kind: 'tick', item, isTicked: true });
    const isWhole = detail.steps.find((one) => one.number === step)?.items.every((one) => one.isTicked) ?? false;
    return shown(isWhole ? await act({ kind: 'done', differs: options.differs ?? null }) : detail);
  }
  if (asked.request !== null && (options.send || asked.sends.length === 0 || asked.kind === 'verify')) {
    const savedRequestId = options.request === undefined ? null : await savedRequest(client, options.request);
    detail = await client.runbooks.send({ runId, step, savedRequestId, confirmProduction: options.yesProduction ?? null }, terminal.call);
    const isHeld = detail.steps.find((one) => one.number === step)?.sends.at(-1)?.isHeld ?? false;
    const isDecided = options.send || asked.kind === 'decision' || (!isHeld && options.differs === undefined);
    if (isDecided) return shown(detail, isHeld ? 0 : 1);
  } else if (isOnlyKept && options.differs === undefined) return shown(detail);
  return shown(await act({ kind: 'done', differs: options.differs ?? null }));
}

/** An answer by its number or its first words. */
function optionOf(step: RunStep, text: string): number {
  const wanted = text.trim().toLowerCase();
  const at = /^\d+$/.test(wanted) ? Number(wanted) - 1 : step.options.findIndex((option) => option.words.toLowerCase().startsWith(wanted));
  if (step.options[at]) return at;
  throw new Fault('bad_input', {
    happened: `“${text}” is not an answer of step ${step.number}.`,
    remedy:
      step.options.length === 0
        ? 'The step is no decision.'
        : `Answers: ${step.options.map((option, index) => `${index + 1} ${option.words}`).join('; ')}.`,
  });
}

function itemsOf(step: RunStep, texts: readonly string[]): number[] {
  if (texts.includes('all')) return step.items.flatMap((item, at) => (item.isTicked ? [] : [at]));
  return texts.map((text) => {
    const at = Number(text) - 1;
    if (Number.isInteger(at) && step.items[at]) return at;
    throw new Fault('bad_input', {
      happened: `“${text}” is not an item of step ${step.number}.`,
      remedy: `Write a number from 1 to ${step.items.length}, or “all”.`,
    });
  });
}

async function savedRequest(client: CoreClient, text: string): Promise<string> {
  const found = findOne(text, {
    what: 'saved request',
    where: 'the console',
    rows: await client.console.savedRequests({}),
    idOf: ({ id }) => id,
    namesOf: (one) => [`${one.vendorName} ${one.apiName}: ${one.name}`, one.name],
  });
  return found.id;
}

async function readAttachment(terminal: Terminal, file: string): Promise<File> {
  const path = resolve(terminal.io.cwd, file);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw asFileFault(error, path);
  });
  return new File([new Uint8Array(bytes)], basename(path));
}
