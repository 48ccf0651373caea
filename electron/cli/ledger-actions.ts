import type { CoreClient } from '../core/terminal.ts';
import { chooseBreaks, findBreak, findLedger } from './find-ledger.ts';
import { findOne } from './find-record.ts';
import { readInstant, showDay } from './instants.ts';
import { plural } from './standing-text.ts';
import type { Outcome, Terminal } from './terminal.ts';

interface Which {
  readonly break: readonly string[];
  readonly cause?: string;
}

const done = (changed: number, words: string): Outcome => ({ json: { changed }, show: () => [`${plural(changed, 'break')} ${words}.`] });

export async function assignVerb(terminal: Terminal, ledger: string, options: Which & { to: string }): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findLedger(client, ledger);
    const choice = await chooseBreaks(client, id, options);
    const person = options.to.toLowerCase() === 'nobody' ? null : await findPerson(client, options.to);
    const { changed } = await client.ledger.assign({ choice, ownerId: person?.id ?? null }, terminal.call);
    return done(changed, person === null ? `${changed === 1 ? 'has' : 'have'} no owner now` : `given to ${person.name}`);
  });
}

async function findPerson(client: CoreClient, text: string): Promise<{ readonly id: string; readonly name: string }> {
  return findOne(text, {
    what: 'person',
    where: 'Settings, People',
    rows: await client.inventory.people({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
  });
}

export async function explainVerb(
  terminal: Terminal,
  ledger: string,
  options: Which & { until: string; reason: string },
): Promise<Outcome> {
  const until = readInstant(options.until, terminal.now);
  return terminal.inWorkspace(async (client) => {
    const { id } = await findLedger(client, ledger);
    const choice = await chooseBreaks(client, id, options);
    const { changed } = await client.ledger.explain({ choice, until, reason: options.reason }, terminal.call);
    return done(changed, `explained until ${showDay(until)}`);
  });
}

export async function stateVerb(
  terminal: Terminal,
  ledger: string,
  options: Which & { to: 'open' | 'investigating' | 'fix_pending' },
): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findLedger(client, ledger);
    const choice = await chooseBreaks(client, id, options);
    const { changed } = await client.ledger.setState({ choice, state: options.to }, terminal.call);
    return done(changed, `now ${options.to.replace('_', ' ')}${options.to === 'fix_pending' ? '; a later run has to agree' : ''}`);
  });
}

export async function noteVerb(terminal: Terminal, ledger: string, options: { break: string; text: string }): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findLedger(client, ledger);
    const one = await findBreak(client, id, options.break);
    await client.ledger.note({ id: one.id, text: options.text }, terminal.call);
    return { json: { id: one.id }, show: () => [`Note added to ${one.key}.`] };
  });
}
