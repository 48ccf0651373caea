import type { PageKey } from '../../../shared/contract/scorecards.ts';
import type { Reader } from '../db/sqlite.ts';

export interface FrozenRow {
  readonly id: string;
  readonly month: string;
  readonly audience: PageKey['audience'];
  readonly vendorId: string | null;
  readonly version: number;
  readonly title: string;
  readonly sha256: string;
  readonly reason: string;
  readonly changes: string;
  readonly frozenAt: number;
  readonly frozenBy: string;
}

const columns = `id, month, audience, vendor_id AS vendorId, version, title, sha256, reason, changes, frozen_at AS frozenAt, frozen_by AS frozenBy`;

/** Every version of an audience's pages, the newest month and version first. */
export const listFrozen = (db: Reader, audience: PageKey['audience'], vendorId: string | null): FrozenRow[] =>
  db.all<FrozenRow>(
    `SELECT ${columns} FROM scorecards WHERE audience = ? AND coalesce(vendor_id, '') = ? ORDER BY month DESC, version DESC`,
    audience,
    vendorId ?? '',
  );

/** The versions of one page, the newest first. */
export const versionsOf = (db: Reader, { month, audience, vendorId }: PageKey): FrozenRow[] =>
  db.all<FrozenRow>(
    `SELECT ${columns} FROM scorecards WHERE month = ? AND audience = ? AND coalesce(vendor_id, '') = ? ORDER BY version DESC`,
    month,
    audience,
    vendorId ?? '',
  );

/** The facts of a frozen page, as they were kept. */
export const frozenFacts = (db: Reader, id: string): string =>
  db.get<{ facts: string }>('SELECT facts FROM scorecards WHERE id = ?', id)?.facts ?? '';

/** When anything was first known: the beginning of the list of months. */
export const firstKnownAt = (db: Reader): number | null =>
  db.get<{ at: number | null }>(
    'SELECT min(at) AS at FROM (SELECT min(started_at) AS at FROM exchanges UNION ALL SELECT created_at FROM workspace)',
  )?.at ?? null;
