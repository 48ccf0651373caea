import { monthName, monthWords } from '../costs/months.ts';
import { costBlock, breaksBlock, vendorsBlock } from './blocks-money.ts';
import { datesBlock, decisionsBlock, incidentsBlock, risksBlock } from './blocks-events.ts';
import { promisesBlock, verdictsBlock, type BlockContext } from './blocks-promises.ts';
import { evidenceOf } from './evidence.ts';
import type { Audience, PromiseFact, ScorecardFacts } from './facts.ts';
import { countText, dayText, plural, yearText } from './page-words.ts';
import type { Block, BlockKey, Edition, Scorecard } from './scorecard.ts';
import { finding, leadSentence } from './verdict-words.ts';

/** The most rows an audience is shown; what is left out is counted. */
const limits: Readonly<Record<Audience, Partial<Record<BlockKey, number>>>> = {
  executive: { promises: 12, incidents: 3, dates: 5, risks: 3, cost: 4, breaks: 4, vendors: 5 },
  operations: { incidents: 8, dates: 12, risks: 8, cost: 12, vendors: 12 },
  'vendor review': {},
  auditor: {},
};

const audienceWords: Readonly<Record<Audience, string>> = {
  executive: 'for the board',
  operations: 'for operations',
  'vendor review': 'for the review with the vendor',
  auditor: 'for the auditor',
};

const blocks: readonly (readonly [BlockKey, (context: BlockContext) => Block | null])[] = [
  ['verdicts', verdictsBlock],
  ['promises', promisesBlock],
  ['incidents', incidentsBlock],
  ['dates', datesBlock],
  ['risks', risksBlock],
  ['cost', costBlock],
  ['breaks', breaksBlock],
  ['vendors', vendorsBlock],
  ['decisions', decisionsBlock],
];

/**
 * The page, computed from its facts alone: the same facts give the same page, always. Blocks for which nothing real exists are left out.
 * `sha256` is the caller's hash (hexadecimal).
 */
export function buildScorecard(facts: ScorecardFacts, edition: Edition | null, sha256: (text: string) => string): Scorecard {
  const evidence = evidenceOf(facts, sha256);
  const shown = limits[facts.audience];
  const built = blocks.flatMap(([key, build]) => {
    const sources = evidence.filter(({ blocks: of }) => of.includes(key)).map(({ number }) => number);
    const block = build({ facts, sources, most: shown[key] ?? Number.POSITIVE_INFINITY });
    return block === null ? [] : [block];
  });
  const isRunning = facts.asOf < facts.toAt;
  const name = monthName(facts.month);
  return {
    month: facts.month,
    monthWords: monthWords(facts.month),
    audience: facts.audience,
    vendorName: facts.vendor?.name ?? null,
    overline: `${facts.workspace} · integration scorecard ${facts.vendor === null ? audienceWords[facts.audience] : `for the review with ${facts.vendor.name}`}`,
    title: `${name}: ${finding(facts)}`,
    lead: leadSentence(facts),
    head: headLines(facts, edition),
    method: methodLines(facts),
    state: edition ? 'frozen' : isRunning ? 'so far' : 'not frozen',
    edition,
    asOf: facts.asOf,
    blocks: built,
    evidence: evidence.map(({ number, words, sha256: hash, door }) => ({ number, words, sha256: hash, door })),
    sha256: sha256(factsText(facts)),
  };
}

/** The facts as they are kept and hashed. */
export const factsText = (facts: ScorecardFacts): string => JSON.stringify(facts);

function headLines(facts: ScorecardFacts, edition: Edition | null): string[] {
  const isRunning = facts.asOf < facts.toAt;
  const lastDay = isRunning ? facts.asOf : facts.toAt - 1;
  const version =
    edition === null
      ? isRunning
        ? 'So far: the month is not over'
        : 'Not frozen: figures may still change'
      : `Version ${edition.version} of ${yearText(edition.frozenAt)}${edition.replacedAt === null ? '' : `, replaces that of ${dayText(edition.replacedAt)}`}`;
  const scope =
    facts.vendor === null
      ? `${plural(facts.processes.length, 'process', 'processes')} · ${plural(facts.promises.length, 'promise')} · ${plural(facts.vendors.length, 'vendor')} called`
      : plural(facts.promises.length, 'promise');
  return [version, `${dayText(facts.fromAt)} to ${yearText(lastDay)}, UTC · as of ${yearText(facts.asOf)}`, scope];
}

function methodLines({ promises, fromAt, toAt }: ScorecardFacts): string[] {
  const total = (of: (promise: PromiseFact) => number): string => countText(promises.reduce((sum, promise) => sum + of(promise), 0));
  const slots = [...new Set(promises.filter(({ unit }) => unit === 'slot').map(({ slotMs }) => Math.round(slotMs / 60_000)))];
  const slotWords = slots.length === 1 ? `A slot is ${slots[0]} min of service hours. ` : '';
  const days = Math.round((toAt - fromAt) / 86_400_000);
  return [
    `${slotWords}What was seen is good or bad, what nobody looked at is unseen. Unseen is never counted as good.`,
    'Observed = good ÷ (good + bad). Range: all unseen bad, to all good. Sampled: 80 % seen, 95 % bound above target.',
    `${days} days; excluded ${total(({ excluded }) => excluded)}, annulled ${total(({ annulled }) => annulled)}. An incident lasts from first bad to next good check. Money by currency, not converted.`,
  ];
}
