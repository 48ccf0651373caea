import { createHash } from 'node:crypto';
import type { RunCall, RunDetail } from '../../../shared/contract/flows.ts';
import type { PaperBlock, PaperDocument } from '../../../shared/domain/documents/paper-document.ts';
import { rowStateWords, runStateWords } from '../../../shared/domain/flows/run-state.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { ToldRow } from './junit.ts';

/** So many rows are written out one by one; the result file has all of them. */
const mostRows = 500;

/** What a run did, for whoever asked for it: who, when, where, how many rows, what took effect, and by which numbers it is found. */
export function receiptOf(run: RunDetail, rows: readonly ToldRow[], csv: string, createdAt: number): PaperDocument {
  return {
    title: `${run.flowName}, run ${run.number}`,
    subtitle: `Receipt: ${runStateWords[run.state]}${run.words === '' ? '' : `. ${run.words}`}`,
    header: headOf(run),
    blocks: [
      { kind: 'heading', level: 2, text: 'What took effect' },
      ...effectBlocks(rows),
      { kind: 'heading', level: 2, text: 'Rows' },
      rowTable(rows),
      { kind: 'heading', level: 2, text: 'Proof' },
      {
        kind: 'facts',
        facts: [
          ...(run.dataSha256 === null ? [] : [[`SHA-256 of ${run.fileName ?? 'the data'}`, run.dataSha256] as const]),
          ['SHA-256 of the result file', createHash('sha256').update(csv).digest('hex')],
          ['Exchanges', exchangeWords(rows)],
        ],
      },
    ],
    footer: `${run.flowName}, run ${run.number}. Each exchange number leads to the call as it was sent and answered, secrets cut out.`,
    createdAt,
  };
}

/** The same run as a report on its checks. */
export function reportOf(run: RunDetail, rows: readonly ToldRow[], createdAt: number): PaperDocument {
  const shown = rows.filter(({ calls }) => calls.length > 0).slice(0, mostRows);
  return {
    title: `${run.flowName}, run ${run.number}`,
    subtitle: `${runStateWords[run.state]}${run.words === '' ? '' : `. ${run.words}`}`,
    header: [...headOf(run), ['Checks', `${run.checksHeld} of ${run.checks} hold`]],
    blocks: [
      ...shown.flatMap((one): PaperBlock[] => [
        { kind: 'heading', level: 3, text: `${nameOfRow(one)}${dataOf(one)}: ${rowStateWords[one.row.state]}` },
        ...(one.row.words === '' ? [] : [{ kind: 'paragraph', text: one.row.words, tone: 'strong' } as const]),
        callTable(one.calls),
        ...brokenChecks(one.calls),
      ]),
      ...(rows.length > shown.length
        ? [{ kind: 'paragraph', text: `${rows.length - shown.length} more rows are in the result file.`, tone: 'quiet' } as const]
        : []),
    ],
    footer: `${run.flowName}, run ${run.number}`,
    createdAt,
  };
}

const headOf = (run: RunDetail): [string, string][] => [
  ['Started', `${stamp(run.startedAt)} by ${run.startedBy}`],
  ['Ended', run.finishedAt === null ? 'not yet' : stamp(run.finishedAt)],
  ['Environment', run.environmentWords],
  ...(run.confirmed.length > 0 ? [['Production', `changes confirmed for ${run.confirmed.join(', ')}`] as [string, string]] : []),
  ...(run.fileName === null ? [] : [['Data', run.fileName] as [string, string]]),
  ['Rows', grouped(run.rows)],
  ['Calls', grouped(run.calls)],
  ...(run.retryOf === null ? [] : [['Repeats', `the failures of run ${run.retryOf}`] as [string, string]]),
];

