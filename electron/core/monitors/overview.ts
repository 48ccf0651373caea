import type { ObserverState } from '../../../shared/contract/monitors.ts';
import { clockWords, sinceWords } from '../../../shared/domain/monitors/clock-words.ts';
import { verdictLabels } from '../../../shared/domain/monitors/verdict-words.ts';
import { localZone } from '../calendar/zone.ts';
import type { Reader } from '../db/sqlite.ts';
import { windowOf } from './edit-promises.ts';
import type { Observer } from './observer.ts';
import { promiseReports } from './promise-report.ts';

/** The finding of the page: what is down, which promises are not kept, and what is next. */
export function showOverview(db: Reader, now: number) {
  const count = (sql: string): number => db.get<{ n: number }>(sql)?.n ?? 0;
  const monitors = count('SELECT count(*) AS n FROM monitors');
  const down = count(
    "SELECT count(*) AS n FROM monitors m JOIN monitor_states s ON s.monitor_id = m.id WHERE s.state = 'down' AND m.is_paused = 0",
  );
  const openIncidents = count('SELECT count(*) AS n FROM incidents WHERE closed_at IS NULL');
  const reports = promiseReports(db, windowOf(now));
  const of = (verdict: keyof typeof verdictLabels): number => reports.filter((report) => report.verdict === verdict).length;
  return {
    title: titleOf({ monitors, down, openIncidents, missed: of('missed'), atRisk: of('at_risk'), promises: reports.length }),
    subtitle: subtitleOf(
      monitors,
      reports.length,
      (['met', 'met_sampled', 'at_risk', 'missed', 'not_proven', 'no_data'] as const).map((verdict) => [
        verdict === 'met_sampled' ? 'met by sample' : verdictLabels[verdict],
        of(verdict),
      ]),
    ),
    counts: { monitors, promises: reports.length, openIncidents },
  };
}

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];
const some = (n: number, one: string, many: string): string => `${numbers[n] ?? n} ${n === 1 ? one : many}`;

interface Findings {
  readonly monitors: number;
  readonly promises: number;
  readonly down: number;
  readonly openIncidents: number;
  readonly missed: number;
  readonly atRisk: number;
}

/** "Two promises are at risk, nothing is down". */
export function titleOf({ monitors, promises, down, openIncidents, missed, atRisk }: Findings): string {
  if (monitors === 0 && promises === 0)
    return openIncidents > 0 ? some(openIncidents, 'incident is open', 'incidents are open') : 'Nothing is watched yet';
  const promiseWords =
    missed > 0
      ? `${some(missed, 'promise is', 'promises are')} missed${atRisk > 0 ? `, ${some(atRisk, 'is', 'are').toLowerCase()} at risk` : ''}`
      : atRisk > 0
        ? `${some(atRisk, 'promise is', 'promises are')} at risk`
        : null;
  const downWords =
    down > 0
      ? some(down, 'monitor is down', 'monitors are down')
      : openIncidents > 0
        ? some(openIncidents, 'incident is open', 'incidents are open')
        : null;
  if (promiseWords === null && downWords === null) return promises === 0 ? 'Nothing is down' : 'Nothing is down, no promise is at risk';
  if (downWords === null) return `${promiseWords}, nothing is down`;
  return promiseWords === null ? downWords : `${downWords}, ${promiseWords.toLowerCase()}`;
}

function subtitleOf(monitors: number, promises: number, verdicts: readonly (readonly [string, number])[]): string {
  if (monitors === 0 && promises === 0) return 'Choose a saved request; it is then checked while the app is open.';
  const counted = verdicts.filter(([, n]) => n > 0).map(([words, n]) => `${n} ${words}`);
  return [
    `${monitors} ${monitors === 1 ? 'monitor' : 'monitors'}`,
    promises === 0 ? 'no promise yet' : `${promises} ${promises === 1 ? 'promise' : 'promises'} this month: ${counted.join(', ')}`,
  ].join(' · ');
}

/** What the title bar says of who looks. With nothing to watch it says nothing. */
export function observerWords(db: Reader, observer: Observer, now: number): ObserverState {
  const watching = db.get<{ n: number }>('SELECT count(*) AS n FROM monitors WHERE is_paused = 0')?.n ?? 0;
  if (watching === 0) return { watching, state: 'nothing', sinceAt: null, words: '', why: '' };
  const { state, sinceAt } = observer.state;
  const since = sinceAt === null ? '' : sinceWords(localZone(), sinceAt, now);
  const looks = `${watching} ${watching === 1 ? 'monitor' : 'monitors'}, while the app is open and the computer awake`;
  switch (state) {
    case 'observing':
      return { watching, state, sinceAt, words: `Observing, online since ${since}`, why: looks };
    case 'settling':
      return {
        watching,
        state,
        sinceAt,
        words: 'Woke up, checks begin again soon',
        why: `Awake since ${clockWords(localZone(), sinceAt ?? now)}; until others can be reached nothing is counted.`,
      };
    case 'offline':
      return {
        watching,
        state,
        sinceAt,
        words: `Offline since ${since}, not observing`,
        why: 'No monitored vendor can be reached from here. This time counts as no data, not as failures.',
      };
    case 'captive':
      return {
        watching,
        state,
        sinceAt,
        words: 'Network wants a sign-in, not observing',
        why: `Since ${since} the network answers in place of the vendors. This time counts as no data.`,
      };
    case 'not_observing':
    case 'nothing':
      return {
        watching,
        state,
        sinceAt,
        words: 'Nobody is observing',
        why: 'Checks are made while the app is open. What nobody sees counts as no data.',
      };
  }
}
