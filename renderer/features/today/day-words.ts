import type { Today } from '../../../shared/contract/today.ts';
import { lateDateFormat } from '../../../shared/domain/late-date-format.ts';
import { formatCount } from '../../ui/format.ts';

const dayFormat = lateDateFormat({ day: 'numeric', month: 'short' });

export type Day = Today['health'][number]['days'][number];
/** What one count of a day is: a call that was made, or a slot of time that was looked at. */
export type StripUnit = 'call' | 'slot';
export type DayState = 'none' | 'holds' | 'some' | 'bad';

/** How a day is drawn: red from one failure in twenty on. A day without calls is no data, which is never drawn as good. */
export function dayState(day: Pick<NonNullable<Day>, 'calls' | 'failed'> | null): DayState {
  if (day === null || day.calls === 0) return 'none';
  if (day.failed === 0) return 'holds';
  return day.failed * 20 >= day.calls ? 'bad' : 'some';
}

/** "18 days seen, 2 of them with failures": what the strip shows, for those who do not see it. */
export function stripWords(days: readonly Day[]): string {
  const seen = days.filter((day) => dayState(day) !== 'none').length;
  const failing = days.filter((day) => day !== null && day.failed > 0).length;
  if (seen === 0) return `Nothing seen in ${days.length} days`;
  const words = `${seen} of ${days.length} days seen`;
  return failing === 0 ? `${words}, none with failures` : `${words}, ${failing} with failures`;
}

/** "12 Nov: 204 calls, 3 failed". */
export function dayWords(day: Day, at: number, unit: StripUnit = 'call'): string {
  const date = dayFormat.format(at);
  if (day === null || day.calls === 0) return unit === 'call' ? `${date}: no calls` : `${date}: nobody was looking`;
  if (unit === 'slot') return `${date}: ${formatCount(day.failed)} of ${formatCount(day.calls)} slots seen were bad`;
  return `${date}: ${formatCount(day.calls)} ${day.calls === 1 ? 'call' : 'calls'}, ${formatCount(day.failed)} failed`;
}
