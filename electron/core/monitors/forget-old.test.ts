import { expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { forgetOld } from './forget-old.ts';

const tests = coresForTests();
const day = 86_400_000;

it('forgets what is old, but never most of it at once, as a clock that is years ahead would have it', async () => {
  const { engine, clock } = await tests.startOpen();
  const now = clock.now();
  const count = () => engine.db.get<{ n: number }>('SELECT count(*) AS n FROM observation_spans')?.n;
  engine.evidence.write([], (db) => {
    db.run("INSERT INTO observers (id, name, program, zone, created_at) VALUES ('o', 'a', 'app', 'UTC', 0)");
    for (let at = 0; at < 1000; at += 1)
      db.run(
        "INSERT INTO observation_spans (id, observer_id, start_at, end_at, state) VALUES (?, 'o', ?, ?, 'observing')",
        `s${at}`,
        now - at * day,
        now - at * day,
      );
    forgetOld(db, now + 2000 * day);
  });
  expect(count()).toBe(1000);
  engine.evidence.write([], (db) => forgetOld(db, now));
  expect(count()).toBe(761);
});
