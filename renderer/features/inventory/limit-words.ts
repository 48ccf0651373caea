import type { ApiDetail, ApiRow } from '../../../shared/contract/inventory.ts';
import { grouped } from '../../../shared/domain/grouped.ts';

type Limit = ApiDetail['limits'][number];

const windows: Readonly<Record<number, string>> = { 1: 'a second', 60: 'a minute', 3600: 'an hour', 86_400: 'a day' };

/** A window in words: 60 is "a minute", 90 is "in 90 s", 7200 is "in 2 h". */
export function windowWords(seconds: number): string {
  const known = windows[seconds];
  if (known) return known;
  if (seconds % 86_400 === 0) return `in ${seconds / 86_400} days`;
  if (seconds % 3600 === 0) return `in ${seconds / 3600} h`;
  if (seconds % 60 === 0) return `in ${seconds / 60} min`;
  return `in ${seconds} s`;
}

/** "of 600 a min": a written limit where there is little room. */
export function shortLimitWords({ limit, windowSeconds }: NonNullable<ApiRow['writtenLimit']>): string {
  const window = windowSeconds === null ? '' : ` ${windowWords(windowSeconds).replace('minute', 'min').replace('second', 'sec')}`;
  return `of ${grouped(limit)}${window}`;
}

/** "250 requests a minute, 212 left"; only what the vendor said. */
export function limitWords(limit: Pick<Limit, 'policy' | 'unit' | 'limit' | 'remaining' | 'windowSeconds'>): string {
  const parts: string[] = [];
  if (limit.limit !== null) {
    parts.push(`${grouped(limit.limit)} ${limit.unit}${limit.windowSeconds === null ? '' : ` ${windowWords(limit.windowSeconds)}`}`);
  }
  if (limit.remaining !== null) parts.push(`${grouped(limit.remaining)} left`);
  if (parts.length === 0) return limit.policy;
  return limit.policy === '' || limit.policy === 'default' ? parts.join(', ') : `${limit.policy}: ${parts.join(', ')}`;
}
