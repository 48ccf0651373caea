import { Option, type Command } from 'commander';
import type { Decision, Risk } from '../../shared/contract/scorecards.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { findPerson } from './find-event.ts';
import { findOne, findVendor } from './find-record.ts';
import { readInstant, showDay } from './instants.ts';
import { wholeNumber } from './option-values.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';

interface RiskOptions {
  readonly title?: string;
  readonly waiver?: boolean;
  readonly owner?: string;
  readonly vendor?: string;
  readonly likelihood?: number;
  readonly impact?: number;
  readonly due?: string;
  readonly reason?: string;
}

/** Registers of risks and waivers, and of decisions. */
export function addRegisterVerbs(program: Command, run: Run): void {
  const risks = program.command('risk').description('Open risks and waivers, as they stand on the scorecard');
  withExamples(
    risks.command('list').description('List open risks and waivers').option('--all', 'closed ones too'),
    'risk list',
    'risk list --all --json',
  ).action((options: { all?: boolean }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => riskTable(await client.scorecards.risks({ withClosed: options.all === true }, terminal.call))),
    ),
  );
  withExamples(
    riskOptions(
      risks.command('add').description('Note a risk, or a waiver with its reason and its end').argument('<title>', 'in one line'),
    ),
    'risk add "One person holds the PayPal key" --owner Ines --likelihood 3 --impact 5 --due 2026-11-30',
    'risk add "Returns run without a monitor" --waiver --reason "New vendor in spring" --due 2026-12-31',
  ).action((title: string, options: RiskOptions) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const saved = await client.scorecards.saveRisk(
          { kind: options.waiver ? 'waiver' : 'risk', title, ...(await riskPatch(terminal, client, options)) },
          terminal.call,
        );
        return done(saved, `“${saved.title}” noted.`);
      }),
    ),
  );
  withExamples(
    riskOptions(risks.command('edit').description('Change a risk or waiver').argument('<risk>', 'its title or id')).option(
      '--title <title>',
      'a new title',
    ),
    'risk edit "PayPal key" --due 2026-12-15',
  ).action((text: string, options: RiskOptions) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id, kind, title, ownerId, vendorId, likelihood, impact, dueAt, reason } = await findRisk(client, text);
        const patch = await riskPatch(terminal, client, options);
        const saved = await client.scorecards.saveRisk(
          {
            id,
            kind: options.waiver ? 'waiver' : kind,
            ownerId,
            vendorId,
            likelihood,
            impact,
            dueAt,
            reason,
            ...patch,
            title: options.title ?? title,
          },
          terminal.call,
        );
        return done(saved, `“${saved.title}” changed.`);
      }),
    ),
  );
  withExamples(
    risks
      .command('close')
      .description('Close a risk or waiver')
      .argument('<risk>', 'its title or id')
      .requiredOption('--outcome <text>', 'how it ended'),
    'risk close "PayPal key" --outcome "Deniz has a key of his own"',
  ).action((text: string, { outcome }: { outcome: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const closed = await client.scorecards.closeRisk({ id: (await findRisk(client, text)).id, outcome }, terminal.call);
        return done(closed, `“${closed.title}” closed.`);
      }),
    ),
  );
  addDecisionVerbs(program, run);
}

