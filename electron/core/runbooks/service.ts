import { createHash } from 'node:crypto';
import type { RunbookDetail, RunbookRow, RunRow } from '../../../shared/contract/runbooks.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { readRunbook } from '../../../shared/domain/runbooks/read-runbook.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { findingsOf, knownRecords, standingOf } from './findings.ts';
import { findIncident, incidentWords } from './incident-facts.ts';
import { newRunbookText } from './new-runbook.ts';
import { refuseSecrets } from './record-event.ts';
import { readStarter } from './starters.ts';
import {
  asRunRow,
  getRunbookRecord,
  listRevisions,
  listRunbookRecords,
  listRunRecords,
  type RunbookRecord,
  type RunFilter,
} from './store.ts';

/** Every runbook with what does not hold about it. */
export function listRunbooks(db: Reader, now: number): RunbookRow[] {
  const known = knownRecords(db);
  return listRunbookRecords(db).map((row) => asRow(row, findingsOf(db, row, now, known)));
}

export function getRunbook(db: Reader, now: number, id: string): RunbookRow {
  const row = getRunbookRecord(db, id);
  return asRow(row, findingsOf(db, row, now, knownRecords(db)));
}

function asRow(row: RunbookRecord, findings: RunbookRow['findings']): RunbookRow {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    purpose: row.purpose,
    trigger: JSON.parse(row.trigger_words) as string[],
    severity: row.severity,
    ownerName: row.owner_name,
    deputyName: row.deputy_name,
    minutes: row.minutes,
    reviewEveryDays: row.review_every_days,
    apis: JSON.parse(row.apis) as string[],
    processes: JSON.parse(row.processes) as string[],
    steps: row.step_count,
    published: row.published,
    publishedAt: row.published_at,
    hasDraft: row.draft !== null,
    isRetired: row.is_retired === 1,
    reviewedAt: row.reviewed_at,
    lastDrillAt: row.last_drill_at,
    lastRunAt: row.last_run_at,
    runs: row.runs,
    deviatingRuns: row.deviating_runs,
    findings,
    standing: standingOf(row, findings),
  };
}

/** The runbook with its document, revisions and runs. */
export function showRunbook({ db, clock, person }: Engine, id: string): RunbookDetail {
  const row = getRunbookRecord(db, id);
  const reads = db.all<{ revision: number; personId: string; name: string; at: number }>(
    'SELECT r.revision, r.person_id AS personId, p.name, r.read_at AS at FROM runbook_reads r JOIN people p ON p.id = r.person_id WHERE r.runbook_id = ? ORDER BY r.read_at',
    id,
  );
  return {
    runbook: getRunbook(db, clock.now(), id),
    source: row.draft ?? row.published_source ?? '',
    publishedSource: row.published_source,
    revisions: listRevisions(db, id).map((revision) => ({
      number: revision.number,
      note: revision.note,
      publishedBy: revision.published_by,
      publishedAt: revision.published_at,
      sha256: revision.sha256,
      readBy: reads.filter((read) => read.revision === revision.number).map(({ personId, name, at }) => ({ personId, name, at })),
    })),
    runs: listRuns(db, { runbookId: id }),
    isReadByYou: reads.some((read) => read.revision === row.published && read.personId === person.id),
  };
}

export function listRuns(db: Reader, filter: RunFilter): RunRow[] {
  const words = new Map<string, string | null>();
  return listRunRecords(db, filter).map((row) => {
    if (row.incident_id === null) return asRunRow(row, null);
    if (!words.has(row.incident_id)) {
      const incident = findIncident(db, row.incident_id);
      words.set(row.incident_id, incident ? incidentWords(incident) : null);
    }
    return asRunRow(row, words.get(row.incident_id) ?? null);
  });
}

export interface NewRunbook {
  readonly starter?: string | undefined;
  readonly source?: string | undefined;
  readonly name?: string | undefined;
}

/** A new draft. A name that is taken gets a number, so that adding a starter twice gives two. */
export function addRunbook({ db, commands, clock, secrets, person }: Engine, actor: Actor, input: NewRunbook): RunbookRow {
  const source =
    input.source ??
    (input.starter === undefined
      ? newRunbookText(input.name ?? 'New runbook', person.name)
      : withOwner(readStarter(input.starter), person.name));
  refuseSecrets(secrets, source);
  const id = clock.newId();
  commands.run(actor, (changes) => {
    const name = freeName(changes, readRunbook(source).runbook.head.name || input.name || 'New runbook', null);
    const named = withName(source, name);
    changes.insert(
      'runbook',
      { id, ...headColumns(named), name, draft: named, starter: input.starter ?? null, created_at: clock.now() },
      `Runbook “${name}” added as a draft`,
    );
  });
  return getRunbook(db, clock.now(), id);
}

/** Keeps the draft. What stands in its head is in the lists at once when nothing was published yet. */
export function saveDraft({ db, commands, clock, secrets }: Engine, actor: Actor, id: string, source: string): RunbookRow {
  refuseSecrets(secrets, source);
  const row = getRunbookRecord(db, id);
  commands.run(actor, (changes) => {
    const isSame = source === row.published_source;
    changes.update(
      'runbook',
      id,
      { draft: isSame ? null : source, ...(row.published === 0 ? headFor(changes, id, source) : {}) },
      `Draft of “${row.name}” edited`,
    );
  });
  return getRunbook(db, clock.now(), id);
}

