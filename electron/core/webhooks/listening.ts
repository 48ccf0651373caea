import type { Engine } from '../engine.ts';
import { inBackground } from '../in-background.ts';

const everyMs = 15_000;
/** A longer step between two looks at the clock: this computer slept, and nothing could come. */
const sleptMs = 60_000;

/** Writes down that the receiver is open, until it is stopped. */
export function keepListening(engine: Engine): () => void {
  const { clock, evidence } = engine;
  let spanId = '';
  let lastAt = clock.now();
  const begin = (at: number): void => {
    spanId = clock.newId();
    evidence.write([], (writer) => writer.run('INSERT INTO webhook_listening (id, start_at, end_at) VALUES (?, ?, ?)', spanId, at, at));
  };
  const extend = (): void => {
    const now = clock.now();
    if (now - lastAt > sleptMs || now < lastAt) begin(now);
    else evidence.write([], (writer) => writer.run('UPDATE webhook_listening SET end_at = ? WHERE id = ?', now, spanId));
    lastAt = now;
  };
  begin(lastAt);
  const timer = setInterval(inBackground(engine, extend), everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    extend();
  };
}
