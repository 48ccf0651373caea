import { shortDay } from '../../../shared/domain/day-words.ts';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import type { AttentionItem } from '../today/attention-item.ts';
import { openRungs } from './rungs.ts';
import { latenessWords } from '../../../shared/domain/calendar/due-notice.ts';
import { grouped } from '../../../shared/domain/grouped.ts';

const dayMs = 86_400_000;

/**
 * What the ladders ask for now: one line for each event whose rung is due and not answered. The key is that of the
 * event's own line on Today, so that one of the two can be left out.
 */
export function rungAttention(events: readonly CalendarEvent[], now: number): AttentionItem[] {
  return openRungs(events, now).map((open): AttentionItem => {
    const { event, rung } = open;
    const door = { place: 'calendar', kind: 'event', id: event.id } as const;
    const late = latenessWords(open, null, now);
    return {
      criticality: 'high',
      state: 'soon',
      daysAway: Math.max(0, (open.effectiveAt - now) / dayMs),
      attention: {
        key: `event:${event.id}`,
        state: 'soon',
        title: `${event.title} on ${shortDay(open.effectiveAt)}: ${rung.action.charAt(0).toLowerCase()}${rung.action.slice(1)}`,
        reason: [
          [event.vendorName, event.apiName].filter(Boolean).join(' ') || 'Ours',
          event.exposure === 'used' ? `${grouped(event.calls30d)} calls in 30 days still use it` : event.exposure,
          late ?? event.standing.words.split(',')[0],
        ]
          .filter((words) => words !== 'ours')
          .join(' · '),
        evidence: { words: event.ownerName === null ? 'nobody owns it' : `owned by ${event.ownerName}`, door },
        action: { words: 'Open the date', door },
      },
    };
  });
}
