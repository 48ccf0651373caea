import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { eventKinds, type CalendarEvent } from '../../shared/contract/calendar.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/terminal.ts';
import { layoutEvent, layoutRungs, startText, whenText } from './event-detail.ts';
import { withExamples } from './examples.ts';
import { findEvent, findPerson } from './find-event.ts';
import { findApi, findEndpoint, findVendor } from './find-record.ts';
import { readInstant, showDay, zoneName } from './instants.ts';
import { wholeNumber } from './option-values.ts';
import { countText, plural, standingText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';

interface FactOptions {
  readonly title?: string;
  readonly kind?: CalendarEvent['kind'];
  readonly date?: string;
  readonly month?: boolean;
  readonly ends?: string;
  readonly vendor?: string;
  readonly api?: string;
  readonly endpoint?: string;
  readonly owner?: string;
  readonly effort?: string;
  readonly noticeDays?: number;
  readonly notes?: string;
  readonly url?: string;
  readonly used?: 'yes' | 'no' | 'unknown';
  readonly withdrawn?: boolean;
}

export function addCalendarVerbs(program: Command, run: Run): void {
  const noun = program.command('calendar').description('Dated facts and the ladders to them: deprecations, sunsets, renewals, reviews');
  withExamples(
    noun.command('list').description('List what is on the calendar, by date').option('--api <api>', 'only of one API'),
    'calendar list',
    'calendar list --api "Adyen Checkout" --json',
  ).action((options: { api?: string }) => run((terminal) => list(terminal, options.api)));

  withExamples(
    noun
      .command('show')
      .description('Show a date with its ladder and every date it had')
      .argument('<date>', 'its title, words of it, or its id'),
    'calendar show "Checkout 68 stops"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id } = await findEvent(client, text, 'part');
        const shown = await client.calendar.show({ id }, terminal.call);
        return { json: shown, show: ({ width }) => layoutEvent(shown.event, shown.dates, width) };
      }),
    ),
  );

  withExamples(
    factOptions(noun.command('add').description('Put a date on the calendar').argument('<title>', 'what happens')),
    'calendar add "Klaviyo renews" --kind contract_renewal --date 2027-01-07 --vendor Klaviyo --notice-days 30',
    'calendar add "Peak-season freeze" --kind freeze --date 2026-11-27 --ends 2026-12-01',
  ).action((title: string, options: FactOptions) => run((terminal) => add(terminal, title, options)));

  withExamples(
    factOptions(noun.command('edit').description('Change what is known of a date').argument('<date>', 'its title or id'))
      .option('--title <title>', 'what happens')
      .addOption(new Option('--used <answer>', 'whether we use it').choices(['yes', 'no', 'unknown']))
      .option('--withdrawn', 'the vendor took it back')
      .option('--no-withdrawn', 'the vendor did not take it back after all'),
    'calendar edit "Zendesk password login ends" --used yes --owner Maya --effort 2-4',
  ).action((text: string, options: FactOptions) => run((terminal) => edit(terminal, text, options)));

  withExamples(
    noun
      .command('move')
      .description('Move a date of your own; its ladder moves along')
      .argument('<date>', 'its title or id')
      .argument('<to>', '2026-12-31 or +30d'),
    'calendar move "Klaviyo renews" 2027-01-14',
  ).action((text: string, to: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id } = await findEvent(client, text);
        return changed(await client.calendar.update({ id, effectiveAt: dayOf(to, terminal) }, terminal.call), 'moved');
      }),
    ),
  );

  withExamples(
    noun.command('remove').description('Take a date off the calendar').argument('<date>', 'its title or id'),
    'calendar remove "Drill: vendor outage"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id, title } = await findEvent(client, text);
        await client.calendar.remove({ id }, terminal.call);
        return { json: { removed: { id, title } }, show: () => [`“${title}” is off the calendar.`] };
      }),
    ),
  );

  withExamples(
    noun
      .command('acknowledge')
      .description('Say that a date was seen, or that one of its rungs is done')
      .argument('<date>', 'its title or id')
      .option('--rung <rung>', 'the rung that is done, such as 30 (see calendar rungs)')
      .option('--note <note>', 'what was done', ''),
    'calendar acknowledge "Adyen Checkout 68 stops"',
    'calendar acknowledge "Adyen Checkout 68 stops" --rung 30 --note "All 41 cases pass in the sandbox"',
  ).action((text: string, options: { rung?: string; note: string }) => run((terminal) => acknowledge(terminal, text, options)));

  withExamples(
    noun.command('rungs').description('List the rungs of a date').argument('<date>', 'its title or id'),
    'calendar rungs "Adyen Checkout 68 stops"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const event = await findEvent(client, text, 'part');
        return {
          json: event.rungs,
          show: ({ width }) => (event.rungs.length === 0 ? ['It has no rungs.'] : layoutRungs(event.rungs, width)),
        };
      }),
    ),
  );

  withExamples(
    noun.command('due').description('List the rungs that wait for an answer; ends with 1 when there are any'),
    'calendar due',
    'calendar due --json',
  ).action(() => run((terminal) => due(terminal)));

  withExamples(
    noun
      .command('export')
      .description('Write every rung into an iCalendar file, for calendars outside')
      .requiredOption('--out <file>', 'the file, such as dates.ics')
      .option('--titles-only', 'without notes, names and addresses'),
    'calendar export --out dates.ics',
  ).action((options: { out: string; titlesOnly?: boolean }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { text, ...counts } = await client.calendar.export({ isTitlesOnly: options.titlesOnly ?? false }, terminal.call);
        const file = resolve(terminal.io.cwd, options.out);
        writeFileSync(file, text);
        return {
          json: { file, entries: counts.entries, changed: counts.changed, cancelled: counts.cancelled },
          show: () => [
            `${plural(counts.entries, 'entry', 'entries')} in ${file}, ${counts.changed} changed, ${counts.cancelled} cancelled since the last export.`,
          ],
        };
      }),
    ),
  );
}

