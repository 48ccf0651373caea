import type { PersonProgress } from '../../../shared/contract/runbooks.ts';
import type { Reader } from '../db/sqlite.ts';
import { listRuns } from './service.ts';
import { hasTable, listRunbookRecords, listRunRecords } from './store.ts';

const dayMs = 86_400_000;
/** An onboarding without a step for this long is stuck. */
export const stuckAfterMs = 4 * dayMs;

/** How far each person is: onboarding runs, runbooks read, drills done, and the keys they hold. */
export function peopleProgress(db: Reader, now: number): PersonProgress[] {
  const people = db.all<{ id: string; name: string; role: string }>('SELECT id, name, role FROM people ORDER BY lower(name)');
  const toRead = listRunbookRecords(db).filter((row) => row.published > 0 && row.is_retired === 0 && row.kind !== 'onboarding person');
  const read = new Set(
    db
      .all<{ runbook_id: string; revision: number; person_id: string }>('SELECT runbook_id, revision, person_id FROM runbook_reads')
      .map((row) => `${row.person_id} ${row.runbook_id} ${row.revision}`),
  );
  const runs = listRuns(db, {}).filter((run) => run.subjectPersonId !== null);
  const drills = listRunRecords(db, { isOpen: false }).filter((run) => run.is_drill === 1 && run.state === 'done');
  const rows = people.map((person): PersonProgress => {
    const onboarding = runs.filter((run) => run.subjectPersonId === person.id && run.state !== 'aborted');
    const open = onboarding.find((run) => run.finishedAt === null) ?? null;
    const unread = toRead.filter((row) => !read.has(`${person.id} ${row.id} ${row.published}`));
    const isNew = open !== null;
    const percent = onboarding.length === 0 ? null : isNew ? open.percent : 100;
    const isStuck = open !== null && now - open.lastEventAt > stuckAfterMs;
    const idleDays = open ? Math.floor((now - open.lastEventAt) / dayMs) : 0;
    return {
      personId: person.id,
      name: person.name,
      role: person.role,
      percent,
      nextWords: open
        ? open.nowWords
        : (unread[0] && `read “${unread[0].name}”`) || (toRead.length > 0 ? 'has read everything' : 'nothing to read yet'),
      onboarding,
      read: toRead.length - unread.length,
      toRead: unread.map((row) => ({ runbookId: row.id, name: row.name, revision: row.published })),
      drills: drills
        .filter((run) => run.started_by === person.name || run.subject_person_id === person.id)
        .map((run) => ({ runId: run.id, name: run.runbook_name, at: run.finished_at ?? run.started_at })),
      credentials: credentialsOf(db, person.id),
      standing: {
        state: isStuck ? 'soon' : open ? 'holds' : onboarding.length > 0 ? 'holds' : 'no data',
        words: isStuck
          ? `no step for ${idleDays} days`
          : open
            ? `onboarding, ${open.percent} %`
            : onboarding.length > 0
              ? 'onboarded'
              : 'no onboarding recorded',
        door: open ? { place: 'runbooks', kind: 'run', id: open.id } : null,
      },
    };
  });
  // Who is on the way first, the least far of them before the others.
  return rows.sort((a, b) => rank(a) - rank(b) || (a.percent ?? 101) - (b.percent ?? 101));
}

const rank = (person: PersonProgress): number =>
  person.standing.state === 'soon' ? 0 : person.percent !== null && person.percent < 100 ? 1 : 2;

/** The keys that somebody answers for; the owner is a column of the credentials' own feature. */
function credentialsOf(db: Reader, personId: string): { id: string; name: string }[] {
  const hasOwner =
    hasTable(db, 'credentials') && db.get("SELECT 1 FROM pragma_table_info('credentials') WHERE name = 'owner_id'") !== undefined;
  if (hasOwner) return db.all('SELECT id, name FROM credentials WHERE owner_id = ? ORDER BY name', personId);
  return db.all(
    `SELECT DISTINCT c.id, c.name FROM credentials c JOIN environments e ON e.credential_id = c.id JOIN apis a ON a.id = e.api_id
     WHERE a.owner_id = ? ORDER BY c.name`,
    personId,
  );
}
