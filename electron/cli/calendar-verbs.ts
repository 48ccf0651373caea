import type { Command } from 'commander';
import type { CalendarEvent } from '../../shared/contract/calendar.ts';
import { withExamples } from './examples.ts';
import { findApi } from './find-record.ts';
import { showDay, showInstant, zoneName } from './instants.ts';
import { countText, plural, standingText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Text } from './text.ts';

export function addCalendarVerbs(program: Command, run: Run): void {
  const noun = program.command('calendar').description('Dated facts: deprecations, sunsets, rotations, reviews');
  withExamples(
    noun.command('list').description('List what is on the calendar, by date').option('--api <api>', 'only of one API'),
    'calendar list',
    'calendar list --api "Adyen Checkout" --json',
  ).action((options: { api?: string }) => run((terminal) => list(terminal, options.api)));
}

async function list(terminal: Terminal, api: string | undefined): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const events = await client.calendar.list(api === undefined ? {} : { apiId: (await findApi(client, api)).id }, terminal.call);
    return {
      json: events,
      show: ({ width }) =>
        events.length === 0
          ? ['Nothing is on the calendar. Dates that vendors send in headers appear here by themselves.']
          : [
              { text: plural(events.length, 'event'), tone: 'title' },
              '',
              ...layoutTable(
                [
                  { title: `When (${zoneName(terminal.now)})` },
                  { title: 'Event', least: 30 },
                  { title: 'API', least: 10 },
                  { title: 'State', least: 10 },
                  { title: 'From' },
                  { title: 'Calls 30 d', align: 'right' },
                ],
                events.map((event) => [
                  whenText(event),
                  event.title,
                  [event.vendorName, event.apiName].filter(Boolean).join(' '),
                  standingText(event.standing),
                  event.source,
                  countText(event.calls30d),
                ]),
                width,
              ),
            ],
    };
  });
}

/** As exactly as the vendor said it, never more. */
function whenText({ effectiveAt, precision, isZoneAssumed }: CalendarEvent): Text {
  if (effectiveAt === null) return { text: 'no date', tone: 'quiet' };
  if (precision === 'month') return showDay(effectiveAt).slice(0, 7);
  return precision === 'instant' && !isZoneAssumed ? showInstant(effectiveAt).slice(0, 16) : showDay(effectiveAt);
}