export function discardDraft({ db, commands, clock }: Engine, actor: Actor, id: string): RunbookRow {
  const row = getRunbookRecord(db, id);
  if (row.published === 0)
    throw new Fault('conflict', { happened: `“${row.name}” is a draft only.`, remedy: 'Retire it in place of discarding its draft.' });
  commands.run(actor, (changes) => changes.update('runbook', id, { draft: null }, `Draft of “${row.name}” discarded`));
  return getRunbook(db, clock.now(), id);
}

/** Makes the draft the next revision, which is never changed again. */
export function publishRunbook({ db, commands, clock }: Engine, actor: Actor, id: string, note: string): RunbookRow {
  const row = getRunbookRecord(db, id);
  const source = row.draft;
  if (source === null)
    throw new Fault('conflict', {
      happened: `“${row.name}” has no draft to publish.`,
      remedy: 'Edit it first; revision ' + String(row.published) + ' is what runs follow.',
    });
  const error = readRunbook(source).problems.find((one) => one.severity === 'error');
  if (error)
    throw new Fault('bad_input', {
      happened: error.happened,
      remedy: `${error.remedy} Nothing was published.`,
      place: { line: error.line },
    });
  const number = row.published + 1;
  commands.run(actor, (changes) => {
    const now = clock.now();
    changes.insert(
      'runbookRevision',
      {
        id: clock.newId(),
        runbook_id: id,
        number,
        source,
        sha256: createHash('sha256').update(source).digest('hex'),
        note,
        published_by: actor.name,
        published_at: now,
      },
      `Runbook “${row.name}” published as revision ${number}${note === '' ? '' : `: ${note}`}`,
    );
    changes.update(
      'runbook',
      id,
      { ...headFor(changes, id, source), draft: null, published: number, reviewed_at: now },
      `“${row.name}” stands at revision ${number}`,
    );
  });
  return getRunbook(db, clock.now(), id);
}

export function markReviewed({ db, commands, clock }: Engine, actor: Actor, id: string): RunbookRow {
  const row = getRunbookRecord(db, id);
  commands.run(actor, (changes) => changes.update('runbook', id, { reviewed_at: clock.now() }, `“${row.name}” reviewed, holds as it is`));
  return getRunbook(db, clock.now(), id);
}

export function retireRunbook({ db, commands, clock }: Engine, actor: Actor, id: string, isRetired: boolean): RunbookRow {
  const row = getRunbookRecord(db, id);
  commands.run(actor, (changes) =>
    changes.update('runbook', id, { is_retired: isRetired ? 1 : 0 }, isRetired ? `“${row.name}” retired` : `“${row.name}” in use again`),
  );
  return getRunbook(db, clock.now(), id);
}

/** That a person has read the published revision; once. */
export function acknowledgeRunbook({ db, commands, clock, person }: Engine, actor: Actor, id: string, personId = person.id): void {
  const row = getRunbookRecord(db, id);
  if (row.published === 0)
    throw new Fault('conflict', { happened: `“${row.name}” has not been published yet.`, remedy: 'Publish it first.' });
  const reader = db.get<{ name: string }>('SELECT name FROM people WHERE id = ?', personId);
  if (!reader) throw new Fault('not_found', { happened: 'The person is gone.', remedy: 'Choose somebody of Settings, People.' });
  commands.run(actor, (changes) => {
    if (changes.get('SELECT 1 FROM runbook_reads WHERE runbook_id = ? AND revision = ? AND person_id = ?', id, row.published, personId))
      return;
    changes.insert(
      'runbookRead',
      { id: clock.newId(), runbook_id: id, revision: row.published, person_id: personId, read_at: clock.now() },
      `${reader.name} has read “${row.name}”, revision ${row.published}`,
    );
  });
}

/** What the head says, as columns; what is empty in it stays empty. */
export function headColumns(source: string) {
  const { head, steps } = readRunbook(source).runbook;
  return {
    name: head.name,
    kind: head.kind,
    purpose: head.purpose,
    trigger_words: JSON.stringify(head.trigger),
    severity: head.severity,
    owner_name: head.owner,
    deputy_name: head.deputy,
    minutes: head.minutes,
    review_every_days: head.reviewEveryDays,
    apis: JSON.stringify(head.apis),
    processes: JSON.stringify(head.processes),
    step_count: steps.length,
  };
}

/** The same for a runbook that is there: its name must stay its own. */
function headFor(changes: Changes, id: string, source: string) {
  const columns = headColumns(source);
  if (columns.name === '')
    return { ...columns, name: changes.get<{ name: string }>('SELECT name FROM runbooks WHERE id = ?', id)?.name ?? '' };
  if (changes.get('SELECT 1 FROM runbooks WHERE lower(name) = lower(?) AND id <> ?', columns.name, id))
    throw new Fault('conflict', {
      happened: `There is another runbook “${columns.name}”.`,
      remedy: 'Give this one another name in its head.',
      place: { line: 2 },
    });
  return columns;
}

function freeName(db: Reader, name: string, id: string | null): string {
  const isFree = (tried: string): boolean =>
    db.get('SELECT 1 FROM runbooks WHERE lower(name) = lower(?) AND id <> ?', tried, id ?? '') === undefined;
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${name} (${number})`;
    if (isFree(tried)) return tried;
  }
}

/** A starter belongs to nobody; whoever adds it owns it until they name somebody else. */
const withOwner = (source: string, name: string): string =>
  source.replace(/^severity: /m, () => `owner: ${JSON.stringify(name)}\nseverity: `);

/** The document under another name; unchanged when it has that name. */
function withName(source: string, name: string): string {
  if (readRunbook(source).runbook.head.name === name) return source;
  const quoted = JSON.stringify(name);
  return /^name:.*$/m.test(source) ? source.replace(/^name:.*$/m, () => `name: ${quoted}`) : source;
}
