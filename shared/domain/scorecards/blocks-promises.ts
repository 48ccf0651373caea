import { addMonths, monthName } from '../costs/months.ts';
import { countText, pointsText, shareFigure, shareText, wholeShare } from './page-words.ts';
import type { PromiseFact, PromiseVerdict, ScorecardFacts } from './facts.ts';
import type { Block, Cell } from './scorecard.ts';
import { isUnjudged, promiseSubject, verdictMark, verdictWords, worstVerdict } from './verdict-words.ts';

export interface BlockContext {
  readonly facts: ScorecardFacts;
  /** Rows that the audience is shown at most. */
  readonly most: number;
  readonly sources: readonly number[];
}

/** Block 1: the worst verdict of each business process; for a vendor, of each of its APIs. */
export function verdictsBlock({ facts, sources }: BlockContext): Block | null {
  const flows = facts.vendor === null ? processFlows(facts) : apiFlows(facts);
  if (flows.length === 0) return null;
  const counted = new Map<string, number>();
  for (const { verdict } of flows) {
    const words = verdict === null ? 'no promise' : verdictWords[verdict];
    counted.set(words, (counted.get(words) ?? 0) + 1);
  }
  const order = ['met', 'met, sampled', 'at risk', 'missed', 'not proven', 'no data', 'no promise'];
  const parts = order.filter((words) => counted.has(words)).map((words) => `${counted.get(words)} ${words}`);
  const noun = facts.vendor === null ? (flows.length === 1 ? 'process' : 'processes') : flows.length === 1 ? 'API' : 'APIs';
  return {
    key: 'verdicts',
    number: 1,
    title: 'Verdicts',
    note: `${flows.length} ${noun}: ${parts.join(', ')}`,
    sources,
    columns: [{ title: facts.vendor === null ? 'Process' : 'API' }, { title: 'Verdict' }, { title: 'Promises', align: 'right' }],
    rows: flows.map(({ id, name, verdict, promises }): Cell[] => [
      { text: name, tone: 'strong' },
      {
        text: verdict === null ? 'no promise' : verdictWords[verdict],
        mark: verdict === null ? 'none' : verdictMark[verdict],
        door:
          promises[0] === undefined
            ? { place: 'inventory', kind: 'process', id }
            : { place: 'monitors', kind: 'promise', id: worstOf(promises).id },
      },
      {
        text: promises.length === 0 ? '' : promises.length === 1 ? '1 promise' : `${promises.length} promises`,
        value: promises.length,
        unit: 'count',
        tone: 'quiet',
      },
    ]),
    more: 0,
    words: [],
  };
}

interface Flow {
  readonly id: string;
  readonly name: string;
  readonly promises: readonly PromiseFact[];
  readonly verdict: PromiseVerdict | null;
}

const weight = { high: 0, medium: 1, low: 2 } as const;
const criticalityOf = (text: string): number => weight[text as keyof typeof weight] ?? 1;

/** A promise counts for the process it is made for; one made for an API only, for every process that cannot do without it. */
function processFlows({ processes, promises }: ScorecardFacts): Flow[] {
  const sorted = processes.toSorted(
    (a, b) => criticalityOf(a.criticality) - criticalityOf(b.criticality) || a.name.localeCompare(b.name, 'en'),
  );
  const flows = sorted.map(({ id, name, apiIds }): Flow => {
    const own = promises.filter((promise) =>
      promise.processId === null ? promise.apiId !== null && apiIds.includes(promise.apiId) : promise.processId === id,
    );
    return { id, name, promises: own, verdict: worstVerdict(own.map(({ verdict }) => verdict)) };
  });
  // Those that say something first; the order within stays.
  return [...flows.filter(({ verdict }) => verdict !== null), ...flows.filter(({ verdict }) => verdict === null)];
}

function apiFlows({ promises }: ScorecardFacts): Flow[] {
  const names = new Map(promises.map((promise) => [promise.apiId ?? promise.id, promise.apiName ?? promise.name]));
  return [...names].map(([id, name]) => {
    const own = promises.filter((promise) => (promise.apiId ?? promise.id) === id);
    return { id, name, promises: own, verdict: worstVerdict(own.map(({ verdict }) => verdict)) };
  });
}

