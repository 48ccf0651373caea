import { createHash } from 'node:crypto';
import { headColumns } from '../../electron/core/runbooks/service.ts';
import { insertEvent } from '../../electron/core/runbooks/record-event.ts';
import type { StarterName } from '../../electron/core/runbooks/starters.ts';
import { hasTable } from '../../electron/core/runbooks/store.ts';
import { readRunbook } from '../../shared/domain/runbooks/read-runbook.ts';
import type { RunEvent, RunEventData } from '../../shared/domain/runbooks/run-event.ts';
import {
  applyEvent,
  deviations,
  isEnded,
  percentDone,
  startRunState,
  stepsDone,
  type RunState,
} from '../../shared/domain/runbooks/run-state.ts';
import { eventWords, nowWords } from '../../shared/domain/runbooks/run-words.ts';
import type { Runbook } from '../../shared/domain/runbooks/runbook.ts';
import { checkAnswer } from '../../shared/domain/runbooks/step-checks.ts';
import type { Member } from './people.ts';
import { sampleDocument, sampleRunbooks, type SampleRunbook } from './runbook-documents.ts';
import { sampleRuns, type SampleDeed, type SampleRun } from './runbook-runs.ts';
import { day, hour, minute } from './sample-time.ts';
import { found, type Stage, type Stock } from './stage.ts';
import type { SampleChanges } from './timeline.ts';

interface Revision {
  readonly number: number;
  readonly at: number;
  readonly runbook: Runbook;
}

interface Kept {
  readonly id: string;
  readonly name: string;
  readonly revisions: readonly Revision[];
}

/** Six runbooks, a quarter of runs and drills, one run under way, and a newcomer who is half way. */
export function planRunbooks(stage: Stage, stock: Stock): void {
  const books = new Map<StarterName, Kept>(sampleRunbooks.map((one, place) => [one.starter, planRunbook(stage, one, place)]));
  const newcomer = planNewcomer(stage, books);
  sampleRuns.forEach((run, place) => planRun(stage, stock, run, found(books.get(run.starter), `runbook ${run.starter}`), place, newcomer));
}

function planRunbook({ now, newId, team, timeline }: Stage, spec: SampleRunbook, place: number): Kept {
  const begunAt = now - spec.publishedDaysAgo * day - place * 17 * minute;
  const id = newId(begunAt);
  const source = sampleDocument(spec, (member) => team[member].name);
  const { runbook } = readRunbook(source);
  const { name } = runbook.head;
  timeline.plan(begunAt - hour, spec.owner, (changes) =>
    changes.insert(
      'runbook',
      { id, ...headColumns(source), draft: source, starter: spec.starter, created_at: begunAt - hour },
      `Runbook “${name}” added as a draft`,
    ),
  );
  const dates = [begunAt, ...(spec.revised ? [now - spec.revised[0] * day] : [])];
  const revisions = dates.map((at, index): Revision => {
    const number = index + 1;
    const note = index === 0 ? '' : (spec.revised?.[1] ?? '');
    // Only the newest is what the starter says today; the one before it was short of its last sentence.
    const text = index === dates.length - 1 ? source : source.replace(/\n- \[ \] what this runbook said wrongly is corrected/, '');
    timeline.plan(at, spec.owner, (changes) => {
      changes.insert(
        'runbookRevision',
        {
          id: newId(at),
          runbook_id: id,
          number,
          source: text,
          sha256: createHash('sha256').update(text).digest('hex'),
          note,
          published_by: team[spec.owner].name,
          published_at: at,
        },
        `Runbook “${name}” published as revision ${number}${note === '' ? '' : `: ${note}`}`,
      );
      changes.update('runbook', id, { draft: null, published: number, reviewed_at: at }, `“${name}” stands at revision ${number}`);
    });
    return { number, at, runbook: readRunbook(text).runbook };
  });
  const last = revisions.at(-1);
  spec.readBy.forEach((member, index) =>
    planRead({ timeline, newId }, team[member], member, { id, name, revisions }, (last?.at ?? begunAt) + (index + 1) * 1.4 * day),
  );
  return { id, name, revisions };
}

