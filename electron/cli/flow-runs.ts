import { resolve } from 'node:path';
import { Fault } from '../../shared/contract/errors.ts';
import type { FlowRun, PeekedRows, reportFormats } from '../../shared/contract/flows.ts';
import { countWords, runStateWords } from '../../shared/domain/flows/run-state.ts';
import type { CoreClient } from '../core/terminal.ts';
import { findOne, type Grasp } from './find-record.ts';
import { environmentsOf } from './flow-choice.ts';
import { failedRows, failureLines } from './flow-failures.ts';
import { findFlow } from './flow-lists.ts';
import type { Pair } from './option-values.ts';
import { refuseSecretValue } from './secret-arguments.ts';
import { writeOut } from './write-out.ts';
import { plural } from './standing-text.ts';
import type { Outcome, Terminal } from './terminal.ts';
import type { Line } from './text.ts';

export interface RunOptions {
  readonly data?: string;
  readonly rows: string;
  readonly concurrency: number;
  readonly dryRun?: boolean;
  /** Where it goes this time: “Sandbox”, or “API/Sandbox” for one API. */
  readonly environment: readonly string[];
  readonly var: readonly Pair[];
  readonly yesProduction: readonly string[];
  readonly report?: (typeof reportFormats)[number];
  readonly out?: string;
}

export function runVerb(terminal: Terminal, text: string, options: RunOptions): Promise<Outcome> {
  if ((options.report === undefined) !== (options.out === undefined))
    throw new Fault('bad_input', {
      happened: 'A report needs its format and its file.',
      remedy: 'Give both --report and --out, or neither.',
    });
  return terminal.inWorkspace(async (client) => {
    const { id } = await findFlow(client, text);
    const given = await givenOf(client, id, options);
    const data = options.data === undefined ? null : { path: resolve(terminal.io.cwd, options.data) };
    if (options.dryRun) {
      const peeked = await client.flows.peek({ id, data, ...given }, terminal.call);
      return {
        json: peeked,
        show: () => dryLines(peeked),
        exitCode: peeked.dry.some(({ calls }) => calls.some(({ problem }) => problem !== null)) ? 1 : 0,
      };
    }
    const started = await client.flows.start(
      { id, data, rows: options.rows, concurrency: options.concurrency, confirmProduction: [...options.yesProduction], ...given },
      terminal.call,
    );
    const run = await follow(client, terminal, started);
    if (options.report !== undefined && options.out !== undefined) {
      const { base64 } = await client.flows.export({ id: run.id, format: options.report });
      await writeOut(terminal, options.out, base64);
      terminal.say(`Written: ${resolve(terminal.io.cwd, options.out)}`);
    }
    return outcomeOf(client, run);
  });
}

/** Where this run goes and what it is given, in place of what the flow says. */
async function givenOf(client: CoreClient, id: string, options: Pick<RunOptions, 'environment' | 'var'>) {
  for (const { name, value } of options.var) refuseSecretValue('query', name, value);
  const values = Object.fromEntries(options.var.map(({ name, value }) => [name, value]));
  if (options.environment.length === 0) return { values };
  return { values, environments: environmentsOf(await client.flows.show({ id }), options.environment) };
}

/** Waits for a run and says how it goes; Ctrl+C lets the call on its way come back and stops. */
async function follow(client: CoreClient, terminal: Terminal, started: FlowRun): Promise<FlowRun> {
  let last = started;
  let saidAt = 0;
  const { signal } = terminal.call;
  const stop = (): void => void client.flows.stop({ id: started.id }).catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    await terminal.during(
      (async () => {
        // Without the signal: the run is waited for until it has stopped in order.
        for await (const run of await client.flows.watch({ id: started.id })) {
          last = run;
          const now = performance.now();
          if (run.rows > 1 && run.isRunning && now - saidAt > 1000) {
            saidAt = now;
            terminal.say(countWords(run.counts));
          }
        }
      })(),
    );
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return client.flows.run({ id: last.id });
}

async function outcomeOf(client: CoreClient, run: FlowRun): Promise<Outcome> {
  const failed = await failedRows(client, run);
  return {
    json: run,
    exitCode: run.state === 'done' ? 0 : 1,
    show: () => [
      {
        text: `Run ${run.number} of “${run.flowName}”: ${runStateWords[run.state]}`,
        tone: run.state === 'done' ? 'title' : run.state === 'stopped' ? 'soon' : 'broken',
      },
      ...(run.words === '' ? [] : [run.words]),
      `${plural(run.calls, 'call')}, ${run.checksHeld} of ${run.checks} checks hold`,
      ...failureLines(run, failed),
      ...nextLines(run),
    ],
  };
}

