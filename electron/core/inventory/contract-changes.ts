import { createHash } from 'node:crypto';
import type { Comparison as ShownComparison, ContractChange, PlannedChange } from '../../../shared/contract/contract-changes.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { readHttpDate } from '../../../shared/domain/evidence/http-date.ts';
import { keepDatedFact } from '../calendar/keep-dated-fact.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes, Clock, Commands } from '../db/commands.ts';
import type { Reader, Writer } from '../db/sqlite.ts';
import type { Comparison, ContractChange as FoundChange } from '../openapi/contract-change.ts';
import { UseOfApi } from './endpoint-use.ts';

/** A comparison with what it was made from, as an import keeps it until it is applied. */
export interface ComparedContract {
  /** The contract that was current when it was compared. */
  readonly contractId: string;
  readonly fromVersion: string;
  readonly comparison: Comparison;
}

const levelRank = { breaking: 0, risky: 1, safe: 2 } as const;

/** Breaking ones of used endpoints first, then by level, used ones before the others. */
const byHarm = (a: PlannedChange, b: PlannedChange): number =>
  levelRank[a.level] - levelRank[b.level] ||
  Number(b.isUsed) - Number(a.isUsed) ||
  Number(a.method === null) - Number(b.method === null) ||
  b.calls30d - a.calls30d;

/** A comparison beside our use of what it touches, for the import's preview. */
export function showComparison(db: Reader, now: number, apiId: string, toVersion: string, compared: ComparedContract): ShownComparison {
  const use = new UseOfApi(db, now, apiId);
  const changes = compared.comparison.changes.map((change) => ({ ...change, ...use.of(change.method, change.path) })).toSorted(byHarm);
  const count = (level: FoundChange['level']): number => changes.filter((change) => change.level === level).length;
  return {
    fromVersion: compared.fromVersion,
    toVersion,
    breaking: count('breaking'),
    risky: count('risky'),
    safe: count('safe'),
    breakingUsed: changes.filter((change) => change.level === 'breaking' && change.isUsed).length,
    changes,
  };
}

/** One and the same change, however often its document is read. */
export const changeFingerprint = (toVersion: string, change: FoundChange): string =>
  createHash('sha256')
    .update([toVersion, change.method ?? '', change.path ?? '', change.place, change.words].join('\n'))
    .digest('hex')
    .slice(0, 24);

/** Keeps what changed; what is known by its fingerprint stays as it is, accepted or not. */
export function keepChanges(
  db: Writer,
  clock: Clock,
  where: {
    readonly apiId: string;
    readonly contractId: string;
    readonly fromVersion: string;
    readonly toVersion: string;
    readonly now: number;
  },
  changes: readonly FoundChange[],
): void {
  for (const change of changes) {
    db.run(
      `INSERT INTO contract_changes (id, api_id, contract_id, from_version, to_version, level, method, path, place, words, fingerprint, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (api_id, fingerprint) DO NOTHING`,
      clock.newId(),
      where.apiId,
      where.contractId,
      where.fromVersion,
      where.toVersion,
      change.level,
      change.method,
      change.path,
      change.place,
      change.words,
      changeFingerprint(where.toVersion, change),
      where.now,
    );
  }
}

/** Ends that the newer contract announces for endpoints we use: each an event, without a date when it names none. */
export function keepAnnouncedEnds(
  changes: Changes,
  clock: Clock,
  apiId: string,
  name: string,
  version: string,
  comparison: Comparison,
): void {
  if (comparison.deprecations.length === 0) return;
  const use = new UseOfApi(changes, clock.now(), apiId);
  for (const { method, path, sunset, deprecatedAt } of comparison.deprecations) {
    const { endpointId, isUsed } = use.of(method, path);
    if (!isUsed || endpointId === null) continue;
    // What an answer said about the same end goes before what the document says.
    if (changes.get('SELECT 1 FROM calendar_events WHERE seen_as = ?', `${sunset === null ? 'deprecation' : 'sunset'}:${endpointId}`))
      continue;
    const raw = sunset ?? deprecatedAt;
    const effectiveAt = raw === null ? null : (readHttpDate(raw, clock.now())?.date.ms ?? null);
    keepDatedFact(changes, clock, {
      seenAs: `contract_end:${endpointId}`,
      kind: sunset === null ? 'deprecation' : 'sunset',
      title: `${name} ${method} ${path} ${sunset === null ? 'is deprecated' : 'stops'}`,
      effectiveAt,
      apiId,
      endpointId,
      source: 'contract',
      raw: `contract ${version}: ${sunset === null ? (deprecatedAt === null ? 'deprecated' : `x-deprecated-at ${deprecatedAt}`) : `x-sunset ${sunset}`}`,
    });
  }
}

