import type { LedgerBreak } from '../../contract/ledger.ts';
import { csvLine } from '../csv-cell.ts';
import { classWords, stateWords } from './break-class.ts';
import { moneyText } from './difference-words.ts';

/** The first line of a file of breaks. */
export const breaksCsvHead = 'key,class,difference,at_risk,currency,owner,state,due,opened';

/** A break as a line of it, without its end; the amount in units of its currency without groups, days in UTC as `YYYY-MM-DD`. */
export const breakCsvLine = (one: LedgerBreak): string =>
  csvLine([
    one.key,
    classWords[one.class],
    one.words,
    moneyText(one.atRiskMinor, one.currency).replaceAll(',', ''),
    one.currency,
    one.ownerName ?? '',
    stateWords[one.state],
    one.dueAt === null ? '' : dayOf(one.dueAt),
    dayOf(one.openedAt),
  ]);

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