function factOptions(verb: Command): Command {
  return verb
    .addOption(new Option('--kind <kind>', 'what kind of date it is').choices(eventKinds))
    .option('--date <date>', 'when: 2026-12-31, +30d, or none')
    .option('--month', 'only the month is known')
    .option('--ends <date>', 'the last day of a freeze, or the end of a maintenance')
    .option('--vendor <vendor>', 'whose it is')
    .option('--api <api>', 'the API it concerns')
    .option('--endpoint <endpoint>', 'the endpoint it concerns, such as "POST /payments"')
    .option('--owner <person>', 'who sees to it, or none')
    .option('--effort <days>', 'days of work: 4, or 2-4')
    .option('--notice-days <days>', 'of a contract: days before it renews by which notice must be given', wholeNumber(0, 730))
    .option('--notes <text>', 'where it was announced, what was agreed')
    .option('--url <url>', 'where the vendor explains it');
}

const dayOf = (text: string, terminal: Terminal): number => {
  const at = readInstant(text, terminal.now);
  // "+30d" means a day, not this minute thirty days on.
  return /^[+-]/.test(text) ? Math.floor(at / 86_400_000) * 86_400_000 : at;
};

async function factsOf(client: CoreClient, options: FactOptions, terminal: Terminal) {
  const isNone = (text: string): boolean => text.toLowerCase() === 'none';
  const date = options.date;
  return {
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    ...(date === undefined ? {} : { effectiveAt: isNone(date) ? null : dayOf(date, terminal) }),
    ...(options.month === true ? { precision: 'month' as const } : date?.includes('T') ? { precision: 'instant' as const } : {}),
    ...(options.ends === undefined ? {} : { endsAt: dayOf(options.ends, terminal) }),
    ...(options.vendor === undefined ? {} : { vendorId: (await findVendor(client, options.vendor)).id }),
    ...(options.api === undefined ? {} : { apiId: (await findApi(client, options.api)).id }),
    ...(options.endpoint === undefined ? {} : { endpointId: (await findEndpoint(client, options.endpoint)).id }),
    ...(options.owner === undefined ? {} : { ownerId: isNone(options.owner) ? null : (await findPerson(client, options.owner)).id }),
    ...(options.effort === undefined ? {} : effortOf(options.effort)),
    ...(options.noticeDays === undefined ? {} : { noticeDays: options.noticeDays }),
    ...(options.notes === undefined ? {} : { notes: options.notes }),
    ...(options.url === undefined ? {} : { moreInfoUrl: options.url }),
  };
}

