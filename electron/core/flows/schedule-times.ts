import { Cron } from 'croner';
import { Fault } from '../../../shared/contract/errors.ts';
import type { FlowSchedule } from '../../../shared/domain/flows/schedule.ts';

const cronOf = ({ cron, zone }: FlowSchedule): Cron => new Cron(cron, { timezone: zone, paused: true, mode: '5-part' });

/** Refuses a schedule that cannot be read, and one of a zone that does not exist. */
export function checkSchedule(schedule: FlowSchedule): void {
  try {
    if (cronOf(schedule).nextRun() === null) throw new Error('it never comes');
  } catch (error) {
    throw new Fault('bad_input', {
      happened: `“${schedule.cron}” in ${schedule.zone} cannot be read as a schedule: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: 'Write minute, hour, day, month and day of the week: “0 6 * * 1-5” is 06:00 on working days. Nothing was saved.',
      place: { path: 'cron' },
    });
  }
}

/** The times of a schedule before a moment, the newest first. */
export const formerTimes = (schedule: FlowSchedule, before: number, count: number): number[] =>
  cronOf(schedule)
    .previousRuns(count, new Date(before + 1000))
    .map((date) => date.getTime())
    .filter((at) => at <= before);

/** The first time after a moment; null when there is none. */
export const nextTime = (schedule: FlowSchedule, after: number): number | null =>
  cronOf(schedule).nextRun(new Date(after))?.getTime() ?? null;