function planRead(
  { timeline, newId }: Pick<Stage, 'timeline' | 'newId'>,
  person: { readonly id: string; readonly name: string },
  by: Member,
  book: Kept,
  at: number,
): void {
  const revision = book.revisions.at(-1)?.number ?? 1;
  timeline.plan(at, by, (changes) =>
    changes.insert(
      'runbookRead',
      { id: newId(at), runbook_id: book.id, revision, person_id: person.id, read_at: at },
      `${person.name} has read “${book.name}”, revision ${revision}`,
    ),
  );
}

/** Noah came last week and has read most of what there is. */
function planNewcomer(stage: Stage, books: ReadonlyMap<StarterName, Kept>): string {
  const { now, newId, timeline } = stage;
  const at = now - 10 * day;
  const id = newId(at);
  timeline.plan(at, 'Mara', (changes) =>
    changes.insert('person', { id, name: 'Noah', login: null, role: 'operator', created_at: at }, 'Noah joined as operator'),
  );
  (['vendor-outage', 'throttled', 'expired-credential'] as const).forEach((starter, place) => {
    const book = found(books.get(starter), `runbook ${starter}`);
    planRead(stage, { id, name: 'Noah' }, 'Ines', book, now - 6 * day + place * 20 * minute);
  });
  return id;
}

function planRun(stage: Stage, stock: Stock, spec: SampleRun, book: Kept, place: number, newcomerId: string): void {
  const { db, now, newId, team, timeline } = stage;
  const startedAt = now - spec.agoMs;
  const revision = found(
    book.revisions.findLast((one) => one.at <= startedAt),
    `revision of ${book.name}`,
  );
  const { runbook } = revision;
  const id = newId(startedAt);
  const number = place + 1;
  let state: RunState | null = null;
  let seq = 0;
  const keep = (changes: SampleChanges, event: RunEvent): void => {
    state = state === null ? startRunState(runbook, event) : applyEvent(runbook, state, event);
    const next = state;
    const words = eventWords(runbook, event);
    changes.bulk('runbookRun', id, `Run ${number} of ${book.name}: ${words}`, { kind: event.kind, seq }, () => {
      insertEvent(db, newId(event.at), id, seq, event);
      db.run(
        'UPDATE runbook_runs SET state = ?, now_words = ?, steps_done = ?, percent = ?, deviations = ?, finished_at = ?, last_event_at = ?, outcome = ? WHERE id = ?',
        next.status,
        nowWords(runbook, next),
        stepsDone(next),
        percentDone(next),
        deviations(next),
        isEnded(next.status) ? event.at : null,
        next.lastEventAt,
        next.outcome,
        id,
      );
    });
    seq += 1;
  };
  timeline.plan(startedAt, spec.who, (changes) => {
    const incident =
      spec.isOnIncident && hasTable(db, 'incidents')
        ? db.get<{ id: string }>(
            'SELECT id FROM incidents WHERE closed_at IS NULL AND opened_at <= ? ORDER BY opened_at DESC LIMIT 1',
            startedAt,
          )
        : undefined;
    const started: RunEvent = {
      at: startedAt,
      actor: team[spec.who].name,
      kind: 'started',
      reason: spec.reason,
      isDrill: spec.isDrill ?? false,
    };
    changes.insert(
      'runbookRun',
      {
        id,
        number,
        runbook_id: book.id,
        revision: revision.number,
        incident_id: incident?.id ?? null,
        subject_person_id: spec.isAboutNewcomer ? newcomerId : null,
        is_drill: spec.isDrill ? 1 : 0,
        reason: spec.reason,
        started_by: team[spec.who].name,
        state: 'running',
        step_count: runbook.steps.length,
        started_at: startedAt,
        last_event_at: startedAt,
      },
      `Run ${number} of ${book.name}: ${eventWords(runbook, started)}`,
    );
    keep(changes, started);
  });
  for (const [minutes, who, deed] of spec.acts) {
    const at = startedAt + minutes * minute;
    timeline.plan(at, who, (changes) => {
      const step = state?.current ?? runbook.steps.length;
      for (const data of deedEvents(stage, stock, deed, { runbook, step, runId: id, at, who }))
        keep(changes, { at, actor: team[who].name, ...data });
    });
  }
  spec.followUps?.forEach(({ text, owner, dueDaysAgo, isDone }) => {
    const at = startedAt + (spec.acts.at(-1)?.[0] ?? 0) * minute;
    const followUpId = newId(at);
    const dueAt = now - dueDaysAgo * day;
    timeline.plan(at, owner, (changes) =>
      changes.insert(
        'runbookFollowUp',
        { id: followUpId, run_id: id, words: text, owner_id: team[owner].id, due_at: dueAt, created_at: at },
        `To follow up: ${text}`,
      ),
    );
    if (isDone)
      timeline.plan(dueAt - day, owner, (changes) =>
        changes.update('runbookFollowUp', followUpId, { done_at: dueAt - day, done_by: team[owner].name }, `Followed up: ${text}`),
      );
  });
}

