import { createHash } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import type { MonthRow, PageKey } from '../../../shared/contract/scorecards.ts';
import { addMonths, monthEnd, monthOf, monthWords, type Month } from '../../../shared/domain/costs/months.ts';
import { buildScorecard, factsText } from '../../../shared/domain/scorecards/build-scorecard.ts';
import { compareScorecards } from '../../../shared/domain/scorecards/compare-scorecards.ts';
import type { ScorecardFacts } from '../../../shared/domain/scorecards/facts.ts';
import type { Edition, Scorecard } from '../../../shared/domain/scorecards/scorecard.ts';
import type { Actor } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { gatherFacts } from './gather.ts';
import { firstKnownAt, frozenFacts, listFrozen, versionsOf, type FrozenRow } from './store.ts';

/** The most months that are listed. */
const mostMonths = 36;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface PageWish extends PageKey {
  /** A frozen version; the newest unless told. */
  readonly version?: number | undefined;
  /** From what is known now, although the page is frozen. */
  readonly isLive?: boolean;
}

/** The months since anything was known, the newest first. */
export function listMonths(db: Reader, now: number, audience: PageKey['audience'], vendorId: string | null): MonthRow[] {
  const frozen = listFrozen(db, audience, vendorId);
  const first = [monthOf(firstKnownAt(db) ?? now), ...frozen.map(({ month }) => month)].toSorted()[0] ?? monthOf(now);
  const rows: MonthRow[] = [];
  for (let month: Month = monthOf(now); month >= first && rows.length < mostMonths; month = addMonths(month, -1)) {
    const versions = frozen.filter((row) => row.month === month);
    const [newest] = versions;
    rows.push({
      month,
      words: monthWords(month),
      state: newest ? 'frozen' : monthEnd(month) > now ? 'so far' : 'not frozen',
      version: newest?.version ?? 0,
      versions: versions.map(({ version, frozenAt, frozenBy, reason, sha256: hash }) => ({
        version,
        frozenAt,
        frozenBy,
        reason,
        sha256: hash,
      })),
      title: newest?.title ?? null,
    });
  }
  return rows;
}

/** The page with the facts it was computed from. */
export function buildPage(db: Reader, now: number, wish: PageWish): { scorecard: Scorecard; facts: string } {
  const versions = wish.isLive === true ? [] : versionsOf(db, wish);
  const wanted = wish.version === undefined ? versions[0] : versions.find(({ version }) => version === wish.version);
  if (wish.version !== undefined && !wanted) {
    throw new Fault('not_found', {
      happened: `There is no version ${wish.version} of ${monthWords(wish.month)}.`,
      remedy: versions.length === 0 ? 'Nothing of that month is frozen.' : `There are ${versions.length}.`,
    });
  }
  if (wanted) return frozenPage(db, wanted, versions);
  const facts = gatherFacts(db, now, wish);
  return { scorecard: buildScorecard(facts, null, sha256), facts: factsText(facts) };
}

function frozenPage(db: Reader, row: FrozenRow, versions: readonly FrozenRow[]): { scorecard: Scorecard; facts: string } {
  const text = frozenFacts(db, row.id);
  if (sha256(text) !== row.sha256) {
    throw new Fault('workspace_damaged', {
      happened: `The frozen facts of ${monthWords(row.month)}, version ${row.version}, are not the ones that were frozen.`,
      remedy: 'The file was changed from outside. Open a backup from before.',
    });
  }
  const edition: Edition = {
    version: row.version,
    frozenAt: row.frozenAt,
    frozenBy: row.frozenBy,
    reason: row.reason,
    changes: JSON.parse(row.changes) as string[],
    replacedAt: versions.find(({ version }) => version === row.version - 1)?.frozenAt ?? null,
  };
  return { scorecard: buildScorecard(JSON.parse(text) as ScorecardFacts, edition, sha256), facts: text };
}

export interface Frozen {
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
  readonly changes: string[];
}

/** Keeps the page for ever. A month that is not over is refused; a later version needs a reason and must say something else. */
export function freezePage(engine: Pick<Engine, 'db' | 'clock' | 'commands'>, actor: Actor, key: PageKey, reason: string): Frozen {
  const { db, clock, commands } = engine;
  const now = clock.now();
  const id = clock.newId();
  return commands.run(actor, (changes) => {
    const row = frozenRow(db, now, key, reason, actor.name, id);
    const words = `Scorecard ${monthWords(key.month)} (${key.audience}) frozen as version ${row.version}${reason === '' ? '' : `: ${reason}`}`;
    changes.insert('scorecard', row, words);
    return { id, version: row.version, sha256: row.sha256, changes: JSON.parse(row.changes) as string[] };
  });
}

/** The row of a new version. Public for the sample, which freezes in the past with `gather` of its own. */
export function frozenRow(db: Reader, now: number, key: PageKey, reason: string, by: string, id: string, gather = gatherFacts) {
  if (monthEnd(key.month) > now) {
    throw new Fault('conflict', {
      happened: `${monthWords(key.month)} is not over, so its figures still change.`,
      remedy: 'Freeze it when the month is over. Until then an export says “so far”.',
    });
  }
  const facts = gather(db, now, key);
  const after = buildScorecard(facts, null, sha256);
  const versions = versionsOf(db, key);
  const [newest] = versions;
  const changed = newest ? compareScorecards(frozenPage(db, newest, versions).scorecard, after) : [];
  if (newest && reason === '') {
    throw new Fault('bad_input', {
      happened: `${monthWords(key.month)} is frozen already, as version ${newest.version}.`,
      remedy: 'A correction needs a reason; say what was wrong.',
      place: { path: 'reason' },
    });
  }
  if (newest && changed.length === 0)
    throw new Fault('conflict', {
      happened: `Nothing on the page has changed since version ${newest.version}.`,
      remedy: 'There is nothing to correct.',
    });
  const text = factsText(facts);
  return {
    id,
    month: key.month,
    audience: key.audience,
    vendor_id: key.vendorId,
    version: (newest?.version ?? 0) + 1,
    title: after.title,
    facts: text,
    sha256: sha256(text),
    reason,
    changes: JSON.stringify(changed),
    frozen_at: now,
    frozen_by: by,
    created_at: now,
  };
}
