import type { BodyEvent, BodyOf } from '../../../shared/contract/answers.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { countEvents, readEvents, uncounted, type EventIndex, type NumberedEvent } from './event-index.ts';
import { readableBody } from './kept-body.ts';
import { withBody } from './open-body.ts';

/** Counted at once, without a thread of its own. */
const countedHereBytes = 1024 * 1024;
/** Letters of an event's data that go to the window; all of them are in the text as it came. */
const longestShown = 20_000;
/** Streams whose events are kept counted, the last ones that were looked at. */
const mostKept = 16;

interface Counted {
  index: EventIndex | null;
  fault: unknown;
}

const counted = new WeakMap<Engine, Map<string, Counted>>();

/** Events of a kept stream, as far as they are counted: the first ones are there at once. */
export async function eventsOf(
  engine: Engine,
  actor: Actor,
  of: BodyOf,
  from: number,
  count: number,
): Promise<{ events: BodyEvent[]; total: number; isComplete: boolean }> {
  const { source, row, number } = await readableBody(engine, of);
  const key = `${of.exchangeId} ${of.side} ${row?.sha256}`;
  const kept = counted.get(engine) ?? new Map<string, Counted>();
  counted.set(engine, kept);
  return withBody(source, (body) => {
    const one = kept.get(key) ?? begin();
    // The newest stands last.
    kept.delete(key);
    kept.set(key, one);
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    if (one.fault !== null) {
      kept.delete(key);
      throw one.fault;
    }
    const isComplete = one.index !== null;
    const events = isComplete || from === 1 ? readEvents(one.index ?? uncounted, body, from, count).map(shown) : [];
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

const shown = ({ number, name, id, data, isCutOff }: NumberedEvent): BodyEvent => ({
  number,
  name: name.slice(0, longestShown),
  id: id.slice(0, longestShown),
  data: data.slice(0, longestShown),
  cutLetters: Math.max(0, data.length - longestShown),
  isCutOff,
});