function effortOf(text: string): { effortLowDays: number; effortHighDays: number } {
  const [, low, high] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(text.trim()) ?? [];
  if (low === undefined)
    throw new Fault('bad_input', {
      happened: `“${text}” is not a number of days.`,
      remedy: 'Write it like 4 or 2-4. Nothing was changed.',
    });
  return { effortLowDays: Number(low), effortHighDays: Number(high ?? low) };
}

async function add(terminal: Terminal, title: string, options: FactOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const facts = { kind: 'other' as const, effectiveAt: null, ...(await factsOf(client, options, terminal)) };
    return changed(await client.calendar.add({ title, ...facts }, terminal.call), 'put on the calendar');
  });
}

async function edit(terminal: Terminal, text: string, options: FactOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findEvent(client, text);
    const answer = options.used === undefined ? {} : { isUsed: options.used === 'unknown' ? null : options.used === 'yes' };
    const facts = {
      ...(await factsOf(client, options, terminal)),
      ...answer,
      ...(options.title === undefined ? {} : { title: options.title }),
      ...(options.withdrawn === undefined ? {} : { isWithdrawn: options.withdrawn }),
    };
    return changed(await client.calendar.update({ id, ...facts }, terminal.call), 'changed');
  });
}

const changed = (event: CalendarEvent, what: string): Outcome => ({
  json: event,
  show: () => [
    `“${event.title}” ${what}${event.effectiveAt === null ? '' : `, ${showDay(event.effectiveAt)}`}.`,
    standingText(event.standing),
  ],
});

async function acknowledge(terminal: Terminal, text: string, { rung, note }: { rung?: string; note: string }): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findEvent(client, text);
    if (rung === undefined && note !== '')
      throw new Fault('bad_input', { happened: 'A note belongs to a rung.', remedy: 'Name the rung with --rung. Nothing was changed.' });
    if (rung === undefined) return changed(await client.calendar.acknowledge({ id }, terminal.call), 'acknowledged');
    const event = await client.calendar.acknowledgeRung({ id, key: rung, note }, terminal.call);
    return { json: event, show: ({ width }) => [`Rung ${rung} of “${event.title}” is done.`, '', ...layoutRungs(event.rungs, width)] };
  });
}

async function due(terminal: Terminal): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const rungs = await client.calendar.due({}, terminal.call);
    return {
      json: rungs,
      exitCode: rungs.length === 0 ? 0 : 1,
      show: ({ width }) =>
        rungs.length === 0
          ? ['Nothing waits for an answer.']
          : [
              { text: `${plural(rungs.length, 'date')} ${rungs.length === 1 ? 'waits' : 'wait'} for an answer`, tone: 'title' },
              '',
              ...layoutTable(
                [
                  { title: 'Date' },
                  { title: 'Event', least: 24 },
                  { title: 'Rung' },
                  { title: 'Action', least: 20 },
                  { title: 'Owner' },
                  { title: 'Late', least: 10 },
                ],
                rungs.map(({ effectiveAt, title, rung, ownerName, lateWords }) => [
                  showDay(effectiveAt),
                  title,
                  rung.key,
                  rung.action,
                  ownerName ?? 'nobody',
                  lateWords === null ? '' : { text: lateWords, tone: 'soon' },
                ]),
                width,
              ),
            ],
    };
  });
}

async function list(terminal: Terminal, api: string | undefined): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const events = await client.calendar.list(api === undefined ? {} : { apiId: (await findApi(client, api, 'part')).id }, terminal.call);
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
                  { title: 'Start by', least: 10 },
                  { title: 'Owner', least: 6 },
                  { title: 'From' },
                  { title: 'Calls 30 d', align: 'right' },
                ],
                events.map((event) => [
                  whenText(event),
                  event.title,
                  [event.vendorName, event.apiName].filter(Boolean).join(' '),
                  standingText(event.standing),
                  startText(event) ?? '–',
                  event.ownerName ?? '–',
                  event.source,
                  countText(event.calls30d),
                ]),
                width,
              ),
            ],
    };
  });
}
