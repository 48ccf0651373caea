import type { BodyEvent, BodyOf } from '../../../shared/contract/answers.ts';
import { arrivalOf, type Arrivals } from '../console/arrivals.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { countEvents, readEvents, uncounted, type EventIndex, type NumberedEvent } from './event-index.ts';
import { readableBody } from './kept-body.ts';
import { KeptCounts } from './kept-counts.ts';
import { withBody } from './open-body.ts';

/** Counted at once, without a thread of its own. */
const countedHereBytes = 1024 * 1024;
/** Letters of an event's data that go to the window; all of them are in the text as it came. */
const longestShown = 20_000;

interface Counted {
  index: EventIndex | null;
  fault: unknown;
}

const counted = new KeptCounts<Counted>();

/** Events of a kept stream, as far as they are counted: the first ones are there at once. */
export async function eventsOf(
  engine: Engine,
  actor: Actor,
  of: BodyOf,
  from: number,
  count: number,
): Promise<{ events: BodyEvent[]; total: number; isComplete: boolean }> {
  const { source, row, number } = await readableBody(engine, of);
  const whenOf = arrivalsOf(engine, of);
  const key = `${of.exchangeId} ${of.side} ${row?.sha256}`;
  return withBody(source, (body) => {
    const one = counted.of(engine, key, begin);
    const isComplete = one.index !== null;
    const events =
      isComplete || from === 1
        ? readEvents(one.index ?? uncounted, body, from, count, isComplete ? undefined : countedHereBytes).map((event) =>
            shown(event, whenOf(event)),
          )
        : [];
    return { events, total: one.index?.total ?? events.length, isComplete };

    function begin(): Counted {
      if (body.byteLength <= countedHereBytes) return { index: countEvents(body, () => true), fault: null };
      const fresh: Counted = { index: null, fault: null };
      engine.jobs.start('count answer events', { source }, { title: `Count the events of exchange ${number}`, actor }).finished.then(
        (index) => (fresh.index = index),
        (error: unknown) => (fresh.fault = error),
      );
      return fresh;
    }
  });
}

/** When each event of an answer came, as far as it was kept. */
function arrivalsOf({ db }: Pick<Engine, 'db'>, { exchangeId, side }: BodyOf): (event: NumberedEvent) => number | null {
  if (side !== 'answer') return () => null;
  const row = db.get<{ began: number; arrivals: string | null }>(
    "SELECT started_at AS began, outcome ->> '$.arrivals' AS arrivals FROM exchanges WHERE id = ?",
    exchangeId,
  );
  const arrivals = JSON.parse(row?.arrivals ?? '[]') as Arrivals;
  return ({ number, isCutOff }) => (row === undefined || isCutOff ? null : arrivalOf(arrivals, row.began, number));
}

const shown = ({ number, name, id, data, isCutOff }: NumberedEvent, at: number | null): BodyEvent => ({
  number,
  at,
  name: name.slice(0, longestShown),
  id: id.slice(0, longestShown),
  data: data.slice(0, longestShown),
  cutLetters: Math.max(0, data.length - longestShown),
  isCutOff,
});
