import { Fault } from '../../../shared/contract/errors.ts';
import type { BreakChoice } from '../../../shared/contract/ledger.ts';
import { stateWords, type BreakState } from '../../../shared/domain/ledger/break-class.ts';
import { shortDay } from '../../../shared/domain/day-words.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { Actor, Row } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Engine } from '../engine.ts';

type Tools = Pick<Engine, 'db' | 'clock' | 'commands'>;

/** How many breaks are changed one by one, each with its own way back; more are one entry with their count. */
const mostSingle = 50;

interface Change {
  /** The columns to write. */
  readonly patch: Row;
  readonly to: BreakState | null;
  /** What the break's history says: "Ines took it". */
  readonly words: string;
  /** What the activity says after the key: "given to Ines". */
  readonly summary: string;
}

/** Gives breaks to a person, or to nobody. What was open is then investigated by that person. */
export function assignBreaks(tools: Tools, actor: Actor, choice: BreakChoice, ownerId: string | null): number {
  const owner = ownerId === null ? null : tools.db.get<{ name: string }>('SELECT name FROM people WHERE id = ?', ownerId);
  if (owner === undefined) throw new Fault('not_found', { happened: 'There is no such person.', remedy: 'Choose somebody of the list.' });
  const words = owner === null ? 'Given back: nobody has it' : owner.name === actor.name ? 'Took it' : `Gave it to ${owner.name}`;
  return changeBreaks(tools, actor, choice, {
    patch: { owner_id: ownerId },
    to: null,
    words,
    summary: owner === null ? 'has no owner any more' : `given to ${owner.name}`,
  });
}

/** Explains breaks until a day; after it, or when their values change, they stand open again. */
export function explainBreaks(tools: Tools, actor: Actor, choice: BreakChoice, until: number, reason: string): number {
  if (until <= tools.clock.now())
    throw new Fault('bad_input', { happened: 'The day has passed.', remedy: 'Explain until a day to come: an explanation always ends.' });
  return changeBreaks(tools, actor, choice, {
    patch: { state: 'explained', explained_until: until, explained_by: actor.name, reason, due_at: until },
    to: 'explained',
    words: `Explained until ${shortDay(until)}: ${reason}`,
    summary: `explained until ${shortDay(until)}`,
  });
}

/** Says how far somebody is. Only a run can say that a break is resolved. */
export function setBreakState(tools: Tools, actor: Actor, choice: BreakChoice, state: 'open' | 'investigating' | 'fix_pending'): number {
  return changeBreaks(tools, actor, choice, {
    patch: { state, explained_until: null, explained_by: null, reason: '' },
    to: state,
    words: state === 'fix_pending' ? 'Marked as fixed; a later run has to agree' : `Now ${stateWords[state]}`,
    summary: stateWords[state],
  });
}

/** Adds a note to a break's history. */
export function noteOnBreak({ db, clock, commands }: Tools, actor: Actor, id: string, text: string): void {
  const row = requireBreak(db, id);
  commands.run(actor, (changes) =>
    changes.insert('breakEvent', eventRow(clock, id, actor, null, null, text), `Break ${row.match_key}: note added`),
  );
}

interface BreakHead {
  readonly id: string;
  readonly match_key: string;
  readonly state: BreakState;
  readonly ledger_id: string;
}

function requireBreak(db: Tools['db'], id: string): BreakHead {
  const row = db.get<BreakHead>('SELECT id, match_key, state, ledger_id FROM breaks WHERE id = ?', id);
  if (!row) throw new Fault('not_found', { happened: 'The break is gone.', remedy: 'Reload the page.' });
  return row;
}

function chosen(db: Tools['db'], choice: BreakChoice): BreakHead[] {
  if ('ids' in choice) return choice.ids.map((id) => requireBreak(db, id));
  return db.all<BreakHead>(
    'SELECT b.id, b.match_key, b.state, b.ledger_id FROM breaks b WHERE b.cause_id = ? AND b.resolved_at IS NULL',
    choice.causeId,
  );
}

function changeBreaks({ db, clock, commands }: Tools, actor: Actor, choice: BreakChoice, change: Change): number {
  const breaks = chosen(db, choice);
  const [first] = breaks;
  if (first === undefined)
    throw new Fault('not_found', { happened: 'No open break is meant.', remedy: 'Reload the page; a run may have resolved them.' });
  if (breaks.some(({ state }) => state === 'resolved'))
    throw new Fault('conflict', {
      happened: 'A run has resolved it.',
      remedy: 'It opens again by itself when a run finds it again. Nothing was changed.',
    });
  commands.run(actor, (changes) => {
    if (breaks.length > mostSingle) return changeMany(changes, first.ledger_id, breaks);
    for (const { id, match_key, state } of breaks) {
      const isChanged = changes.update('break', id, change.patch, `Break ${match_key} ${change.summary}`);
      if (!isChanged) continue;
      changes.insert(
        'breakEvent',
        eventRow(clock, id, actor, change.to === null ? null : state, change.to, change.words),
        `Break ${match_key}: ${change.words}`,
      );
    }
  });
  return breaks.length;

  function changeMany(changes: Changes, ledgerId: string, all: readonly BreakHead[]): void {
    changes.bulk(
      'ledger',
      ledgerId,
      `${grouped(all.length)} breaks ${change.summary}`,
      { breaks: all.length, ...change.patch },
      (writer) => {
        const columns = Object.keys(change.patch);
        const update = `UPDATE breaks SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`;
        for (const { id, state } of all) {
          writer.run(update, ...columns.map((column) => change.patch[column] ?? null), id);
          const row = eventRow(clock, id, actor, change.to === null ? null : state, change.to, change.words);
          writer.run(
            'INSERT INTO break_events (id, break_id, at, actor, run_id, from_state, to_state, words, created_at) VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?)',
            row.id,
            row.break_id,
            row.at,
            row.actor,
            row.from_state,
            row.to_state,
            row.words,
            row.created_at,
          );
        }
      },
    );
  }
}

function eventRow(clock: Tools['clock'], breakId: string, actor: Actor, from: BreakState | null, to: BreakState | null, words: string) {
  const now = clock.now();
  return { id: clock.newId(), break_id: breakId, at: now, actor: actor.name, from_state: from, to_state: to, words, created_at: now };
}
