import { grouped } from '../../../shared/domain/grouped.ts';
import type { Reader } from '../db/sqlite.ts';
import type { AttentionItem } from '../today/attention-item.ts';

const dayMs = 86_400_000;
const shownForMs = 14 * dayMs;

/** The term of the partial index on rows that need a person: a query that has it word for word uses the index. */
const openRows = "w.state IN ('partial', 'unknown')";

interface OpenRun {
  readonly id: string;
  readonly number: number;
  readonly flow_name: string;
  readonly words: string;
  readonly is_production: number;
  readonly started_by: string;
  readonly n: number;
}

/** What of flows needs a person: calls whose outcome nobody knows, runs that stand half done, schedules that could not run. */
export function flowsAttention(db: Reader, now: number): AttentionItem[] {
  const unknown = db.all<OpenRun>(
    `SELECT r.id, r.number, r.flow_name, r.words, r.is_production, r.started_by, count(*) AS n FROM flow_run_rows w JOIN flow_runs r ON r.id = w.run_id
     WHERE ${openRows} AND w.state = 'unknown' AND r.started_at > ? GROUP BY r.id ORDER BY r.number DESC LIMIT 10`,
    now - shownForMs,
  );
  const halfDone = db.all<OpenRun>(
    `SELECT r.id, r.number, r.flow_name, r.words, r.is_production, r.started_by, count(*) AS n FROM flow_run_rows w JOIN flow_runs r ON r.id = w.run_id
     WHERE ${openRows} AND w.state = 'partial' AND r.started_at > ? AND r.number = (SELECT max(number) FROM flow_runs WHERE flow_id = r.flow_id)
     GROUP BY r.id ORDER BY r.number DESC LIMIT 10`,
    now - shownForMs,
  );
  const cutOff = db.all<OpenRun>(
    `SELECT r.id, r.number, r.flow_name, '' AS words, r.is_production, r.started_by, sum(w.row > 0) AS n FROM flow_runs r INDEXED BY flow_runs_stopped
     CROSS JOIN flow_run_rows w ON w.run_id = r.id
     WHERE w.state IN ('waiting', 'running') AND w.row <> 0 AND r.state = 'stopped' AND r.words = 'The app ended while it ran' AND r.started_at > ?
     GROUP BY r.id ORDER BY r.number DESC LIMIT 10`,
    now - shownForMs,
  );
  return [
    ...cutOff.map((run) =>
      item(
        run,
        'soon',
        `${run.flow_name} was cut off ${run.n === 0 ? 'before its teardown' : `with ${rows(run.n)} left`}`,
        'Go on with it',
      ),
    ),
    ...unknown.map((run) => item(run, 'broken', `${run.flow_name}: ${rows(run.n)} with an unknown outcome`, 'Say what became of it')),
    ...halfDone
      .filter(({ id }) => !unknown.some((run) => run.id === id))
      .map((run) => item(run, 'soon', `${run.flow_name}: ${rows(run.n)} done in part`, 'See what stands')),
    ...db
      .all<{ id: string; name: string; missed_words: string }>(
        "SELECT id, name, missed_words FROM flows WHERE missed_words <> '' AND schedule IS NOT NULL",
      )
      .filter(({ missed_words: words }) => !words.includes('one made up for them'))
      .map(({ id, name, missed_words: words }): AttentionItem => {
        const door = { place: 'console', kind: 'flow', id } as const;
        return {
          criticality: 'medium',
          state: 'soon',
          daysAway: 1,
          attention: {
            key: `flow:${id}`,
            state: 'soon',
            title: `${name} did not run by its schedule`,
            reason: words,
            evidence: { words: 'its schedule', door },
            action: { words: 'Open the flow', door },
          },
        };
      }),
  ];
}

const rows = (n: number): string => (n === 1 ? 'a row' : `${grouped(n)} rows`);

function item(run: OpenRun, state: 'broken' | 'soon', title: string, action: string): AttentionItem {
  const door = { place: 'console', kind: 'flow-run', id: run.id } as const;
  return {
    criticality: run.is_production === 1 ? 'high' : 'medium',
    state,
    daysAway: 0,
    attention: {
      key: `flowRun:${run.id}`,
      state,
      title,
      reason: `Run ${run.number}, started by ${run.started_by}${run.words === '' ? '' : ` · ${run.words}`}`,
      evidence: { words: `run ${run.number}`, door },
      action: { words: action, door },
    },
  };
}
