import type { GuidanceNote } from '../../../shared/contract/answers.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { FailedClass } from '../../../shared/domain/answers/guidance.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { findNote } from './store.ts';

export interface NoteFields {
  readonly errorClass: FailedClass;
  readonly status: number | null;
  readonly problemType: string | null;
  readonly body: string;
}

/** Keeps what to do about a kind of failure of an API. */
export function addNote(engine: Engine, actor: Actor, apiId: string, fields: NoteFields): GuidanceNote {
  const api = engine.db.get<{ words: string }>(
    "SELECT v.name || ' ' || a.name AS words FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = ?",
    apiId,
  );
  if (!api) throw new Fault('not_found', { happened: 'There is no such API.', remedy: 'Look in the inventory.' });
  const id = engine.clock.newId();
  const now = engine.clock.now();
  engine.commands.run(actor, (changes) =>
    changes.insert(
      'guidanceNote',
      { id, api_id: apiId, ...columnsOf(engine, actor, fields), created_at: now },
      `Wrote what to do when ${api.words} fails (${fields.errorClass}${fields.status === null ? '' : ` ${fields.status}`})`,
    ),
  );
  return required(engine, id);
}

export function changeNote(engine: Engine, actor: Actor, id: string, fields: NoteFields): GuidanceNote {
  const note = required(engine, id);
  engine.commands.run(actor, (changes) =>
    changes.update('guidanceNote', id, columnsOf(engine, actor, fields), `Changed what to do when ${wordsOf(note)} fails`),
  );
  return required(engine, id);
}

export function removeNote(engine: Engine, actor: Actor, id: string): void {
  const note = required(engine, id);
  engine.commands.run(actor, (changes) => changes.remove('guidanceNote', id, `Removed what to do when ${wordsOf(note)} fails`));
}

const wordsOf = ({ vendorName, apiName, errorClass }: GuidanceNote): string => `${vendorName} ${apiName} (${errorClass})`;

function columnsOf(engine: Engine, actor: Actor, { errorClass, status, problemType, body }: NoteFields) {
  return {
    error_class: errorClass,
    status,
    problem_type: problemType === '' ? null : problemType,
    body: engine.secrets.redactor().text(body),
    edited_at: engine.clock.now(),
    edited_by: actor.name,
  };
}

function required(engine: Engine, id: string): GuidanceNote {
  const note = findNote(engine.db, id);
  if (!note) throw new Fault('not_found', { happened: 'There is no such note.', remedy: 'Somebody may have removed it; reload the page.' });
  return note;
}
