import type { BlockContext } from './blocks-promises.ts';
import type { EventFact, IncidentFact, RiskFact } from './facts.ts';
import { countText, dayText, listText, plural, weekdayText, yearText } from './page-words.ts';
import type { Block, Cell } from './scorecard.ts';

const dayMs = 86_400_000;

/** The longest an incident may have lasted; an open one until now. */
export const harmMs = ({ longestMs, shortestMs, openedAt, state }: IncidentFact, asOf: number): number =>
  longestMs ?? (state === 'open' ? Math.max(shortestMs, asOf - openedAt) : shortestMs);

const causeWords = { vendor: 'Vendor', ours: 'Ours', network: 'Network', unknown: 'Unknown' } as const;

/** Block 3: the incidents that lasted longest, from first bad to next good check. */
export function incidentsBlock({ facts, most, sources }: BlockContext): Block | null {
  const { incidents, asOf } = facts;
  if (incidents.length === 0) return null;
  const sorted = incidents.toSorted((a, b) => b.processes.length - a.processes.length || harmMs(b, asOf) - harmMs(a, asOf));
  const shown = sorted.slice(0, most);
  const isForVendor = facts.vendor !== null;
  return {
    key: 'incidents',
    number: 3,
    title: 'Top incidents',
    note: `${shown.length} of ${incidents.length} in the month; from first bad to next good check`,
    sources,
    columns: [
      { title: 'Incident' },
      { title: 'Lasted' },
      ...(isForVendor ? [{ title: 'API' }] : [{ title: 'Affected' }, { title: 'Cause' }, { title: 'Action' }]),
    ],
    rows: shown.map((incident): Cell[] => [
      {
        text: incident.title,
        aside: `, ${dayText(incident.openedAt)}`,
        tone: 'strong',
        door: { place: 'monitors', kind: 'incident', id: incident.id },
      },
      { text: incident.durationWords, value: Math.round(incident.shortestMs / 60_000), unit: 'count' },
      ...(isForVendor
        ? [{ text: incident.apiName ?? '' }]
        : [
            incident.processes.length === 0
              ? ({ text: 'no process linked', tone: 'quiet' } as const)
              : { text: listText(incident.processes) },
            { text: causeWords[incident.attribution], ...(incident.attribution === 'unknown' ? { tone: 'quiet' as const } : {}) },
            incident.action === '' ? ({ text: 'none yet', tone: 'quiet' } as const) : { text: incident.action },
          ]),
    ]),
    more: incidents.length - shown.length,
    words: [],
  };
}

/** Block 4: what is dated within 90 days. */
export function datesBlock({ facts, most, sources }: BlockContext): Block | null {
  const { events, asOf } = facts;
  if (events.length === 0) return null;
  const shown = events.slice(0, most);
  const isForVendor = facts.vendor !== null;
  return {
    key: 'dates',
    number: 4,
    title: 'Next 90 days',
    note: `${plural(events.length, 'date')} to ${yearText(asOf + 90 * dayMs)}, as of ${dayText(asOf)}; calls in 30 days`,
    sources,
    columns: [
      { title: 'Deadline' },
      { title: 'Days left', align: 'right' },
      { title: 'What' },
      { title: 'Exposure' },
      { title: 'Start by' },
      ...(isForVendor ? [] : [{ title: 'Owner' }]),
      { title: 'State' },
    ],
    rows: shown.map((event): Cell[] => [
      { text: weekdayText(event.at), value: event.at, unit: 'date' },
      ...daysLeft(event, asOf),
      { text: event.title, tone: 'strong', door: { place: 'calendar', kind: 'event', id: event.id } },
      exposure(event),
      event.startByAt === null
        ? { text: 'unknown', tone: 'quiet' }
        : { text: dayText(event.startByAt), value: event.startByAt, unit: 'date' },
      ...(isForVendor ? [] : [event.ownerName === null ? ({ text: 'none', tone: 'quiet' } as const) : { text: event.ownerName }]),
      event.isAcknowledged ? { text: 'acknowledged' } : { text: 'to answer', mark: 'none' },
    ]),
    more: events.length - shown.length,
    words: [],
  };
}

function daysLeft(event: EventFact, asOf: number): Cell[] {
  const days = Math.max(0, Math.floor(event.at / dayMs) - Math.floor(asOf / dayMs));
  return [{ text: String(days), value: days, unit: 'days' }];
}

function exposure(event: EventFact): Cell {
  if (!event.isLinked) return { text: 'ours', tone: 'quiet' };
  if (event.calls30d === 0) return { text: 'no calls seen', value: 0, unit: 'count', tone: 'quiet' };
  return { text: `used, ${countText(event.calls30d)} calls`, value: event.calls30d, unit: 'count' };
}

/** Block 5: open risks by weight, and waivers with their end. */
export function risksBlock({ facts, most, sources }: BlockContext): Block | null {
  if (facts.risks.length === 0) return null;
  const sorted = facts.risks.toSorted(
    (a, b) => b.likelihood * b.impact - a.likelihood * a.impact || (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity),
  );
  const shown = sorted.slice(0, most);
  return {
    key: 'risks',
    number: 5,
    title: 'Open risks and waivers',
    note: `${facts.risks.length} open`,
    sources,
    columns: [{ title: 'What' }, { title: 'Weight', align: 'right' }, { title: 'Owner and date' }],
    rows: shown.map((risk): Cell[] => [
      { text: risk.title, tone: 'strong', door: { place: 'scorecards', kind: 'risk', id: risk.id } },
      { text: risk.kind === 'waiver' ? '' : `${risk.likelihood} × ${risk.impact}`, value: risk.likelihood * risk.impact, unit: 'count' },
      { text: riskWords(risk, facts.asOf), tone: 'quiet' },
    ]),
    more: facts.risks.length - shown.length,
    words: [],
  };
}

function riskWords({ kind, ownerName, dueAt }: RiskFact, asOf: number): string {
  const who = ownerName ?? 'nobody';
  if (dueAt === null) return kind === 'waiver' ? `Waiver by ${who}, without an end` : `Risk, ${who}, no date`;
  if (kind === 'waiver') return `Waiver by ${who}, ${dueAt < asOf ? 'expired' : 'expires'} ${yearText(dueAt)}`;
  return `Risk, ${who}, ${dueAt < asOf ? 'was due' : 'due'} ${yearText(dueAt)}`;
}

/** Block 9: at most three decisions, the nearest first. */
export function decisionsBlock({ facts, sources }: BlockContext): Block | null {
  if (facts.decisions.length === 0) return null;
  const sorted = facts.decisions.toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
  const shown = sorted.slice(0, 3);
  return {
    key: 'decisions',
    number: 9,
    title: 'Decisions needed',
    note: facts.decisions.length > 3 ? `3 of ${facts.decisions.length} open` : `${facts.decisions.length} open`,
    sources,
    columns: [{ title: 'Decision' }, { title: 'Advice' }, { title: 'By' }],
    rows: shown.map((decision): Cell[] => [
      { text: decision.title, tone: 'strong', door: { place: 'scorecards', kind: 'decision', id: decision.id } },
      { text: decision.recommendation },
      decision.dueAt === null
        ? { text: 'no date', tone: 'quiet' }
        : { text: `by ${dayText(decision.dueAt)}`, value: decision.dueAt, unit: 'date' },
    ]),
    more: 0,
    words: [],
  };
}
