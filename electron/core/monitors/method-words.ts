import { grouped } from '../../../shared/domain/grouped.ts';
import { durationWords } from '../../../shared/domain/monitors/duration-words.ts';
import { serviceWords } from '../../../shared/domain/monitors/service-hours.ts';
import { hoursOf, type PromiseRow } from './promise-rows.ts';

/** How a promise is counted, in three lines that stand on every page that shows its figures. */
export function methodLines(row: PromiseRow, unit: 'slot' | 'call' | 'row', slotMs: number, excluded: number, annulled: number): string[] {
  const hours = hoursOf(row);
  const when = hours === null ? 'at all times' : `in service hours, ${serviceWords(hours)} (${hours.zone})`;
  const ours = row.counts_ours === 1 ? 'Failures of ours count as bad.' : 'Failures of ours count neither way.';
  if (unit === 'row') {
    return [
      'Every row that the ledger’s last completed run of the period compared.',
      'Observed = rows that agree ÷ rows compared. All rows are known, so there is no range.',
      'Without a completed run there is no data.',
    ];
  }
  if (unit === 'call') {
    return [
      `Every call we sent ${when}, checks of monitors left out: ${badCall(row)}`,
      'Observed = good ÷ (good + bad). All calls are known, so there is no range.',
      `${ours} ${grouped(excluded)} calls say nothing of it and are left out.`,
    ];
  }
  return [
    `A slot is ${durationWords(slotMs)} ${when}: ${badSlot(row)}, unseen if nobody was looking.`,
    'Observed = good ÷ (good + bad). Range: all unseen slots bad, to all good. Sampled: 80 % seen, 95 % bound above the target.',
    `Unseen is never counted as good. ${ours} Excluded ${grouped(excluded)}, annulled ${grouped(annulled)}.`,
  ];
}

const threshold = ({ threshold_ms }: PromiseRow): string => (threshold_ms === null ? '' : amountOf(threshold_ms));
const amountOf = (ms: number): string => (ms < 60_000 ? `${grouped(ms)} ms` : durationWords(ms));

function badSlot(row: PromiseRow): string {
  if (row.kind === 'latency') return `bad if a passing check took more than ${threshold(row)} or got no answer in time`;
  if (row.kind === 'freshness') return `bad if the last success is older than ${threshold(row)}`;
  return 'bad if a check fails after its retries';
}

const badCall = (row: PromiseRow): string =>
  row.kind === 'latency' ? `bad if it took more than ${threshold(row)}.` : 'bad if the vendor failed or gave no answer.';