function addDecisionVerbs(program: Command, run: Run): void {
  const noun = program.command('decision').description('Decisions that somebody must take');
  withExamples(noun.command('list').description('List open decisions').option('--all', 'decided ones too'), 'decision list').action(
    (options: { all?: boolean }) =>
      run((terminal) =>
        terminal.inWorkspace(async (client) =>
          decisionTable(await client.scorecards.decisions({ withDecided: options.all === true }, terminal.call)),
        ),
      ),
  );
  withExamples(
    noun
      .command('add')
      .description('Ask for a decision')
      .argument('<title>', 'in one line')
      .option('--advice <text>', 'what is recommended')
      .option('--owner <person>', 'who asks')
      .option('--due <date>', 'by when'),
    'decision add "Second observer" --advice "340 euros once, to see 95 % of hours" --due +14d',
  ).action((title: string, options: { advice?: string; owner?: string; due?: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const ownerId = options.owner === undefined ? null : (await findPerson(client, options.owner)).id;
        const dueAt = options.due === undefined ? null : readInstant(options.due, terminal.now);
        const saved = await client.scorecards.saveDecision({ title, recommendation: options.advice ?? '', ownerId, dueAt }, terminal.call);
        return done(saved, `“${saved.title}” asked for.`);
      }),
    ),
  );
  withExamples(
    noun
      .command('decide')
      .description('Say what was decided')
      .argument('<decision>', 'its title or id')
      .requiredOption('--outcome <text>', 'what was decided'),
    'decision decide "Second observer" --outcome "Yes, bought on 14 November"',
  ).action((text: string, { outcome }: { outcome: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const rows = await client.scorecards.decisions({ withDecided: false });
        const found = findOne(text, {
          what: 'open decision',
          where: 'quartermaster decision list',
          rows,
          idOf: ({ id }) => id,
          namesOf: ({ title }) => [title],
        });
        const decided = await client.scorecards.decide({ id: found.id, outcome }, terminal.call);
        return done(decided, `“${decided.title}” decided: ${decided.outcome}`);
      }),
    ),
  );
}

const riskOptions = (verb: Command): Command =>
  verb
    .option('--waiver', 'a risk that is accepted until its day')
    .option('--owner <person>', 'whose it is')
    .option('--vendor <vendor>', 'the vendor it concerns')
    .addOption(new Option('--likelihood <1-5>', 'how likely').argParser(wholeNumber(1, 5)))
    .addOption(new Option('--impact <1-5>', 'how bad').argParser(wholeNumber(1, 5)))
    .option('--due <date>', 'by when it is gone, or when the waiver ends')
    .option('--reason <text>', 'why; a waiver needs one');

async function riskPatch(terminal: Terminal, client: CoreClient, options: RiskOptions) {
  return {
    ...(options.owner === undefined ? {} : { ownerId: (await findPerson(client, options.owner)).id }),
    ...(options.vendor === undefined ? {} : { vendorId: (await findVendor(client, options.vendor)).id }),
    ...(options.likelihood === undefined ? {} : { likelihood: options.likelihood }),
    ...(options.impact === undefined ? {} : { impact: options.impact }),
    ...(options.due === undefined ? {} : { dueAt: readInstant(options.due, terminal.now) }),
    ...(options.reason === undefined ? {} : { reason: options.reason }),
  };
}

async function findRisk(client: CoreClient, text: string): Promise<Risk> {
  const rows = await client.scorecards.risks({ withClosed: false });
  return findOne(text, {
    what: 'open risk',
    where: 'quartermaster risk list',
    rows,
    idOf: ({ id }) => id,
    namesOf: ({ title }) => [title],
  });
}

const done = (json: Risk | Decision, words: string): Outcome => ({ json, show: () => [words] });
const dayText = (at: number | null): string => (at === null ? '–' : showDay(at));

const riskTable = (rows: readonly Risk[]): Outcome => ({
  json: rows,
  show: ({ width }) =>
    rows.length === 0
      ? ['No risk is open. Note one with: quartermaster risk add TITLE.']
      : layoutTable(
          [
            { title: 'Risk or waiver', least: 24 },
            { title: 'Kind' },
            { title: 'Weight', align: 'right' },
            { title: 'Owner' },
            { title: 'Due or ends' },
            { title: 'Closed' },
          ],
          rows.map((row) => [
            row.title,
            row.kind,
            `${row.likelihood} × ${row.impact}`,
            row.ownerName ?? 'nobody',
            dayText(row.dueAt),
            dayText(row.closedAt),
          ]),
          width,
        ),
});

const decisionTable = (rows: readonly Decision[]): Outcome => ({
  json: rows,
  show: ({ width }) =>
    rows.length === 0
      ? ['No decision is open.']
      : layoutTable(
          [
            { title: 'Decision', least: 16 },
            { title: 'By' },
            { title: 'Owner' },
            { title: 'Decided' },
            { title: 'Advice or outcome', least: 20 },
          ],
          rows.map((row) => [
            row.title,
            dayText(row.dueAt),
            row.ownerName ?? '–',
            dayText(row.decidedAt),
            row.outcome || row.recommendation,
          ]),
          width,
        ),
});