function worstOf(promises: readonly PromiseFact[]): PromiseFact {
  const worst = worstVerdict(promises.map(({ verdict }) => verdict));
  return promises.find(({ verdict }) => verdict === worst) ?? (promises[0] as PromiseFact);
}

/** Block 2: each promise with its target, what was seen, and what is possible. */
export function promisesBlock({ facts, most, sources }: BlockContext): Block | null {
  const { promises } = facts;
  if (promises.length === 0) return null;
  const shown = promises.slice(0, most);
  return {
    key: 'promises',
    number: 2,
    title: 'Promises',
    note: 'share of slots, rows or calls; allowance left counts only the bad ones that were seen',
    sources,
    columns: [
      { title: facts.vendor === null ? 'Process' : 'API' },
      { title: 'Promise' },
      { title: 'Target', align: 'right' },
      { title: 'Observed', align: 'right' },
      { title: 'Possible range', align: 'right' },
      { title: 'Seen', align: 'right' },
      { title: 'n', align: 'right' },
      { title: 'Allowance left', align: 'right' },
      { title: `Points on ${monthName(addMonths(facts.month, -1)).slice(0, 3)}`, align: 'right' },
    ],
    rows: shown.map((promise) => promiseRow(promise, facts.vendor !== null)),
    more: promises.length - shown.length,
    words: [],
  };
}

function promiseRow(promise: PromiseFact, isForVendor: boolean): Cell[] {
  const door = { place: 'monitors', kind: 'promise', id: promise.id } as const;
  const seen = promise.good + promise.bad;
  const all = seen + promise.noData;
  const isAllKnown = promise.noData === 0 && seen > 0;
  const difference = promise.observed === null || promise.observedBefore === null ? null : promise.observed - promise.observedBefore;
  return [
    { text: isForVendor ? (promise.apiName ?? promise.name) : promiseSubject(promise), tone: 'strong', door },
    { text: promiseWords(promise, isForVendor), tone: 'quiet' },
    { text: shareText(promise.target), value: promise.target, unit: 'share' },
    promise.observed === null
      ? { text: '–', value: null, tone: 'quiet', door }
      : {
          text: shareText(promise.observed),
          value: promise.observed,
          unit: 'share',
          tone: isUnjudged(promise.verdict) ? 'quiet' : 'strong',
          door,
        },
    isAllKnown
      ? { text: `all ${unitOf(promise)} known`, value: null }
      : promise.lower === null || promise.upper === null
        ? { text: 'unknown', value: null, tone: 'quiet' }
        : { text: `${shareFigure(promise.lower)} to ${shareFigure(promise.upper)}`, value: promise.lower, unit: 'share', door },
    promise.coverage === null
      ? { text: 'unknown', value: null, tone: 'quiet' }
      : { text: wholeShare(promise.coverage), value: promise.coverage, unit: 'share' },
    {
      text: isAllKnown ? `${countText(seen)} ${unitOf(promise)}` : `${countText(seen)} of ${countText(all)}`,
      value: seen,
      unit: 'count',
      door,
    },
    promise.allowanceLeft === null || isUnjudged(promise.verdict)
      ? { text: 'unknown', value: null, tone: 'quiet' }
      : { text: wholeShare(promise.allowanceLeft), value: promise.allowanceLeft, unit: 'share' },
    difference === null ? { text: '–', value: null, tone: 'quiet' } : { text: pointsText(difference), value: difference, unit: 'share' },
  ];
}

const unitOf = ({ unit }: PromiseFact): string => `${unit}s`;

function promiseWords(promise: PromiseFact, isForVendor: boolean): string {
  const words = {
    availability: 'availability',
    latency: promise.thresholdMs === null ? 'answered in time' : `answered in ${countText(promise.thresholdMs)} ms`,
    freshness: 'fresh data',
    correctness: 'rows that agree',
  }[promise.kind];
  return isForVendor || promise.processName === null || promise.apiName === null
    ? words
    : `${words}, ${promise.vendorName ?? ''} ${promise.apiName}`.replaceAll('  ', ' ');
}
