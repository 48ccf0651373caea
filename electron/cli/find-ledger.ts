import { Fault } from '../../shared/contract/errors.ts';
import type { BreakChoice, LedgerBreak, LedgerCause, LedgerRow } from '../../shared/contract/ledger.ts';
import type { CoreClient } from '../core/terminal.ts';
import { findOne, type Grasp } from './find-record.ts';

/** A ledger by its name or id. */
export async function findLedger(client: CoreClient, text: string, grasp?: Grasp): Promise<LedgerRow> {
  return findOne(text, {
    what: 'ledger',
    where: 'quartermaster ledger list',
    rows: await client.ledger.list({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
    grasp,
  });
}

/** A cause of a ledger by its words, with the currency where two have the same. */
export async function findCause(client: CoreClient, ledgerId: string, text: string, grasp?: Grasp): Promise<LedgerCause> {
  const { causes } = await client.ledger.show({ id: ledgerId });
  return findOne(text, {
    what: 'cause',
    where: 'quartermaster ledger causes',
    rows: causes,
    idOf: ({ id }) => id,
    namesOf: ({ words, currency }) => [`${words} ${currency}`, words],
    grasp,
  });
}

/** The open break of a key, or the one of this id. */
export async function findBreak(client: CoreClient, ledgerId: string, key: string): Promise<LedgerBreak> {
  const { rows } = await client.ledger.breaks({ ledgerId, text: key, limit: 1000 });
  return findOne(key, {
    what: 'open break',
    where: 'quartermaster ledger breaks',
    rows,
    idOf: ({ id }) => id,
    namesOf: (one) => [one.key],
  });
}

/** Which breaks are meant: of keys, or of a cause, never both and never none. */
export async function chooseBreaks(
  client: CoreClient,
  ledgerId: string,
  which: { break: readonly string[]; cause?: string },
): Promise<BreakChoice> {
  if ((which.break.length === 0) === (which.cause === undefined))
    throw new Fault('bad_input', {
      happened: 'Say which breaks are meant.',
      remedy: 'Use --break for single ones, or --cause for all of a cause.',
    });
  if (which.cause !== undefined) return { causeId: (await findCause(client, ledgerId, which.cause)).id };
  const ids: string[] = [];
  for (const key of which.break) ids.push((await findBreak(client, ledgerId, key)).id);
  return { ids };
}
