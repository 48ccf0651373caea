import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Fault, isFault } from '../../shared/contract/errors.ts';
import type { FlowDetail, FlowRow, FlowRun, StepCall } from '../../shared/contract/flows.ts';
import { captureWords, checkWords, stepWords } from '../../shared/domain/flows/check-words.ts';
import { flowSpec, type FlowSpec, type FlowStep } from '../../shared/domain/flows/flow-spec.ts';
import { runStateWords } from '../../shared/domain/flows/run-state.ts';
import { starterWords } from '../../shared/domain/flows/starter-words.ts';
import type { CoreClient } from '../core/terminal.ts';
import { findOne, type Grasp } from './find-record.ts';
import { asFileFault } from './import-documents.ts';
import { distanceWords, showInstant } from './instants.ts';
import { findSavedRequest } from './saved-request-verbs.ts';
import { plural } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Terminal } from './terminal.ts';
import type { Line } from './text.ts';

export async function findFlow(client: CoreClient, text: string, grasp?: Grasp): Promise<FlowRow> {
  return findOne(text, {
    what: 'flow',
    where: 'quartermaster flow list',
    rows: await client.flows.list({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
    grasp,
  });
}

export function listFlows(terminal: Terminal, folder: string | undefined): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const rows = (await client.flows.list({}, terminal.call)).filter(
      (row) => folder === undefined || row.folder.toLowerCase() === folder.toLowerCase(),
    );
    return {
      json: rows,
      show: ({ width }) =>
        rows.length === 0
          ? ['There is no flow yet. Make one of saved requests: quartermaster flow save --help']
          : [
              { text: plural(rows.length, 'flow'), tone: 'title' },
              '',
              ...layoutTable(
                [
                  { title: 'Folder' },
                  { title: 'Name', least: 18 },
                  { title: 'Steps', align: 'right' },
                  { title: 'Environment', least: 16 },
                  { title: 'By itself' },
                  { title: 'Last run' },
                ],
                rows.map((row) => [
                  row.folder === '' ? '–' : row.folder,
                  row.name,
                  String(row.steps),
                  row.environmentWords || '–',
                  row.scheduleWords ?? '–',
                  lastRunWords(row, terminal.now),
                ]),
                width,
              ),
            ],
    };
  });
}

function lastRunWords({ lastRuns: [last], problem }: FlowRow, now: number): string {
  if (last) return `${runStateWords[last.state]}, ${distanceWords(last.startedAt, now)}`;
  return problem === '' ? 'not run yet' : problem;
}

export function showFlow(terminal: Terminal, text: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findFlow(client, text, 'part');
    const flow = await client.flows.show({ id }, terminal.call);
    return { json: flow, show: () => describe(flow) };
  });
}

function describe(flow: FlowDetail): Line[] {
  const part = (title: string, steps: readonly FlowStep[]): Line[] =>
    steps.length === 0 ? [] : ['', title, ...steps.flatMap((step, at) => stepLines(flow.calls, step, at + 1))];
  return [
    { text: flow.name, tone: 'title' },
    [flow.environmentWords, flow.folder === '' ? '' : `in ${flow.folder}`, flow.scheduleWords ?? ''].filter(Boolean).join(' · '),
    ...part('Setup', flow.spec.setup),
    ...part('Steps', flow.spec.steps),
    ...part('Teardown', flow.spec.teardown),
    ...(flow.asksFor.length === 0 ? [] : ['', `Asks a file for: ${flow.asksFor.join(', ')}`]),
    ...(flow.schedule?.missedWords ? ['', flow.schedule.missedWords] : []),
    ...flow.problems.map(({ words }): Line => ({ text: words, tone: 'soon' })),
    ...(flow.notes === '' ? [] : ['', flow.notes]),
  ];
}

function stepLines(calls: readonly StepCall[], step: FlowStep, number: number): Line[] {
  const call = calls.find((one) => one.stepId === step.id && !one.isCompensation);
  const words = stepWords(step);
  return [
    `  ${number}. ${call?.method ?? ''} ${step.name}${words === '' ? '' : ` → ${words}`}`,
    ...step.captures.map((one) => `       captures ${captureWords(one)}`),
    ...step.checks.map((one) => `       checks ${checkWords(one)}`),
  ];
}

export function saveFlow(
  terminal: Terminal,
  name: string,
  options: {
    readonly request: readonly string[];
    readonly file?: string;
    readonly folder?: string;
    readonly replace?: boolean;
    readonly anyway?: boolean;
  },
): Promise<Outcome> {
  if ((options.file === undefined) === (options.request.length === 0))
    throw new Fault('bad_input', {
      happened: 'It is not said what the flow is made of.',
      remedy: 'Give --request (once or several times), or --file.',
    });
  return terminal.inWorkspace(async (client) => {
    const { spec, baseSha256 } = options.file === undefined ? {} : await readSpec(terminal, options.file);
    const savedRequestIds: string[] = [];
    for (const request of options.request) savedRequestIds.push((await findSavedRequest(client, request)).id);
    const folder = options.folder === undefined ? {} : { folder: options.folder };
    const known = (await client.flows.list({})).find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
    const flow =
      known && options.replace && spec
        ? await client.flows
            .update({ id: known.id, spec, ...folder, ...(baseSha256 === undefined || options.anyway ? {} : { baseSha256 }) }, terminal.call)
            .catch((error: unknown) => {
              throw asStaleFile(error, known.name, options.file ?? '');
            })
        : await client.flows.create({ name, ...folder, ...(spec ? { spec } : {}), savedRequestIds }, terminal.call);
    return {
      json: flow,
      show: () => [
        `“${flow.name}” is saved. Run it: quartermaster flow run "${flow.name}"`,
        ...flow.problems.map(({ words }): Line => ({ text: words, tone: 'soon' })),
      ],
    };
  });
}

