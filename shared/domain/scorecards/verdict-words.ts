import type { PaperMark } from '../documents/paper-document.ts';
import { capital, listText, numberWord } from './page-words.ts';
import type { PromiseFact, PromiseVerdict, ScorecardFacts } from './facts.ts';

export const verdictWords: Readonly<Record<PromiseVerdict, string>> = {
  met: 'met',
  met_sampled: 'met, sampled',
  at_risk: 'at risk',
  missed: 'missed',
  not_proven: 'not proven',
  no_data: 'no data',
};

export const verdictMark: Readonly<Record<PromiseVerdict, PaperMark>> = {
  met: 'good',
  met_sampled: 'sampled',
  at_risk: 'soon',
  missed: 'bad',
  not_proven: 'none',
  no_data: 'none',
};

/** Worst first. A promise that nobody could judge is worse than one that was kept, and better than one at risk. */
const badness: readonly PromiseVerdict[] = ['missed', 'at_risk', 'no_data', 'not_proven', 'met_sampled', 'met'];

/** The worst of several verdicts; null of none. */
export function worstVerdict(verdicts: readonly PromiseVerdict[]): PromiseVerdict | null {
  return badness.find((verdict) => verdicts.includes(verdict)) ?? null;
}

export const isKept = (verdict: PromiseVerdict): boolean => verdict === 'met' || verdict === 'met_sampled';
export const isUnjudged = (verdict: PromiseVerdict): boolean => verdict === 'not_proven' || verdict === 'no_data';

/** A promise as it is called on the page: by its process, else its API, else its own name. */
export const promiseSubject = (promise: PromiseFact): string => promise.processName ?? promise.apiName ?? promise.name;

/** "five of nine promises were kept"; while the month runs "are kept so far". */
export function finding({ promises, asOf, toAt }: Pick<ScorecardFacts, 'promises' | 'asOf' | 'toAt'>): string {
  if (promises.length === 0) return 'no promise is made yet';
  const kept = promises.filter(({ verdict }) => isKept(verdict)).length;
  const tense = asOf < toAt ? (kept === 1 ? 'is kept so far' : 'are kept so far') : kept === 1 ? 'was kept' : 'were kept';
  if (promises.length === 1)
    return kept === 1 ? `the one promise ${tense}` : `the one promise ${asOf < toAt ? 'is not kept so far' : 'was not kept'}`;
  return kept === promises.length
    ? `all ${numberWord(kept)} promises ${tense}`
    : `${numberWord(kept)} of ${numberWord(promises.length)} promises ${tense}`;
}

/** The verdict in one or two sentences: what was kept, what was not and why, and what nobody can say. */
export function leadSentence(facts: ScorecardFacts): string {
  const { promises, incidents } = facts;
  const first = `${capital(finding(facts))}.`;
  const named = (verdict: PromiseVerdict): string[] => [
    ...new Set(promises.filter((promise) => promise.verdict === verdict).map(promiseSubject)),
  ];
  const missed = named('missed');
  const atRisk = named('at_risk');
  const unjudged = promises.filter(({ verdict }) => isUnjudged(verdict)).length;
  const parts: string[] = [];
  if (missed.length > 0) {
    const cause = incidents.find(
      ({ processes, apiName }) => processes.some((name) => missed.includes(name)) || missed.includes(apiName ?? ''),
    );
    const why = cause === undefined ? '' : ` (${cause.title})`;
    parts.push(`${shortList(missed)} missed ${missed.length === 1 ? 'its promise' : 'theirs'}${why}`);
  }
  if (atRisk.length > 0) parts.push(`${shortList(atRisk)} ${atRisk.length === 1 ? 'is' : 'are'} at risk`);
  if (unjudged > 0) parts.push(`${numberWord(unjudged)} cannot be judged because nobody was looking long enough`);
  if (promises.length === 0) return 'No promise is made yet, so nothing can be said about what was kept.';
  if (parts.length === 0) return first;
  return `${first} ${capital(parts.join('; '))}.`;
}

const shortList = (names: readonly string[]): string =>
  names.length <= 3 ? listText(names) : `${names.slice(0, 2).join(', ')} and ${numberWord(names.length - 2)} more`;
