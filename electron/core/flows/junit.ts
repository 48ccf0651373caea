import type { FlowRun, RunCall, RunRow } from '../../../shared/contract/flows.ts';

/** A row with its calls, as the reports read them. */
export interface ToldRow {
  readonly row: RunRow;
  readonly calls: readonly RunCall[];
}

/** A run as JUnit XML: a suite for each row, a case for each call. What is unknown is an error, what does not hold a failure. */
export function* junitLines(run: FlowRun, rows: Iterable<ToldRow>): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>';
  yield `<testsuites name="${xml(run.flowName)}" time="${seconds((run.finishedAt ?? run.startedAt) - run.startedAt)}">`;
  for (const { row, calls } of rows) {
    const failures = calls.filter(({ state }) => state === 'failed').length;
    const errors = calls.filter(({ state }) => state === 'unknown' || state === 'sending').length;
    const skipped = calls.filter(({ state }) => state === 'skipped' || state === 'not_sent').length;
    const name =
      row.row === 0 ? 'Setup' : row.row === -1 ? 'Teardown' : `Row ${row.row}${row.dataWords === '' ? '' : `: ${row.dataWords}`}`;
    const took = row.startedAt === null || row.finishedAt === null ? 0 : row.finishedAt - row.startedAt;
    const when = row.startedAt === null ? '' : ` timestamp="${new Date(row.startedAt).toISOString()}"`;
    yield `  <testsuite name="${xml(name)}" tests="${calls.length}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${seconds(took)}"${when}>`;
    for (const call of calls) yield* caseLines(run, call);
    yield '  </testsuite>';
  }
  yield '</testsuites>';
}

function* caseLines(run: FlowRun, call: RunCall): Generator<string> {
  const name = `${call.isCompensation ? 'Undo: ' : ''}${call.name}${call.page > 1 ? `, page ${call.page}` : ''}`;
  const open = `    <testcase name="${xml(name)}" classname="${xml(run.flowName)}" time="${seconds(call.durationMs ?? 0)}"`;
  const broken = call.checks.filter(({ isHeld }) => !isHeld).map((one) => `${one.words}: ${one.seen}`);
  const body =
    call.state === 'failed'
      ? `<failure message="${xml(call.words)}">${xml(broken.join('\n'))}</failure>`
      : call.state === 'unknown' || call.state === 'sending'
        ? `<error message="${xml(call.words || 'outcome unknown')}"/>`
        : call.state === 'done'
          ? ''
          : `<skipped message="${xml(call.words)}"/>`;
  const ids = [
    call.exchangeNumber === null ? '' : `exchange ${call.exchangeNumber}`,
    call.vendorRequestId ? `vendor request id ${call.vendorRequestId}` : '',
  ].filter(Boolean);
  const out = ids.length === 0 ? '' : `<system-out>${xml(ids.join(', '))}</system-out>`;
  yield body + out === '' ? `${open}/>` : `${open}>${body}${out}</testcase>`;
}

const seconds = (ms: number): string => (Math.max(0, ms) / 1000).toFixed(3);

/** Text for XML 1.0: marks are written out, characters that it cannot hold are left out. */
const xml = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
