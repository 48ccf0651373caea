import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasStopped } from '../../../shared/domain/monitors/has-stopped.ts';
import { coresForTests, testNow } from '../testing/test-core.ts';
import { startVendor, json } from '../testing/test-vendor.ts';
import { windowOf } from './edit-promises.ts';
import { listMonitors } from './monitor-list.ts';
import { listMonitorRows } from './monitor-rows.ts';
import { isUnseen } from './monitor-strip.ts';
import { pressingReports, promiseReports } from './promise-report.ts';

const tests = coresForTests();
const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** A workspace with one monitor of whole days or of service hours, and three promises on it. */
async function withMonitor() {
  const started = await tests.startOpen({ program: 'terminal' });
  const { client, engine } = started;
  const { apiId, environmentId } = await startVendor(tests, started, (_request, response) => json(response, {}));
  const draft = { method: 'GET', path: '/', parameters: [], mediaType: null, body: null, variables: {}, timeoutMs: 5_000 };
  const saved = await client.console.saveRequest({ name: 'Orders', apiId, environmentId, draft });
  const { id } = await client.monitors.add({ savedRequestId: saved.id, intervalS: 3_600 });
  const serviceHours = { days: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1080, zone: 'Europe/Berlin' };
  await client.monitors.addPromise({ name: 'Answers', kind: 'availability', target: 0.99, monitorIds: [id] });
  await client.monitors.addPromise({ name: 'Answers, ours too', kind: 'availability', target: 0.99, monitorIds: [id], countsOurs: true });
  await client.monitors.addPromise({ name: 'Fast', kind: 'latency', target: 0.9, thresholdMs: 500, monitorIds: [id], serviceHours });
  await client.monitors.addPromise({ name: 'Own calls', kind: 'availability', target: 0.9, apiId });
  const { db } = engine.workspace;
  const set = (hours: string, createdAt: number): void =>
    void db.run('UPDATE monitors SET service_hours = ?, created_at = ? WHERE id = ?', hours, createdAt, id);
  return { db, id, set, serviceHours: JSON.stringify(serviceHours) };
}

it('what Today is told of promises and monitors is what their pages say, whatever was seen', async () => {
  const { db, id, set, serviceHours } = await withMonitor();
  const slot = fc.record({
    hour: fc.integer({ min: 0, max: 31 * 24 }),
    hours: fc.constantFrom(1, 1, 1, 6, 24),
    good: fc.integer({ min: 0, max: 1 }),
    bad: fc.constantFrom(0, 0, 0, 1),
    ours: fc.constantFrom(0, 0, 1),
    timeout: fc.constantFrom(0, 0, 0, 1),
    worst: fc.constantFrom(null, 100, 900),
  });
  const rest = fc.integer({ min: 0, max: 10 });
  const verdicts = { unseen: 0, pressing: 0, calm: 0 };
  fc.assert(
    fc.property(
      fc.array(slot, { maxLength: 40 }),
      rest,
      fc.boolean(),
      fc.nat(40),
      fc.boolean(),
      (slots, restDays, isAlways, age, isFull) => {
        set(isAlways ? 'null' : serviceHours, testNow - age * dayMs);
        db.script('BEGIN');
        db.run('DELETE FROM slots');
        const write = (at: number, hours: number, good: number, bad: number, ours: number, timeout: number, worst: number | null): void =>
          void db.run(
            'INSERT OR REPLACE INTO slots (monitor_id, slot_at, length_ms, n_good, n_bad, n_ours, n_timeout, worst_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
            id,
            Math.floor(at / hourMs) * hourMs,
            hours * hourMs,
            good,
            bad,
            ours,
            timeout,
            worst,
          );
        // Whole weeks that were seen, up to some days ago, make a usual from which silence stands out.
        if (isFull) for (let at = testNow - 28 * dayMs; at < testNow - restDays * dayMs; at += hourMs) write(at, 1, 1, 0, 0, 0, 100);
        for (const one of slots) write(testNow - one.hour * hourMs, one.hours, one.good, one.bad, one.ours, one.timeout, one.worst);
        db.script('COMMIT');
        const now = testNow;
        const [row] = listMonitorRows(db);
        const [monitor] = listMonitors(db, now);
        if (!row || !monitor) throw new Error('no monitor');
        const expected = hasStopped(monitor.days.filter((day) => day !== null));
        expect(isUnseen(db, row, now)).toBe(expected);
        const pressing = promiseReports(db, windowOf(now)).filter(({ verdict }) => verdict === 'missed' || verdict === 'at_risk');
        expect(pressingReports(db, windowOf(now))).toEqual(pressing);
        if (expected) verdicts.unseen += 1;
        if (pressing.length > 0) verdicts.pressing += 1;
        else verdicts.calm += 1;
      },
    ),
    { numRuns: 30, seed: 20261121 },
  );
  // The property says something only where each of them comes up.
  expect(Math.min(verdicts.unseen, verdicts.pressing, verdicts.calm)).toBeGreaterThan(0);
});
