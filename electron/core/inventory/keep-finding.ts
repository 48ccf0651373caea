import { createHash } from 'node:crypto';
import type { Violation } from '../../../shared/contract/console.ts';
import { fitsToClose, standingWhenSeen, type FindingFacts } from '../../../shared/domain/inventory/finding-state.ts';
import { appendEntry, type Row } from '../db/change-log.ts';
import type { Clock } from '../db/commands.ts';
import type { Writer } from '../db/sqlite.ts';

/** The answer that shows, or does not show, a difference. */
export interface SeenAnswer {
  readonly exchangeId: string;
  readonly apiId: string;
  readonly endpointId: string;
  readonly environmentId: string | null;
  readonly contractId: string | null;
  readonly status: number | null;
  readonly at: number;
}

const findingsPerAnswer = 5;
const observer = { name: 'Quartermaster', via: 'evidence' } as const;

/** One and the same drift: array positions do not matter, so a list of 100 wrong items is one finding. */
export const driftFingerprint = (endpointId: string, violation: Violation): string =>
  createHash('sha256')
    .update(
      `${endpointId}\n${violation.where}\n${violation.pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')}\n${violation.where === 'status' ? violation.message : missingField(violation)}`,
    )
    .digest('hex')
    .slice(0, 24);

/** Two fields that are missing in one place are two differences; the place is that of what should hold them. */
function missingField({ message }: Violation): string {
  const [, field = ''] = /^(.{1,200}) is missing, and /.exec(message) ?? [];
  return field.replaceAll(/\[\d+\]/g, '[*]');
}

interface FindingRow {
  readonly id: string;
  readonly title: string;
  readonly status: FindingFacts['status'];
  readonly accepted_at: number | null;
  readonly accepted_until: number | null;
  readonly accepted_contract_id: string | null;
  readonly last_exchange_id: string;
}

/** Opens or brings up to date one finding for each kind of difference of an answer. */
export function keepFindings(db: Writer, clock: Clock, answer: SeenAnswer, violations: readonly Violation[]): void {
  const kinds = new Map<string, Violation>();
  for (const violation of violations) {
    const fingerprint = driftFingerprint(answer.endpointId, violation);
    if (!kinds.has(fingerprint)) kinds.set(fingerprint, violation);
  }
  for (const [fingerprint, violation] of [...kinds].slice(0, findingsPerAnswer)) keepFinding(db, clock, answer, fingerprint, violation);
}

function keepFinding(db: Writer, clock: Clock, answer: SeenAnswer, fingerprint: string, violation: Violation): void {
  const title = `${violation.pointer ? `${violation.pointer}: ` : ''}${violation.message}`;
  // What a status says of itself is told by any answer that fits.
  const seenStatus = violation.where === 'status' ? null : answer.status;
  const known = db.get<FindingRow>(
    'SELECT id, title, status, accepted_at, accepted_until, accepted_contract_id, last_exchange_id FROM findings WHERE fingerprint = ?',
    fingerprint,
  );
  if (!known) {
    const id = clock.newId();
    db.run(
      `INSERT INTO findings (id, api_id, endpoint_id, kind, fingerprint, title, first_seen_at, last_seen_at, last_exchange_id, seen_status, created_at)
       VALUES (?, ?, ?, 'contract drift', ?, ?, ?, ?, ?, ?, ?)`,
      id,
      answer.apiId,
      answer.endpointId,
      fingerprint,
      title,
      answer.at,
      answer.at,
      answer.exchangeId,
      seenStatus,
      answer.at,
    );
    const after = { api_id: answer.apiId, endpoint_id: answer.endpointId, fingerprint, last_exchange_id: answer.exchangeId };
    note(db, clock, id, `Contract drift seen: ${title}`, null, after, 'create');
    return;
  }
  const next = standingWhenSeen(
    {
      status: known.status,
      title: known.title,
      acceptedAt: known.accepted_at,
      acceptedUntil: known.accepted_until,
      acceptedContractId: known.accepted_contract_id,
    },
    { at: answer.at, contractId: answer.contractId, title },
  );
  db.run(
    'UPDATE findings SET last_seen_at = ?, last_exchange_id = ?, hits = hits + ?, seen_status = ?, fits_in_a_row = 0 WHERE id = ?',
    answer.at,
    answer.exchangeId,
    known.last_exchange_id === answer.exchangeId ? 0 : 1,
    seenStatus,
    known.id,
  );
  if (next === known.status) return;
  // Opened again it says what it is now, and what it was accepted for does not hold any more.
  db.run(
    "UPDATE findings SET status = ?, title = CASE ? WHEN 'open' THEN ? ELSE title END, closed_at = NULL, accepted_at = CASE ? WHEN 'open' THEN NULL ELSE accepted_at END WHERE id = ?",
    next,
    next,
    title,
    next,
    known.id,
  );
  const words = next === 'open' ? `Contract drift opened again: ${title}` : `Contract drift seen again, accepted as before: ${title}`;
  note(db, clock, known.id, words, { status: known.status }, { status: next });
}

/** Counts an answer that fits towards closing what was open on its endpoint: of the same environment, and of the same status. */
export function countFit(db: Writer, clock: Clock, answer: SeenAnswer): void {
  const open = db.all<{ id: string; title: string; fits_in_a_row: number; last_exchange_id: string }>(
    `SELECT id, title, fits_in_a_row, last_exchange_id FROM findings
     WHERE endpoint_id = ? AND status = 'open' AND kind = 'contract drift' AND (seen_status IS NULL OR seen_status = ?)`,
    answer.endpointId,
    answer.status,
  );
  for (const { id, title, fits_in_a_row: before, last_exchange_id: shownBy } of open) {
    const shown = db.get<{ environment_id: string | null }>('SELECT environment_id FROM exchanges WHERE id = ?', shownBy);
    if (shown && shown.environment_id !== answer.environmentId) continue;
    db.run('UPDATE findings SET fits_in_a_row = ? WHERE id = ?', before + 1, id);
    if (before + 1 < fitsToClose) continue;
    db.run("UPDATE findings SET status = 'closed', closed_at = ? WHERE id = ?", answer.at, id);
    note(db, clock, id, `Contract drift closed, ${fitsToClose} answers fitted since: ${title}`, { status: 'open' }, { status: 'closed' });
  }
}

function note(
  db: Writer,
  clock: Clock,
  id: string,
  summary: string,
  before: Row | null,
  after: Row,
  operation: 'create' | 'update' = 'update',
): void {
  appendEntry(db, {
    commandId: clock.newId(),
    at: clock.now(),
    actor: observer,
    entity: 'finding',
    entityId: id,
    operation,
    summary,
    before,
    after,
    undoes: null,
  });
}
