import type { Comparison, ContractChange, PlannedChange } from '../../../shared/contract/contract-changes.ts';
import { count } from './inventory-words.ts';

type Level = PlannedChange['level'];

/** As shape and colour: a diamond breaks what is used, a square may, a circle goes on. */
export function changeState({ level, isUsed }: Pick<PlannedChange, 'level' | 'isUsed'>): 'broken' | 'soon' | 'holds' | 'no data' {
  if (level === 'safe') return 'holds';
  if (!isUsed) return 'no data';
  return level === 'breaking' ? 'broken' : 'soon';
}

/** "used, 412 calls in 30 days", "saved request “Refund”", "not used". */
export function wordsOfUse({ isUsed, calls30d, calls90d, savedRequests }: PlannedChange): string {
  if (!isUsed) return 'not used';
  if (calls30d > 0) return `${count(calls30d, 'call')} in 30 days`;
  if (calls90d > 0) return `${count(calls90d, 'call')} in 90 days`;
  return `saved request “${savedRequests[0] ?? ''}”${savedRequests.length > 1 ? ` and ${savedRequests.length - 1} more` : ''}`;
}

/** "68 to 71: 42 breaking, 9 of them on what you use". */
export function comparisonTitle({ fromVersion, toVersion, breaking, risky, safe, breakingUsed }: Omit<Comparison, 'changes'>): string {
  const versions = `${fromVersion} to ${toVersion}`;
  if (breaking + risky + safe === 0) return `${versions}: nothing changed for callers`;
  if (breaking === 0) return `${versions}: nothing breaks`;
  if (breakingUsed === 0) return `${versions}: ${breaking} breaking, none on what you use`;
  return `${versions}: ${breaking} breaking, ${breakingUsed} on what you use`;
}

export const levelWords: Readonly<Record<Level, string>> = { breaking: 'breaking', risky: 'risky', safe: 'safe' };

/** Kept changes counted as a comparison of what is still open. */
export function openCounts(changes: readonly ContractChange[]): Omit<Comparison, 'changes'> {
  const [first] = changes;
  const open = changes.filter(({ status }) => status === 'open');
  const of = (level: Level): number => open.filter((change) => change.level === level).length;
  return {
    fromVersion: first?.fromVersion ?? '',
    toVersion: first?.toVersion ?? '',
    breaking: of('breaking'),
    risky: of('risky'),
    safe: of('safe'),
    breakingUsed: open.filter((change) => change.level === 'breaking' && change.isUsed).length,
  };
}
