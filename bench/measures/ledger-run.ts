import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeLedgerFiles, type Truth } from '../ledger/make-files.ts';
import type { Bench, Finding, Measure, MeasureResult } from '../measure.ts';
import { median, range } from '../statistics.ts';

const runFile = promisify(execFile);
const folder = join(import.meta.dirname, '../ledger');
const million = 1_000_000;
const aimMs = 15_000;
const aimMb = 700;
const aimPageMs = 50;
/** Beyond a tenth of a second a person notices that they wait. */
const aimWaitMs = 100;

interface Taken {
  readonly ms: number;
  readonly found: number;
  readonly rssMb: number;
}

interface OwnTaken extends Taken {
  readonly pageMs: number;
  /** The longest that the core let a read, or a change, wait while its worker ran. */
  readonly readWaitMs: number;
  readonly changeWaitMs: number;
  readonly isExact: boolean;
}

interface Sized {
  readonly rows: number;
  readonly ours: readonly OwnTaken[];
  readonly theirs: readonly Taken[];
}

/** A run of a ledger beside DuckDB on the same files: both from CSV to kept differences. */
export const ledgerRun: Measure = { name: 'ledger', run };

async function run(bench: Bench): Promise<MeasureResult> {
  const sizes = bench.isQuick ? [20_000] : [100_000, million];
  const rounds = bench.isQuick ? 1 : 3;
  const measured: Sized[] = [];
  for (const rows of sizes) {
    const files = await makeLedgerFiles(rows, bench.makeFolder(`ledger-${rows}`));
    const [ours, theirs]: [OwnTaken[], Taken[]] = [[], []];
    // In turns, so that whatever else the machine does meets both.
    for (let round = 1; round <= rounds; round += 1) {
      const place = bench.makeFolder(`ledger-${rows}-${round}`);
      const own = JSON.parse(
        await inProcess('ledger-run-process.ts', [join(place, 'app-data'), join(place, 'workspace'), files.left, files.right]),
      ) as OwnTaken;
      const other = JSON.parse(await inProcess('duckdb-run.ts', [files.left, files.right])) as Taken;
      check(own, other, files.truth);
      bench.say(
        `  ${rows.toLocaleString('en')} rows a side, round ${round} of ${rounds}: ${seconds(own.ms)}, ${mb(own.rssMb)}; DuckDB ${seconds(other.ms)}, ${mb(other.rssMb)}`,
      );
      ours.push(own);
      theirs.push(other);
    }
    measured.push({ rows, ours, theirs });
  }
  return resultOf(measured);
}

async function inProcess(file: string, words: readonly string[]): Promise<string> {
  const { stdout } = await runFile(process.execPath, [join(folder, file), ...words], { maxBuffer: 1 << 20 });
  return stdout;
}

/** A quick answer that is wrong is no answer: both must find what was put into the files. */
function check(own: OwnTaken, other: Taken, truth: Truth): void {
  const expected = truth.missingLeft + truth.missingRight + truth.valueMismatch + truth.duplicates;
  if (own.found !== expected || other.found !== expected)
    throw new Error(`the files hold ${expected} differences; the ledger found ${own.found}, DuckDB ${other.found}`);
  if (!own.isExact) throw new Error('a bridge has a remainder');
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const mb = (value: number): string => `${Math.round(value)} MB`;

function resultOf(measured: readonly Sized[]): MeasureResult {
  return {
    findings: measured.flatMap(({ rows, ours, theirs }): Finding[] => {
      const what = `${rows.toLocaleString('en')} beside ${rows.toLocaleString('en')} rows`;
      const [time, reference] = [median(ours.map(({ ms }) => ms)), median(theirs.map(({ ms }) => ms))];
      const [memory, other] = [median(ours.map(({ rssMb }) => rssMb)), median(theirs.map(({ rssMb }) => rssMb))];
      const page = median(ours.map(({ pageMs }) => pageMs));
      const isMillion = rows >= million;
      return [
        {
          what: `Ledger run, ${what}`,
          ours: seconds(time),
          reference: seconds(reference),
          ratio: time / reference,
          aim: isMillion ? `at most ${aimMs / 1000} s` : null,
          holds: isMillion ? time <= aimMs : null,
        },
        {
          what: `Its memory, ${what}`,
          ours: mb(memory),
          reference: mb(other),
          ratio: memory / other,
          aim: isMillion ? `at most ${aimMb} MB` : null,
          holds: isMillion ? memory <= aimMb : null,
        },
        {
          what: `First page of its breaks, ${what}`,
          ours: `${page.toFixed(1)} ms`,
          reference: null,
          ratio: null,
          aim: `under ${aimPageMs} ms`,
          holds: page < aimPageMs,
        },
        {
          what: `Longest wait of Today meanwhile, ${what}`,
          ours: `${Math.round(median(ours.map(({ readWaitMs }) => readWaitMs)))} ms`,
          reference: null,
          ratio: null,
          aim: `under ${aimWaitMs} ms`,
          holds: median(ours.map(({ readWaitMs }) => readWaitMs)) < aimWaitMs,
        },
        {
          what: `Longest wait of a change meanwhile, ${what}`,
          ours: `${Math.round(median(ours.map(({ changeWaitMs }) => changeWaitMs)))} ms`,
          reference: null,
          ratio: null,
          aim: null,
          holds: null,
        },
      ];
    }),
    how:
      'Two CSV files of 7 columns with 7 of 100 keys differing, the right one shuffled. Ours: from the files to breaks kept in the workspace with causes, bridges and fingerprints, in a job of a fresh process; ' +
      'memory is the peak of that whole process. Reference: DuckDB (@duckdb/node-api, 2 threads, memory_limit 512 MB) grouping the same files by key into a table of its own, in turns with ours. Medians. ' +
      'Waits: while the worker runs, the same core is asked for Today ten times a second and told of a new person twice a second; from when a call was due to its answer, the longest of a run. A change waits its turn while the run keeps its breaks; reading goes on.',
    notes: [
      'Both must find exactly the differences that were put into the files, and every bridge of ours must leave nothing unexplained, or the measure fails.',
      'DuckDB does less here: it types the amounts and groups, but keeps no record beside a break, gives it no cause and knows no earlier run.',
      ...measured.map(({ rows, ours }) => {
        const { least, most } = range(ours.map(({ ms }) => ms));
        return `${rows.toLocaleString('en')} rows a side took ${seconds(least)} to ${seconds(most)}.`;
      }),
    ],
  };
}
