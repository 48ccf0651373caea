import { clockWords, dayWords } from '../../../shared/domain/monitors/clock-words.ts';
import { hoursOfGrid } from '../../../shared/domain/monitors/slot-grid.ts';
import { localDays, monthOf } from '../../../shared/domain/monitors/zoned-time.ts';
import { localZone } from '../calendar/zone.ts';
import type { Reader } from '../db/sqlite.ts';
import { requirePromise, settingsOf, windowOf } from './edit-promises.ts';
import { incidentsBetween } from './incident-report.ts';
import { reportOf } from './promise-report.ts';
import { hoursOf, monitorIdsOf } from './promise-rows.ts';

/** A promise in a month, with every hour of it, what was annulled, and the incidents that touched it. */
export function showPromise(db: Reader, now: number, { id, month }: { readonly id: string; readonly month?: string | undefined }) {
  const row = requirePromise(db, id);
  const window = windowOf(now, month);
  const { report, counted } = reportOf(db, row, window);
  const zone = hoursOf(row)?.zone ?? localZone();
  return {
    report,
    settings: settingsOf(row),
    month: month ?? monthOf(localZone(), now),
    monitors: monitorIdsOf(row).flatMap((monitorId) =>
      db.all<{ id: string; name: string }>('SELECT id, name FROM monitors WHERE id = ?', monitorId),
    ),
    grid:
      counted.unit === 'slot'
        ? hoursOfGrid(counted.grid, localDays(zone, window.fromAt, window.toAt)).map(({ at, cells }) => ({
            at,
            day: dayWords(zone, at),
            cells: cells.map((cell) => ({ ...cell, hour: clockWords(zone, cell.at).slice(0, 2) })),
          }))
        : [],
    annulments: db.all<{ id: string; fromAt: number; toAt: number; reason: string; person: string; createdAt: number }>(
      'SELECT id, from_at AS fromAt, to_at AS toAt, reason, person, created_at AS createdAt FROM annulments WHERE promise_id = ? AND to_at > ? AND from_at < ? ORDER BY from_at',
      id,
      window.fromAt,
      window.toAt,
    ),
    incidents: incidentsBetween(db, window.fromAt, window.toAt, now).filter(({ promiseIds }) => promiseIds.includes(id)),
  };
}