/** What a file was written from is another by now: how to get at both. */
function asStaleFile(error: unknown, name: string, file: string): unknown {
  if (!isFault(error) || error.data.place?.path !== 'baseSha256') return error;
  return new Fault(error.code, {
    ...error.data,
    remedy: `Yours is in ${file}; write theirs beside it: quartermaster flow show "${name}" --json > theirs.json. Put the two together in theirs.json and save that, or put yours in its place with --anyway. Nothing was saved.`,
  });
}

/** A spec, or a whole flow as `flow show --json` writes it, which says what it was. */
async function readSpec(terminal: Terminal, file: string): Promise<{ readonly spec: FlowSpec; readonly baseSha256?: string }> {
  const path = resolve(terminal.io.cwd, file);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw asFileFault(error, path);
  });
  try {
    const read = JSON.parse(text) as { spec?: unknown; specSha256?: unknown };
    const spec = flowSpec.parse(read.spec ?? read);
    return { spec, ...(typeof read.specSha256 === 'string' ? { baseSha256: read.specSha256 } : {}) };
  } catch (error) {
    throw new Fault('bad_input', {
      happened: `${file} is no flow: ${(error instanceof Error ? error.message : String(error)).split('\n').slice(0, 6).join(' ')}`,
      remedy: 'Write one with “quartermaster flow show NAME --json”, and change that. Nothing was saved.',
      place: { file: path },
    });
  }
}

export function listRuns(terminal: Terminal, text: string | undefined, limit: number): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const flow = text === undefined ? undefined : await findFlow(client, text, 'part');
    const rows = await client.flows.runs({ limit, ...(flow ? { flowId: flow.id } : {}) }, terminal.call);
    return {
      json: rows,
      show: ({ width }) =>
        rows.length === 0
          ? ['Nothing was run yet. Run a flow: quartermaster flow run NAME']
          : layoutTable(
              [
                { title: 'Run', align: 'right' },
                { title: 'State' },
                { title: 'Flow', least: 16 },
                { title: 'What came of it', least: 24 },
                { title: 'By' },
                { title: 'Started' },
              ],
              rows.map((run) => [
                String(run.number),
                runStateWords[run.state],
                run.flowName,
                run.words || rowsOf(run),
                starterWords(run),
                showInstant(run.startedAt),
              ]),
              width,
            ),
    };
  });
}

const rowsOf = (run: FlowRun): string => `${plural(run.calls, 'call')}, ${run.checksHeld} of ${run.checks} checks hold`;

export function scheduleFlow(
  terminal: Terminal,
  text: string,
  options: {
    readonly cron?: string;
    readonly zone?: string;
    readonly off?: boolean;
    /** The path of a file of rows; false: without one from now on. */
    readonly data?: string | false;
    readonly arm?: boolean;
    readonly yesProduction: readonly string[];
  },
): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findFlow(client, text);
    if (options.off) await client.flows.setSchedule({ id, schedule: null }, terminal.call);
    else if (options.cron !== undefined || options.data !== undefined) {
      const before = (await client.flows.show({ id }, terminal.call)).schedule;
      const cron = options.cron ?? before?.cron;
      if (cron === undefined) throw new Fault('bad_input', { happened: 'It is not said when.', remedy: 'Give --cron too.' });
      const zone = options.zone ?? before?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
      const data =
        options.data === undefined ? {} : { data: options.data === false ? null : { path: resolve(terminal.io.cwd, options.data) } };
      await client.flows.setSchedule({ id, schedule: { cron, zone, isOn: true, ...data } }, terminal.call);
    } else if (!options.arm) throw new Fault('bad_input', { happened: 'It is not said when.', remedy: 'Give --cron, or --off.' });
    if (options.arm) await client.flows.arm({ id, isArmed: true, confirmProduction: [...options.yesProduction] }, terminal.call);
    const flow = await client.flows.show({ id }, terminal.call);
    const { schedule } = flow;
    return {
      json: flow,
      show: () =>
        schedule === null
          ? [`“${flow.name}” runs by itself no more.`]
          : [
              `“${flow.name}”: ${schedule.words}${schedule.nextAt === null ? '' : `, next ${showInstant(schedule.nextAt)}`}.`,
              ...(schedule.data === null
                ? []
                : [`Over ${plural(schedule.data.rows, 'row')} of ${schedule.data.path}, as the file is now.`]),
              ...(flow.changesProduction && schedule.armedBy === null
                ? [
                    {
                      text: `${schedule.disarmedWords || 'It changes production, and its schedule may not.'} Let it with --arm --yes-production NAME.`,
                      tone: 'soon',
                    } as const,
                  ]
                : []),
            ],
    };
  });
}

export function duplicateFlow(terminal: Terminal, text: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findFlow(client, text);
    const flow = await client.flows.duplicate({ id }, terminal.call);
    return { json: flow, show: () => [`“${flow.name}” is made.`] };
  });
}

export function removeFlow(terminal: Terminal, text: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id, name } = await findFlow(client, text);
    await client.flows.remove({ id }, terminal.call);
    return { json: { removed: { id, name } }, show: () => [`“${name}” is removed. Its runs stay.`] };
  });
}