interface ChangeRow {
  readonly id: string;
  readonly api_id: string;
  readonly from_version: string;
  readonly to_version: string;
  readonly level: ContractChange['level'];
  readonly method: string | null;
  readonly path: string | null;
  readonly place: string;
  readonly words: string;
  readonly status: ContractChange['status'];
  readonly accepted_by: string | null;
  readonly accepted_at: number | null;
  readonly created_at: number;
}

export interface ChangeFilter {
  readonly apiId?: string | undefined;
  readonly level?: ContractChange['level'] | undefined;
  readonly openOnly: boolean;
}

/** Kept changes, those of the newest contract first, then open ones, then by harm. */
export function listChanges(db: Reader, now: number, { apiId, level, openOnly }: ChangeFilter): ContractChange[] {
  const rows = db.all<ChangeRow>(
    `SELECT * FROM contract_changes WHERE (? IS NULL OR api_id = ?) AND (? IS NULL OR level = ?) AND (? = 0 OR status = 'open') ORDER BY created_at DESC LIMIT 10000`,
    apiId ?? null,
    apiId ?? null,
    level ?? null,
    level ?? null,
    openOnly ? 1 : 0,
  );
  const uses = new Map<string, UseOfApi>();
  return rows
    .map((row): ContractChange => {
      const use = uses.get(row.api_id) ?? new UseOfApi(db, now, row.api_id);
      uses.set(row.api_id, use);
      return {
        id: row.id,
        apiId: row.api_id,
        fromVersion: row.from_version,
        toVersion: row.to_version,
        level: row.level,
        method: row.method,
        path: row.path,
        place: row.place,
        words: row.words,
        status: row.status,
        acceptedBy: row.accepted_by,
        acceptedAt: row.accepted_at,
        createdAt: row.created_at,
        ...use.of(row.method, row.path),
      };
    })
    .toSorted((a, b) => b.createdAt - a.createdAt || Number(a.status === 'accepted') - Number(b.status === 'accepted') || byHarm(a, b));
}

/** Open breaking changes on endpoints we use, by API. */
export function breakingInUse(db: Reader, now: number): Map<string, ContractChange[]> {
  const found = new Map<string, ContractChange[]>();
  for (const change of listChanges(db, now, { level: 'breaking', openOnly: true })) {
    if (!change.isUsed || change.method === null) continue;
    found.set(change.apiId, [...(found.get(change.apiId) ?? []), change]);
  }
  return found;
}

/** Accepts changes, or opens them again; one command, so that one undo takes all of it back. */
export function acceptChanges(commands: Commands, clock: Clock, actor: Actor, ids: readonly string[], isAccepted: boolean): string {
  return commands.run(actor, (changes) => {
    let done = 0;
    let last = '';
    for (const id of new Set(ids)) {
      const row = changes.get<ChangeRow & { name: string }>(
        `SELECT c.*, v.name || ' ' || a.name AS name FROM contract_changes c JOIN apis a ON a.id = c.api_id JOIN vendors v ON v.id = a.vendor_id WHERE c.id = ?`,
        id,
      );
      if (!row)
        throw new Fault('not_found', { happened: 'One of these changes is gone.', remedy: 'Reload the page. Nothing was changed.' });
      const where = [row.method, row.path].filter((part) => part !== null).join(' ');
      last = `${row.name} ${row.to_version}: ${[where, row.words].filter((part) => part !== '').join(' ')}`;
      const patch = isAccepted
        ? { status: 'accepted', accepted_by: actor.name, accepted_at: clock.now() }
        : { status: 'open', accepted_by: null, accepted_at: null };
      if (row.status === patch.status) continue;
      if (changes.update('contractChange', id, patch, `${isAccepted ? 'Accepted' : 'Opened again'}: ${last}`)) done += 1;
    }
    const verb = isAccepted ? 'accepted' : 'opened again';
    return done === 1 ? `${last}: ${verb}` : `${done} changes ${verb}`;
  });
}