function nextLines({ number, counts, canResume, canRetry }: FlowRun): Line[] {
  return [
    ...(counts.unknown > 0
      ? [`Say what became of a row: quartermaster flow settle ${number} --row ROW --as took-effect|not-sent|close`]
      : []),
    ...(canResume ? [`Go on: quartermaster flow resume ${number}`] : []),
    ...(canRetry ? [`Run the failures again: quartermaster flow retry ${number}`] : []),
  ];
}

const missingWords = ({ fileName, missing }: PeekedRows): string =>
  fileName === ''
    ? `It asks for ${missing.join(', ')}: give a file with --data, or each with --var`
    : `${fileName} has no column for ${missing.join(', ')}`;

function dryLines(peeked: PeekedRows): Line[] {
  const lines: Line[] = [
    {
      text: peeked.fileName === '' ? 'Nothing was sent' : `${peeked.fileName}: ${plural(peeked.rows, 'row')}. Nothing was sent`,
      tone: 'title',
    },
    ...(peeked.missing.length === 0 ? [] : [{ text: missingWords(peeked), tone: 'broken' } as const]),
    ...(peeked.unreadable === 0 ? [] : [{ text: `${plural(peeked.unreadable, 'record')} could not be read`, tone: 'soon' } as const]),
  ];
  for (const { row, calls } of peeked.dry) {
    lines.push('', `Row ${row}`);
    for (const call of calls) {
      lines.push(`  ${call.method} ${call.url}${call.condition === '' ? '' : `  (only if ${call.condition})`}`);
      if (call.body !== null) lines.push(...call.body.split('\n').map((line) => `    ${line}`));
      if (call.problem !== null) lines.push({ text: `    ${call.problem}`, tone: 'broken' });
    }
  }
  return lines;
}

async function findRun(client: CoreClient, text: string, grasp?: Grasp): Promise<FlowRun> {
  return findOne(text, {
    what: 'run',
    where: 'quartermaster flow runs',
    rows: await client.flows.runs({ limit: 500 }),
    idOf: ({ id }) => id,
    namesOf: ({ number, flowName }) => [String(number), `${number} ${flowName}`],
    grasp,
  });
}

export function resumeVerb(
  terminal: Terminal,
  text: string,
  options: { readonly yesProduction: readonly string[]; readonly concurrency?: number },
): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findRun(client, text);
    const { yesProduction, concurrency } = options;
    const started = await client.flows.resume(
      { id, confirmProduction: [...yesProduction], ...(concurrency === undefined ? {} : { concurrency }) },
      terminal.call,
    );
    return outcomeOf(client, await follow(client, terminal, started));
  });
}

export function retryVerb(
  terminal: Terminal,
  text: string,
  { yesProduction, despiteRestore }: { readonly yesProduction: readonly string[]; readonly despiteRestore?: true },
): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findRun(client, text);
    const started = await client.flows.retryFailures(
      { id, confirmProduction: [...yesProduction], ...(despiteRestore ? { despiteRestore } : {}) },
      terminal.call,
    );
    return outcomeOf(client, await follow(client, terminal, started));
  });
}

export function settleVerb(
  terminal: Terminal,
  text: string,
  { row, as }: { readonly row: number; readonly as: 'took-effect' | 'not-sent' | 'close' },
): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id, number } = await findRun(client, text);
    const what = { 'took-effect': 'took_effect', 'not-sent': 'not_sent', close: 'close' } as const;
    const settled = await client.flows.settle({ runId: id, row, as: what[as] }, terminal.call);
    const run = await client.flows.run({ id });
    return { json: settled, show: () => [`Row ${row} of run ${number}: ${settled.words}`, ...nextLines(run)] };
  });
}

export function exportVerb(
  terminal: Terminal,
  text: string,
  { report, out }: { readonly report: (typeof reportFormats)[number]; readonly out: string },
): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findRun(client, text, 'part');
    const { base64 } = await client.flows.export({ id, format: report }, terminal.call);
    return writeOut(terminal, out, base64);
  });
}
