import { eventClass, type EventClass } from './event-class.ts';
import type { Exposure } from './exposure.ts';
import { addDays, civilDay, instantAt, type CivilDay } from './zone-time.ts';

/** One step on the way to a date: when it is due, and what is to be done by then. */
export interface Rung {
  /** Stable for as long as the event has it: "180", "0", "+7", "notice-30", "2h". */
  readonly key: string;
  /** Days before the event; negative: after it. A fraction of a day for the last hours. */
  readonly daysBefore: number;
  /** The day that a calendar shows it on. */
  readonly day: CivilDay;
  readonly dueAt: number;
  /** A verb first: "Test in the sandbox". */
  readonly action: string;
  /** Asked again every day until somebody acknowledges it. */
  readonly isDaily: boolean;
}

export interface LadderEvent {
  readonly kind: string;
  readonly effectiveAt: number | null;
  readonly precision: string;
  /** Days before a renewal by which notice must be given. */
  readonly noticeDays: number | null;
  readonly isWithdrawn: boolean;
}

interface Step {
  readonly days: number;
  readonly action: string;
  readonly key?: string;
}

/** The hour of the owner's day at which a rung is due. */
export const rungHour = 9;

const hardStop: readonly Step[] = [
  { days: 180, action: 'Triage, name an owner' },
  { days: 90, action: 'Plan and estimate' },
  { days: 60, action: 'Build' },
  { days: 30, action: 'Test in the sandbox' },
  { days: 14, action: 'Cut over' },
  { days: 7, action: 'Notify stakeholders' },
  { days: 3, action: 'Check that nothing is left' },
  { days: 1, action: 'Check that nothing is left, last day' },
  { days: 0, action: 'Verify that no call uses it' },
  { days: -1, action: 'Prove that no call was seen' },
  { days: -7, action: 'Prove that it stayed so' },
];

const ladders: Readonly<Record<Exclude<EventClass, 'stop' | 'contract'>, readonly Step[]>> = {
  announcement: [
    { days: 30, action: 'Look for the successor' },
    { days: 0, action: 'Plan the move' },
  ],
  expiry: [
    { days: 30, action: 'Plan the renewal' },
    { days: 21, action: 'Order or prepare the new one' },
    { days: 14, action: 'Renew' },
    { days: 7, action: 'Renew, a week is left' },
    { days: 3, action: 'Renew now' },
    { days: 1, action: 'Renew today' },
    { days: 0, action: 'Verify that the new one is in use' },
  ],
  terms: [
    { days: 60, action: 'Work out what it costs' },
    { days: 30, action: 'Decide: stay, bargain or leave' },
    { days: 7, action: 'Tell who pays' },
    { days: 0, action: 'Verify the first bill or limit' },
  ],
  maintenance: [
    { days: 14, action: 'Check what runs then' },
    { days: 3, action: 'Tell those it concerns' },
    { days: 1, action: 'Pause what would fail' },
  ],
  own: [
    { days: 7, action: 'Prepare' },
    { days: 1, action: 'Make it ready' },
    { days: 0, action: 'Do it' },
  ],
};

/** Kinds that ask for less, or for something else, than the rest of their class. */
const ownLadders: Readonly<Record<string, readonly Step[]>> = {
  freeze: [
    { days: 7, action: 'Release or move what is under way' },
    { days: 1, action: 'Release for the last time' },
  ],
  credential_rotation: [
    { days: 14, action: 'Plan the rotation' },
    { days: 3, action: 'Rotate' },
    { days: 0, action: 'Rotate today' },
  ],
};

const notice: readonly Step[] = [
  { days: 90, action: 'Review use, price and alternatives' },
  { days: 60, action: 'Bargain' },
  { days: 30, action: 'Decide: stay or leave' },
  { days: 14, action: 'Write the notice, or note that we stay' },
  { days: 7, action: 'Give notice, a week is left' },
  { days: 1, action: 'Give notice today' },
];
const renewal: readonly Step[] = [
  { days: 30, action: 'Check the new terms, a month before it renews' },
  { days: 7, action: 'Tell who pays, a week before it renews' },
];

/**
 * The rungs of an event, the earliest first. What is not used has one reminder; where nobody knows, the first rungs ask.
 * A rung is due at 09:00 of the owner's day; days are counted from the event's day in UTC, as vendors say it.
 */
export function rungsOf(event: LadderEvent, exposure: Exposure, zone: string): Rung[] {
  const { effectiveAt } = event;
  if (effectiveAt === null || event.isWithdrawn) return [];
  const day = civilDay(effectiveAt, 'UTC');
  const isDaily = eventClass(event.kind) === 'stop' && exposure !== 'not used';
  const rungs = stepsOf(event, exposure).map(({ days, action, key }): Rung => ({
    key: key ?? keyOf(days),
    daysBefore: days,
    day: addDays(day, -days),
    dueAt: instantAt(addDays(day, -days), rungHour, zone),
    action,
    isDaily,
  }));
  if (eventClass(event.kind) === 'maintenance' && event.precision === 'instant' && exposure !== 'not used')
    rungs.push({
      key: '2h',
      daysBefore: 2 / 24,
      day: civilDay(effectiveAt - 2 * 3_600_000, 'UTC'),
      dueAt: effectiveAt - 2 * 3_600_000,
      action: 'Watch it',
      isDaily: false,
    });
  return rungs.toSorted((one, other) => one.dueAt - other.dueAt);
}

function stepsOf(event: LadderEvent, exposure: Exposure): readonly Step[] {
  const kind = eventClass(event.kind);
  const own = ownLadders[event.kind];
  if (own && exposure !== 'not used') return own;
  if (exposure === 'not used') return [{ days: 30, action: 'Confirm that we do not use it' }];
  switch (kind) {
    case 'stop':
      return exposure === 'unknown'
        ? hardStop.map((step) => (step.days >= 90 ? { ...step, action: 'Answer: do we use it?' } : step))
        : hardStop;
    case 'contract':
      return contractSteps(event.noticeDays ?? 0);
    case 'announcement':
    case 'expiry':
    case 'terms':
    case 'maintenance':
    case 'own':
      return ladders[kind];
  }
}

/** Counted to the last day for notice; with none to give, the renewal itself is that day. */
function contractSteps(noticeDays: number): readonly Step[] {
  const steps = notice.map(({ days, action }) => ({ days: days + noticeDays, action, key: `notice-${days}` }));
  return noticeDays === 0 ? steps : [...steps, ...renewal];
}

const keyOf = (days: number): string => (days < 0 ? `+${-days}` : String(days));

/** "30 days before", "on the day", "7 days after": when a rung is due, as the ladder says it. */
export function rungWhen({ key, daysBefore }: Pick<Rung, 'key' | 'daysBefore'>): string {
  if (key === '2h') return '2 h before';
  if (key.startsWith('notice-')) return `${key.slice(7)} before notice`;
  if (daysBefore === 0) return 'on the day';
  const days = Math.abs(daysBefore);
  return `${days} ${days === 1 ? 'day' : 'days'} ${daysBefore > 0 ? 'before' : 'after'}`;
}
