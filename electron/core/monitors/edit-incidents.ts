import type { ExchangeRow } from '../../../shared/contract/console.ts';
import type { Incident } from '../../../shared/contract/monitors.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Door } from '../../../shared/contract/procedure.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Engine } from '../engine.ts';
import { getIncident, requireIncident } from './incident-detail.ts';
import { nextNumber } from './incident-rules.ts';

/** The call that is attached, as the console knows it. */
export type AttachedExchange = Pick<ExchangeRow, 'id' | 'number' | 'method' | 'status' | 'startedAt'>;

type Tools = Pick<Engine, 'db' | 'clock' | 'commands'>;

export interface NewIncident {
  readonly title: string;
  readonly apiId: string | null;
  readonly monitorId: string | null;
  readonly attribution: Incident['attribution'];
  readonly startedAt?: number | undefined;
}

/** One that no monitor saw: opened by a person, closed by a person. */
export function openIncident({ db, clock, commands }: Tools, actor: Actor, input: NewIncident): Incident {
  const id = clock.newId();
  const now = clock.now();
  const apiId =
    input.apiId ??
    (input.monitorId ? (db.get<{ api_id: string }>('SELECT api_id FROM monitors WHERE id = ?', input.monitorId)?.api_id ?? null) : null);
  if (input.startedAt !== undefined && input.startedAt > now) {
    throw new Fault('bad_input', {
      happened: 'It begins in the future.',
      remedy: 'Give the time at which it began. Nothing was changed.',
      place: { path: 'startedAt' },
    });
  }
  if (apiId !== null && !db.get('SELECT 1 FROM apis WHERE id = ?', apiId)) {
    throw new Fault('not_found', { happened: 'The API is gone.', remedy: 'Choose another one, or none.' });
  }
  commands.run(actor, (changes) => {
    const number = nextNumber(changes);
    const startedAt = input.startedAt ?? now;
    const row = {
      id,
      number,
      title: input.title,
      api_id: apiId,
      monitor_id: input.monitorId,
      attribution: input.attribution,
      opened_at: startedAt,
      first_bad_at: startedAt,
      last_bad_at: now,
      monitor_ids: JSON.stringify(input.monitorId ? [input.monitorId] : []),
      created_at: now,
    };
    changes.insert('incident', row, `INC-${number} opened by hand: ${input.title}`);
    addLine(changes, clock, id, 'opened', 'Opened by hand', actor);
  });
  return getIncident(db, id, clock.now());
}

export function acknowledgeIncident({ db, clock, commands }: Tools, actor: Actor, id: string): Incident {
  const { number } = requireIncident(db, id);
  commands.run(actor, (changes) => {
    const isNew = changes.update(
      'incident',
      id,
      { acknowledged_at: clock.now(), acknowledged_by: actor.name },
      `INC-${number} acknowledged`,
    );
    if (isNew) addLine(changes, clock, id, 'acknowledged', `${actor.name} looks after it`, actor);
  });
  return getIncident(db, id, clock.now());
}

export function noteIncident({ db, clock, commands }: Tools, actor: Actor, id: string, words: string): Incident {
  requireIncident(db, id);
  commands.run(actor, (changes) => addLine(changes, clock, id, 'note', words, actor));
  return getIncident(db, id, clock.now());
}

/** A call that a person takes for evidence; it stands at its own time, with its own door. */
export function attachExchange(
  { db, clock, commands }: Tools,
  actor: Actor,
  { id, exchange, words }: { readonly id: string; readonly exchange: AttachedExchange; readonly words: string },
): Incident {
  const { number } = requireIncident(db, id);
  const door = JSON.stringify({ place: 'console', kind: 'exchange', id: exchange.id } satisfies Door);
  if (db.get('SELECT 1 FROM incident_events WHERE incident_id = ? AND door = ?', id, door))
    throw new Fault('conflict', { happened: `Exchange ${exchange.number} is on INC-${number} already.`, remedy: 'Nothing was changed.' });
  const said = `Exchange ${exchange.number}: ${exchange.method} ${exchange.status === null ? 'got no answer' : `was answered ${exchange.status}`}${words === '' ? '' : `. ${words}`}`;
  commands.run(actor, (changes) => {
    changes.insert(
      'incidentEvent',
      { id: clock.newId(), incident_id: id, at: exchange.startedAt, kind: 'call', words: said, actor: actor.name, door },
      `INC-${number}: exchange ${exchange.number} attached`,
    );
  });
  return getIncident(db, id, clock.now());
}

/** What the rule said is overruled by a person who says why. */
export function attributeIncident(
  { db, clock, commands }: Tools,
  actor: Actor,
  { id, attribution, reason }: { readonly id: string; readonly attribution: Incident['attribution']; readonly reason: string },
): Incident {
  const { number, attribution: before } = requireIncident(db, id);
  commands.run(actor, (changes) => {
    changes.update(
      'incident',
      id,
      { attribution, attribution_reason: reason },
      `INC-${number}: cause ${before} became ${attribution}, ${reason}`,
    );
    addLine(changes, clock, id, 'attribution', `Cause: ${attribution}, was ${before}. ${reason}`, actor);
  });
  return getIncident(db, id, clock.now());
}

export function closeIncident({ db, clock, commands }: Tools, actor: Actor, id: string, reason: string): Incident {
  const { number, closed_at } = requireIncident(db, id);
  if (closed_at !== null) throw new Fault('conflict', { happened: `INC-${number} is closed already.`, remedy: 'Nothing was changed.' });
  const now = clock.now();
  commands.run(actor, (changes) => {
    changes.update('incident', id, { closed_at: now }, `INC-${number} closed by hand${reason ? `: ${reason}` : ''}`);
    addLine(changes, clock, id, 'closed', `Closed by hand${reason ? `: ${reason}` : ''}`, actor);
  });
  return getIncident(db, id, clock.now());
}

export function addFollowUp(
  { db, clock, commands }: Tools,
  actor: Actor,
  { id, text, dueAt }: { readonly id: string; readonly text: string; readonly dueAt: number | null },
): Incident {
  const { number } = requireIncident(db, id);
  commands.run(actor, (changes) => {
    changes.insert(
      'followUp',
      { id: clock.newId(), incident_id: id, text, due_at: dueAt, created_at: clock.now() },
      `INC-${number}: follow-up, ${text}`,
    );
  });
  return getIncident(db, id, clock.now());
}

/** A follow-up ends with what proves it: a test, a check or a document. */
export function closeFollowUp({ db, clock, commands }: Tools, actor: Actor, id: string, closedBy: string): Incident {
  const row = db.get<{ incident_id: string; text: string }>('SELECT incident_id, text FROM follow_ups WHERE id = ?', id);
  if (!row) throw new Fault('not_found', { happened: 'The follow-up is gone.', remedy: 'Reload the page; somebody may have removed it.' });
  const { number } = requireIncident(db, row.incident_id);
  commands.run(actor, (changes) => {
    changes.update('followUp', id, { closed_by: closedBy, closed_at: clock.now() }, `INC-${number}: follow-up done, ${row.text}`);
    addLine(changes, clock, row.incident_id, 'follow_up', `Follow-up done: ${row.text}. Proof: ${closedBy}`, actor);
  });
  return getIncident(db, row.incident_id, clock.now());
}

function addLine(changes: Changes, clock: Tools['clock'], incidentId: string, kind: string, words: string, actor: Actor): void {
  changes.insert(
    'incidentEvent',
    { id: clock.newId(), incident_id: incidentId, at: clock.now(), kind, words, actor: actor.name },
    words.slice(0, 200),
  );
}