function effectBlocks(rows: readonly ToldRow[]): PaperBlock[] {
  const counts = new Map<string, { did: number; undone: number }>();
  for (const { calls } of rows) {
    const undone = new Set(calls.filter((one) => one.isCompensation && one.state === 'done').map(({ stepId }) => stepId));
    for (const call of calls) {
      if (!call.tookEffect || call.isCompensation) continue;
      const known = counts.get(call.name) ?? { did: 0, undone: 0 };
      counts.set(call.name, { did: known.did + 1, undone: known.undone + (undone.has(call.stepId) ? 1 : 0) });
    }
  }
  const unknown = rows.flatMap(({ calls }) => calls).filter(({ state }) => state === 'unknown' || state === 'sending');
  if (counts.size === 0 && unknown.length === 0) return [{ kind: 'paragraph', text: 'Nothing was changed at a vendor.' }];
  return [
    {
      kind: 'list',
      items: [
        ...[...counts].map(
          ([name, { did, undone }]) => `${name}: ${grouped(did)} took effect${undone > 0 ? `, ${grouped(undone)} of them undone` : ''}`,
        ),
        ...(unknown.length > 0 ? [`${grouped(unknown.length)} with an unknown outcome: ask the vendor by the numbers below`] : []),
      ],
    },
  ];
}

function rowTable(rows: readonly ToldRow[]): PaperBlock {
  const shown = rows.slice(0, mostRows);
  return {
    kind: 'table',
    columns: [
      { title: 'Row', align: 'right', width: 1 },
      { title: 'Data', width: 4 },
      { title: 'State', width: 3 },
      { title: 'Answer', align: 'right', width: 1 },
      { title: 'Vendor request id', width: 4 },
      { title: 'Exchange', align: 'right', width: 2 },
    ],
    rows: shown.map((one) => [
      one.row.row > 0 ? String(one.row.row) : '',
      one.row.row > 0 ? one.row.dataWords || '–' : nameOfRow(one),
      `${rowStateWords[one.row.state]}${one.row.words === '' ? '' : `: ${one.row.words}`}`,
      one.row.status === null ? '–' : String(one.row.status),
      one.row.vendorRequestId ?? '–',
      one.calls.flatMap(({ exchangeNumber: n }) => (n === null ? [] : [grouped(n)])).join(' · ') || '–',
    ]),
    ...(rows.length > shown.length ? { note: `${grouped(rows.length - shown.length)} more rows are in the result file.` } : {}),
  };
}

const callTable = (calls: readonly RunCall[]): PaperBlock => ({
  kind: 'table',
  columns: [
    { title: 'Step', width: 5 },
    { title: 'What came of it', width: 6 },
    { title: 'Time', align: 'right', width: 2 },
    { title: 'Exchange', align: 'right', width: 2 },
  ],
  rows: calls.map((call) => [
    `${call.isCompensation ? 'Undo: ' : ''}${call.method} ${call.name}${call.page > 1 ? `, page ${call.page}` : ''}`,
    call.words,
    call.durationMs === null ? '–' : `${grouped(Math.round(call.durationMs))} ms`,
    call.exchangeNumber === null ? '–' : grouped(call.exchangeNumber),
  ]),
});

function brokenChecks(calls: readonly RunCall[]): PaperBlock[] {
  const broken = calls.flatMap((call) =>
    call.checks.filter(({ isHeld }) => !isHeld).map((one) => `${call.name}: ${one.words}, was ${one.seen}`),
  );
  return broken.length === 0 ? [] : [{ kind: 'list', items: broken }];
}

const nameOfRow = ({ row }: ToldRow): string => (row.row === 0 ? 'Setup' : row.row === -1 ? 'Teardown' : `Row ${row.row}`);

const dataOf = ({ row }: ToldRow): string => (row.dataWords === '' ? '' : ` (${row.dataWords})`);

function exchangeWords(rows: readonly ToldRow[]): string {
  const numbers = rows.flatMap(({ calls }) => calls.flatMap(({ exchangeNumber: n }) => (n === null ? [] : [n])));
  if (numbers.length === 0) return 'none';
  const [first, last] = [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];
  return numbers.length === 1 ? grouped(first) : `${grouped(numbers.length)}, between ${grouped(first)} and ${grouped(last)}`;
}

const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
