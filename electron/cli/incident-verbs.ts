import type { Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import { incidentAttributions, type Incident } from '../../shared/contract/monitors.ts';
import { withExamples } from './examples.ts';
import { findIncident } from './find-monitored.ts';
import { findApi, type Grasp } from './find-record.ts';
import { showInstant } from './instants.ts';
import { plural, standingText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line } from './text.ts';

export function addIncidentVerbs(program: Command, run: Run): void {
  const noun = program.command('incident').description('Times in which something failed, with their time line');
  withExamples(
    noun.command('list').description('List incidents; ends with 1 when one is open').option('--open', 'only open ones'),
    'incident list --open',
    'incident list --json',
  ).action((options: { open?: boolean }) => run((terminal) => list(terminal, options.open ?? false)));
  withExamples(
    noun.command('show').description('Show an incident with its time line').argument('<incident>', 'INC-31, 31, or its id'),
    'incident show INC-31',
  ).action((name: string) =>
    run((terminal) => on(terminal, name, (client, id) => client.monitors.incident({ id }, terminal.call), 'part')),
  );
  withExamples(
    noun
      .command('open')
      .description('Open an incident by hand')
      .argument('<title>', 'what is wrong')
      .option('--api <api>', 'of which API')
      .option('--cause <cause>', incidentAttributions.join(', ')),
    'incident open "Refunds are declined" --api "Adyen Checkout" --cause ours',
  ).action((title: string, options: { api?: string; cause?: string }) => run((terminal) => open(terminal, title, options)));
  withExamples(
    noun.command('close').description('Close an incident by hand').argument('<incident>', 'INC-31').argument('[reason]', 'why it is over'),
    'incident close INC-31 "The vendor says it is fixed"',
  ).action((name: string, reason: string | undefined) =>
    run((terminal) => on(terminal, name, (client, id) => client.monitors.closeIncident({ id, reason: reason ?? '' }, terminal.call))),
  );
  withExamples(
    noun
      .command('note')
      .description('Add a line to the time line')
      .argument('<incident>', 'INC-31')
      .argument('<words>', 'what was seen or done'),
    'incident note INC-31 "Support on the phone, no estimate yet"',
  ).action((name: string, words: string) =>
    run((terminal) => on(terminal, name, (client, id) => client.monitors.noteIncident({ id, words }, terminal.call))),
  );
  withExamples(
    noun
      .command('attribute')
      .description('Overrule whose cause it was, with the reason')
      .argument('<incident>', 'INC-31')
      .argument('<cause>', incidentAttributions.join(', '))
      .argument('<reason>', 'how you know'),
    'incident attribute INC-31 vendor "Declared on their status page"',
  ).action((name: string, cause: string, reason: string) =>
    run((terminal) => {
      const attribution = causeOf(cause);
      return on(terminal, name, (client, id) => client.monitors.attributeIncident({ id, attribution, reason }, terminal.call));
    }),
  );
}

function causeOf(text: string): (typeof incidentAttributions)[number] {
  const cause = incidentAttributions.find((one) => one === text);
  if (cause) return cause;
  throw new Fault('bad_input', { happened: `“${text}” is no cause.`, remedy: `One of ${incidentAttributions.join(', ')}.` });
}

async function list(terminal: Terminal, onlyOpen: boolean): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const rows = await client.monitors.incidents({ state: onlyOpen ? 'open' : 'all' }, terminal.call);
    const openCount = rows.filter(({ state }) => state === 'open').length;
    return {
      json: rows,
      exitCode: openCount > 0 ? 1 : 0,
      show: ({ width }) =>
        rows.length === 0
          ? [onlyOpen ? 'No incident is open.' : 'No incident yet.']
          : [
              { text: `${plural(rows.length, 'incident')}, ${openCount} open`, tone: 'title' },
              '',
              ...layoutTable(
                [
                  { title: 'No.' },
                  { title: 'State' },
                  { title: 'What', least: 20 },
                  { title: 'Began' },
                  { title: 'Lasted', least: 12 },
                  { title: 'Cause' },
                  { title: 'To do', align: 'right' },
                ],
                rows.map((row) => [
                  `INC-${row.number}`,
                  standingText({ state: row.state === 'open' ? 'broken' : 'holds', words: row.state }),
                  row.title,
                  showInstant(row.openedAt).slice(0, 16),
                  row.durationWords,
                  row.attribution,
                  String(row.openFollowUps),
                ]),
                width,
              ),
            ],
    };
  });
}

type Client = Parameters<Parameters<Terminal['inWorkspace']>[0]>[0];

/** Does something with the incident that is named and shows it as it is then. */
async function on(
  terminal: Terminal,
  name: string,
  work: (client: Client, id: string) => Promise<Incident>,
  grasp?: Grasp,
): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const incident = await work(client, (await findIncident(client, name, grasp)).id);
    return { json: incident, show: () => incidentLines(incident) };
  });
}

async function open(terminal: Terminal, title: string, options: { api?: string; cause?: string }): Promise<Outcome> {
  const attribution = options.cause === undefined ? 'unknown' : causeOf(options.cause);
  return terminal.inWorkspace(async (client) => {
    const apiId = options.api === undefined ? null : (await findApi(client, options.api)).id;
    const incident = await client.monitors.openIncident({ title, apiId, attribution }, terminal.call);
    return { json: incident, show: () => incidentLines(incident) };
  });
}

function incidentLines(incident: Incident): Line[] {
  return [
    { text: `INC-${incident.number} ${incident.title}`, tone: 'title' },
    `${incident.state}, ${incident.durationWords}${incident.unconfirmedWords === null ? '' : `, ${incident.unconfirmedWords}`}`,
    `Cause: ${incident.attribution}${incident.attributionReason === '' ? '' : `. ${incident.attributionReason}`}`,
    ...(incident.touched.length === 0 ? [] : [`Touches: ${incident.touched.map(({ process }) => process).join(', ')}`]),
    ...incident.followUps.map((one) => `To do: ${one.text}${one.closedAt === null ? '' : ` (done: ${one.closedBy ?? ''})`}`),
    '',
    ...incident.timeLine
      .slice(0, 40)
      .map((entry) => `${showInstant(entry.at)}  ${entry.words}${entry.actor === null ? '' : ` · ${entry.actor}`}`),
  ];
}
