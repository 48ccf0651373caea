import type { BridgeLine } from '../../../shared/domain/ledger/bridge.ts';
import { bridgeLines } from '../../../shared/domain/ledger/bridge.ts';
import type { BreakState } from '../../../shared/domain/ledger/break-class.ts';
import { moneyText } from '../../../shared/domain/ledger/difference-words.ts';
import type { LedgerBreak, LedgerDetail, LedgerRow, LedgerRun } from '../../../shared/contract/ledger.ts';
import { formatCount, formatDay, wholeDaysBetween } from '../../ui/format.ts';

export type Bridge = LedgerDetail['bridges'][number];

export const lineWords: Readonly<Record<BridgeLine, string>> = {
  missing_right: 'Missing right',
  timing: 'Timing',
  value_mismatch: 'Values differ',
  tolerated: 'Tolerated',
  duplicate: 'Duplicates',
  missing_left: 'Missing left',
};

/** The lines that have something to say: those with breaks or a sum. */
export const shownLines = (bridge: Bridge): BridgeLine[] =>
  bridgeLines.filter((line) => line !== 'tolerated' || bridge.lines.tolerated.minor !== 0);

export const usedLines = (bridge: Bridge): BridgeLine[] => bridgeLines.filter((line) => bridge.lines[line].minor !== 0);

/** "+486.00", "−38.20", "0.00". */
export const signedMoney = (minor: number, currency: string): string =>
  minor > 0 ? `+${moneyText(minor, currency)}` : moneyText(minor, currency);

/** What the page is about: "Orders to payouts, 20 Nov: 1,204.50 EUR unexplained became 0.00 after 5 lines". */
export function findingTitle(detail: LedgerDetail, bridge: Bridge | undefined, run: LedgerRun | undefined, now: number): string {
  if (run === undefined) return `${detail.name}: not compared yet`;
  const name = run.toAt === null ? detail.name : `${detail.name}, ${formatDay(run.toAt, now)}`;
  if (run.state === 'partial') return `${name}: run ${run.number} was partial`;
  if (bridge === undefined) return `${name}: both files are empty`;
  const apart = bridge.rightMinor - bridge.leftMinor;
  const lines = usedLines(bridge).length;
  const money = `${moneyText(Math.abs(apart), bridge.currency)} ${bridge.currency}`;
  if (bridge.remainderMinor !== 0) return `${name}: ${moneyText(bridge.remainderMinor, bridge.currency)} ${bridge.currency} is unexplained`;
  if (lines === 0) return run.found === 0 ? `${name}: both sides agree` : `${name}: the sums agree in ${bridge.currency}`;
  return `${name}: ${money} unexplained became ${moneyText(0, bridge.currency)} after ${lines} ${lines === 1 ? 'line' : 'lines'}`;
}

/** "28 Oct to 20 Nov", what both files cover; null without times. */
export function periodWords(run: LedgerRun, now: number): string | null {
  if (run.fromAt === null || run.toAt === null) return null;
  return run.fromAt >= run.toAt ? 'the files share no time' : `${formatDay(run.fromAt, now)} to ${formatDay(run.toAt, now)}`;
}

export function rejectedWords(run: LedgerRun): string {
  const rejected = run.leftRejected + run.rightRejected;
  return rejected === 0 ? 'both sides complete' : `${formatCount(rejected)} ${rejected === 1 ? 'row' : 'rows'} rejected, in no sum`;
}

/** "Two ledgers, 3 breaks need an owner". */
export function listTitle(rows: readonly LedgerRow[]): string {
  const count = rows.length === 1 ? 'One ledger' : `${formatCount(rows.length)} ledgers`;
  const ownerless = rows.reduce((sum, { withoutOwner }) => sum + withoutOwner, 0);
  if (ownerless > 0) return `${count}, ${formatCount(ownerless)} ${ownerless === 1 ? 'break needs' : 'breaks need'} an owner`;
  return `${count}, every break has an owner`;
}

export const tabWords = (open: number): string => `${formatCount(open)} ${open === 1 ? 'break' : 'breaks'}`;

/** "0–1 d", "2–3 d", "4–7 d", "8–30 d", "> 30 d": how long a break has been open. */
export function ageWords(openedAt: number, now: number): string {
  const days = wholeDaysBetween(openedAt, now);
  if (days <= 1) return '0–1 d';
  if (days <= 3) return '2–3 d';
  if (days <= 7) return '4–7 d';
  return days <= 30 ? '8–30 d' : '> 30 d';
}

/** "today", "2 d late", "24 Nov". */
export function dueWords(dueAt: number | null, now: number): { words: string; tone: 'late' | 'today' | null } {
  if (dueAt === null) return { words: '–', tone: null };
  const days = wholeDaysBetween(now, dueAt);
  if (days < 0) return { words: `${-days} d late`, tone: 'late' };
  return days === 0 ? { words: 'today', tone: 'today' } : { words: formatDay(dueAt, now), tone: null };
}

/** Nobody has it and nothing explains it. */
export const needsOwner = (one: LedgerBreak): boolean => one.ownerId === null && one.state !== 'explained' && one.state !== 'resolved';

/** What colour a state's word has. */
export const stateTone: Readonly<Record<BreakState, 'soon' | 'accent' | 'good' | 'quiet'>> = {
  open: 'soon',
  reopened: 'soon',
  investigating: 'quiet',
  explained: 'good',
  fix_pending: 'accent',
  resolved: 'good',
};
