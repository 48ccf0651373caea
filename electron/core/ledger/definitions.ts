import { createHash } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import { amountField, currencyField, timeField } from '../../../shared/domain/ledger/compare-fields.ts';
import type { LedgerSpec } from '../../../shared/domain/ledger/ledger-spec.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Engine } from '../engine.ts';

type Tools = Pick<Engine, 'db' | 'clock' | 'commands'>;

/** Adds a ledger with the first version of its definition. */
export function createLedger({ clock, commands }: Tools, actor: Actor, input: { name: string; spec: LedgerSpec; reason: string }): string {
  checkSpec(input.spec);
  const id = clock.newId();
  const definitionId = clock.newId();
  const now = clock.now();
  commands.run(actor, (changes) => {
    if (changes.get('SELECT 1 FROM ledgers WHERE lower(name) = lower(?)', input.name))
      throw new Fault('conflict', {
        happened: `There is a ledger “${input.name}” already.`,
        remedy: 'Give it another name, or run that one.',
      });
    changes.insert(
      'ledger',
      {
        id,
        name: input.name,
        left_name: input.spec.left.name,
        right_name: input.spec.right.name,
        definition_id: definitionId,
        created_at: now,
      },
      `Ledger ${input.name} added`,
    );
    insertDefinition(
      changes,
      { id: definitionId, ledgerId: id, number: 1, spec: input.spec, author: actor.name, reason: input.reason, now },
      input.name,
    );
  });
  return id;
}

/** Adds a version of the definition. Runs made before keep the version they ran with. */
export function defineLedger(
  { db, clock, commands }: Tools,
  actor: Actor,
  input: { id: string; spec: LedgerSpec; reason: string },
): number {
  checkSpec(input.spec);
  const { name } = requireLedger(db, input.id);
  const definitionId = clock.newId();
  return commands.run(actor, (changes) => {
    const number =
      (changes.get<{ n: number }>('SELECT max(number) AS n FROM ledger_definitions WHERE ledger_id = ?', input.id)?.n ?? 0) + 1;
    insertDefinition(
      changes,
      { id: definitionId, ledgerId: input.id, number, spec: input.spec, author: actor.name, reason: input.reason, now: clock.now() },
      name,
    );
    changes.update(
      'ledger',
      input.id,
      { definition_id: definitionId, left_name: input.spec.left.name, right_name: input.spec.right.name },
      `${name}: definition ${number} in use`,
    );
    return number;
  });
}

interface Definition {
  readonly id: string;
  readonly ledgerId: string;
  readonly number: number;
  readonly spec: LedgerSpec;
  readonly author: string;
  readonly reason: string;
  readonly now: number;
}

function insertDefinition(changes: Changes, one: Definition, ledgerName: string): void {
  const spec = JSON.stringify(one.spec);
  changes.insert(
    'ledgerDefinition',
    {
      id: one.id,
      ledger_id: one.ledgerId,
      number: one.number,
      spec,
      sha256: createHash('sha256').update(spec).digest('hex'),
      author: one.author,
      reason: one.reason,
      created_at: one.now,
    },
    `${ledgerName}: definition ${one.number}${one.reason === '' ? '' : `, ${one.reason}`}`,
  );
}

/** What a schema cannot say: names that would collide, and tolerances that do not fit what they are for. */
function checkSpec(spec: LedgerSpec): void {
  const refuse = (happened: string, remedy: string): never => {
    throw new Fault('bad_input', { happened, remedy: `${remedy} Nothing was changed.` });
  };
  const reserved: readonly string[] = [amountField, currencyField, timeField];
  const names = new Set<string>();
  for (const { name, type, tolerance } of spec.fields) {
    if (reserved.includes(name))
      refuse(`A compared field cannot be called “${name}”.`, 'The amount, the currency and the time are compared by themselves.');
    if (/[,\u001F]/.test(name)) refuse(`The name “${name}” holds a comma.`, 'Leave it out.');
    if (names.has(name)) refuse(`Two compared fields are called “${name}”.`, 'Give each a name of its own.');
    names.add(name);
    const fits = {
      text: ['exact', 'shown'],
      number: ['exact', 'percent', 'shown'],
      money: ['exact', 'minor', 'percent', 'shown'],
      time: ['exact', 'minutes', 'shown'],
    };
    if (!fits[type].includes(tolerance.kind))
      refuse(`“${name}” is ${type}, and a tolerance in ${tolerance.kind} does not fit it.`, 'Choose another tolerance.');
  }
  if (spec.left.key.length !== spec.right.key.length)
    refuse('The keys of the two sides have different numbers of parts.', 'Name as many columns left as right.');
  if (!['exact', 'minor', 'percent'].includes(spec.amountTolerance.kind))
    refuse('The amount has a tolerance of another kind.', 'Use exact, minor units or percent.');
  if (!['exact', 'minutes', 'shown'].includes(spec.timeTolerance.kind))
    refuse('The time has a tolerance of another kind.', 'Use exact, minutes or shown.');
  if (spec.settleDays !== null && (spec.left.time === null || spec.right.time === null))
    refuse('A settle window needs a time on both sides.', 'Name the time columns, or leave the window out.');
}

export function requireLedger(
  db: Pick<Engine['db'], 'get'>,
  id: string,
): { name: string; definition_id: string; left_path: string; right_path: string } {
  const row = db.get<{ name: string; definition_id: string; left_path: string; right_path: string }>(
    'SELECT * FROM ledgers WHERE id = ?',
    id,
  );
  if (!row) throw new Fault('not_found', { happened: 'The ledger is gone.', remedy: 'Reload the page; somebody may have removed it.' });
  return row;
}

export function renameLedger({ db, commands }: Tools, actor: Actor, id: string, name: string): void {
  const before = requireLedger(db, id);
  commands.run(actor, (changes) => {
    if (changes.get('SELECT 1 FROM ledgers WHERE lower(name) = lower(?) AND id <> ?', name, id))
      throw new Fault('conflict', { happened: `There is a ledger “${name}” already.`, remedy: 'Give it another name.' });
    changes.update('ledger', id, { name }, `${before.name} renamed to ${name}`);
  });
}

/** Takes a ledger away with its runs and breaks. */
export function removeLedger({ db, commands }: Tools, actor: Actor, id: string): void {
  const { name } = requireLedger(db, id);
  const counts = db.get<{ runs: number; breaks: number }>(
    'SELECT (SELECT count(*) FROM ledger_runs WHERE ledger_id = ?) AS runs, (SELECT count(*) FROM breaks WHERE ledger_id = ?) AS breaks',
    id,
    id,
  );
  commands.run(actor, (changes) =>
    changes.bulk(
      'ledger',
      id,
      `Ledger ${name} removed with its runs and breaks`,
      { runs: counts?.runs ?? 0, breaks: counts?.breaks ?? 0 },
      (db) => {
        db.run('DELETE FROM breaks WHERE ledger_id = ?', id);
        db.run('DELETE FROM ledger_runs WHERE ledger_id = ?', id);
        db.run('DELETE FROM ledgers WHERE id = ?', id);
      },
    ),
  );
}
