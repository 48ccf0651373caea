import type { SettingsState } from '../../../shared/contract/settings.ts';
import { holdSweep } from '../../../shared/domain/settings/hold-sweep.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { Reader, Writer } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';

/** Beside the settings: no group of them has these names. */
const heldName = 'retentionHeld';
const sweptName = 'retentionSwept';

/** Why the daily purge waits for a person, with what it would take; as the last look left it. */
export interface Held {
  readonly why: string;
  /** "9,000 of 10,000 bodies". */
  readonly what: string;
}

interface Swept {
  readonly at: number;
  /** The newest call that lay ahead when a person purged all the same. */
  readonly knownTo: number | null;
}

type Counted = Omit<SettingsState['bodies'], 'held' | 'backups' | 'fileBytes' | 'isRewriteOwed'>;

/** Why the retention would take nothing by itself now; null when it may. */
export function heldNow(db: Reader, counted: Counted, now: number): Held | null {
  const swept = read<Swept>(db, sweptName);
  const why = holdSweep({
    now,
    newestAt: newestCall(db),
    sweptAt: swept?.at ?? null,
    knownTo: swept?.knownTo ?? null,
    parts: partsOf(counted),
  });
  return why === null ? null : { why, what: whatOf(counted) };
}

/** What Today asks a person; null when nothing waits. */
export const heldSince = (db: Reader): Held | null => read<Held>(db, heldName);

/** Keeps what the look came to: that it waits, or that nothing was doubted. */
export function noteLook({ db, evidence }: Pick<Engine, 'db' | 'evidence'>, held: Held | null, now: number): void {
  const before = heldSince(db);
  const isNews = JSON.stringify(before) !== JSON.stringify(held);
  evidence.write(isNews ? ['today', 'settings'] : [], (writer) => {
    if (held) return write(writer, heldName, held);
    writer.run('DELETE FROM settings WHERE id = ?', heldName);
    write(writer, sweptName, { at: now, knownTo: read<Swept>(writer, sweptName)?.knownTo ?? null } satisfies Swept);
  });
}

/** A person purged: whatever the clock looked like, they know of it. */
export function noteAsked({ evidence }: Pick<Engine, 'evidence'>, now: number): void {
  evidence.write(['today', 'settings'], (writer) => {
    writer.run('DELETE FROM settings WHERE id = ?', heldName);
    const newest = newestCall(writer);
    const ahead = newest !== null && newest > now ? newest : null;
    write(writer, sweptName, { at: now, knownTo: ahead ?? read<Swept>(writer, sweptName)?.knownTo ?? null } satisfies Swept);
  });
}

const newestCall = (db: Reader): number | null => db.get<{ at: number | null }>('SELECT max(started_at) AS at FROM exchanges')?.at ?? null;

/** The newest exchange stays, however old it is. */
const partsOf = ({ count, dueCount, exchanges, dueExchanges, deliveries, dueDeliveries }: Counted) => [
  { kept: count, due: dueCount },
  { kept: exchanges, due: dueExchanges > 1 ? dueExchanges : 0 },
  { kept: deliveries, due: dueDeliveries },
];

function whatOf(counted: Counted): string {
  const [bodies, exchanges, deliveries] = partsOf(counted);
  return [[bodies, 'bodies'] as const, [exchanges, 'exchanges'] as const, [deliveries, 'webhook deliveries'] as const]
    .flatMap(([part, words]) => (part && part.due > 0 ? [`${grouped(part.due)} of ${grouped(part.kept)} ${words}`] : []))
    .join(', ');
}

function read<T>(db: Reader, name: string): T | null {
  const row = db.get<{ value: string }>('SELECT value FROM settings WHERE id = ?', name);
  return row ? (JSON.parse(row.value) as T) : null;
}

const write = (db: Writer, name: string, value: Held | Swept): void =>
  void db.run(
    'INSERT INTO settings (id, value) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value',
    name,
    JSON.stringify(value),
  );