interface Where {
  readonly runbook: Runbook;
  readonly step: number;
  readonly runId: string;
  readonly at: number;
  readonly who: Member;
}

function deedEvents(stage: Stage, stock: Stock, deed: SampleDeed, where: Where): RunEventData[] {
  const { runbook, step } = where;
  if (deed === 'done') return [{ kind: 'done', step, differs: null }];
  if (deed === 'tick all') {
    const items = runbook.steps[step - 1]?.items ?? [];
    return [
      ...items.map((_words, item): RunEventData => ({ kind: 'ticked', step, item, isTicked: true })),
      { kind: 'done', step, differs: null },
    ];
  }
  if (deed === 'send') return [sentEvent(stage, stock, where)];
  if ('differs' in deed) {
    return [{ kind: 'done', step, differs: deed.differs }];
  }
  if ('answer' in deed) return [{ kind: 'answered', step, option: deed.answer }];
  if ('fill' in deed) return [{ kind: 'filled', step, values: deed.fill }];
  if ('call' in deed) return [{ kind: 'escalated', step, to: deed.call, channel: deed.by, text: '' }];
  if ('skip' in deed) return [{ kind: 'skipped', step, reason: deed.skip }];
  if ('note' in deed) return [{ kind: 'noted', step, text: deed.note }];
  return [deed.end];
}

/** A probe of the run: the newest failed call of the sample to that API stands for what it answered. */
function sentEvent({ db, newId, team }: Stage, stock: Stock, { runbook, step, runId, at, who }: Where): RunEventData {
  const tries =
    (db.get<{ n: number }>("SELECT count(*) AS n FROM runbook_events WHERE run_id = ? AND step = ? AND kind = 'sent'", runId, step)?.n ??
      0) + 1;
  const exchange = found(
    db.get<{ id: string; status: number | null; duration_ms: number | null }>(
      "SELECT id, status, duration_ms FROM exchanges WHERE api_id = ? AND error_class <> 'ok' AND url LIKE '%/capture' AND started_at <= ? ORDER BY started_at DESC LIMIT 1 OFFSET ?",
      stock.api('PayPal Orders').id,
      at,
      tries - 1,
    ),
    'failed capture at PayPal',
  );
  const checks = checkAnswer(runbook.steps[step - 1]?.request?.expectations ?? [], {
    status: exchange.status,
    durationMs: exchange.duration_ms,
    body: null,
    fitsContract: null,
    failure: 'no answer',
  });
  db.run(
    `INSERT INTO runbook_artifacts (id, run_id, step, kind, name, media_type, byte_length, sha256, exchange_id, file, actor, created_at)
     VALUES (?, ?, ?, 'exchange', ?, 'application/json', 0, '', ?, NULL, ?, ?)`,
    newId(at),
    runId,
    step,
    `step-${step}-try-${tries}.http`,
    exchange.id,
    team[who].name,
    at,
  );
  const words = `try ${tries} of step ${step} ${exchange.status === null ? 'had no answer' : `answered ${exchange.status}`}, not as expected`;
  return { kind: 'sent', step, exchangeId: exchange.id, words, checks };
}
