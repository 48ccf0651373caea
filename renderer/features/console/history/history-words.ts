import { purgedWords } from '../../../../shared/domain/console/purged-words.ts';
import { formatCount, formatInstant } from '../../../ui/format.ts';

/** The history's title: how much there is. */
export function historyTitle(total: number, isFiltered: boolean): string {
  const exchanges = `${formatCount(total)} ${total === 1 ? 'exchange' : 'exchanges'}`;
  if (total === 0) return isFiltered ? 'No exchange fits' : 'No call has been made yet';
  return isFiltered ? `${exchanges} ${total === 1 ? 'fits' : 'fit'}` : exchanges;
}

export interface ToldPurge {
  readonly purgedAt: number;
  readonly actor: string;
  readonly olderThan: number;
}

/** The line under it: what is kept, what is not any more, and what nobody knows. */
export function historySub(unknown: number, purge: ToldPurge | null): string {
  const outcomes =
    unknown === 0 ? 'The outcome of each is known.' : `The outcome of ${unknown === 1 ? 'one' : formatCount(unknown)} is unknown.`;
  const gone =
    purge === null ? '' : ` What is older than ${formatInstant(purge.olderThan)} was ${purgedWords(purge.purgedAt)} by ${purge.actor}.`;
  return `Every call with its answer, redacted. ${outcomes}${gone}`;
}
