import { beforeAll, describe, expect, it } from 'vitest';
import { ledgerSummaries } from '../../electron/core/ledger/report.ts';
import { promiseReports } from '../../electron/core/monitors/report.ts';
import { runsForIncident } from '../../electron/core/runbooks/report.ts';
import { monthOf, monthWindow } from '../../shared/domain/monitors/zoned-time.ts';
import { count, sampleBuilds, sampleNow as now, type Built } from './testing/sample-builds.ts';

const { build } = sampleBuilds();

describe('the places of the sample', () => {
  let built: Built;
  beforeAll(() => {
    built = build('places');
  });

  it('has of every place what a quarter leaves behind', () => {
    const { db } = built;
    const rows = (table: string): number => count(db, `SELECT count(*) AS n FROM ${table}`);
    expect(
      Object.fromEntries(
        [
          'monitors',
          'promises',
          'incidents',
          'ledgers',
          'ledger_runs',
          'mappings',
          'mapping_revisions',
          'mapping_runs',
          'runbooks',
          'runbook_runs',
          'saved_requests',
          'scorecards',
          'cost_plans',
          'cost_invoices',
          'risks',
          'decisions',
        ].map((table) => [table, rows(table)]),
      ),
    ).toEqual({
      monitors: 9,
      promises: 9,
      incidents: 6,
      ledgers: 2,
      ledger_runs: 32,
      mappings: 4,
      mapping_revisions: 8,
      mapping_runs: 6,
      runbooks: 6,
      runbook_runs: 10,
      saved_requests: 21,
      scorecards: 3,
      cost_plans: 9,
      cost_invoices: 15,
      risks: 3,
      decisions: 2,
    });
    expect(db.all<{ name: string }>('SELECT name FROM people ORDER BY name').map(({ name }) => name)).toEqual([
      'Deniz',
      'Ines',
      'Mara',
      'Maya',
      'Noah',
      'Robin',
    ]);
  });

  it('has an answer to look at wherever an endpoint with a contract opens', () => {
    const { db, outcome } = built;
    const held = new Set(outcome.bodies.filter(({ side }) => side === 'answer').map(({ exchangeId }) => exchangeId));
    const newest = db.all<{ id: string; status: number | null; words: string }>(
      `SELECT x.id, x.status, e.method || ' ' || e.path AS words, max(x.number) FROM exchanges x JOIN endpoints e ON e.id = x.endpoint_id
       WHERE x.contract_id IS NOT NULL GROUP BY x.endpoint_id`,
    );
    expect(newest.length).toBeGreaterThan(10);
    const bare = newest.filter(({ id, status }) => status !== null && status !== 204 && !held.has(id));
    expect(bare.map(({ words, status }) => `${words} ${status}`)).toEqual([]);
  });

  it('has one incident open, and the run that somebody works through for it', () => {
    const { db } = built;
    const open = db.all<{ id: string; title: string; number: number }>('SELECT * FROM incidents WHERE closed_at IS NULL');
    expect(open).toMatchObject([{ number: 6, title: 'PayPal answers 500 again' }]);
    expect(runsForIncident(db, open[0]?.id ?? '')).toMatchObject([{ runbookName: 'Vendor outage with manual fallback', state: 'running' }]);
    expect(count(db, "SELECT count(*) AS n FROM runbook_runs WHERE state = 'running' AND subject_person_id IS NOT NULL")).toBe(1);
    expect(count(db, 'SELECT count(*) AS n FROM runbook_follow_ups WHERE done_at IS NULL AND due_at < ?', now)).toBe(0);
  });

  it('judges its promises in more than one way, none of them by chance', () => {
    const { db } = built;
    const month = monthWindow('Europe/Berlin', monthOf('Europe/Berlin', now));
    const verdicts = new Map(promiseReports(db, { ...month, now }).map(({ name, verdict }) => [name, verdict]));
    expect(verdicts.get('Refunds')).toBe('missed');
    expect(verdicts.get('Payout rows agree')).toBe('missed');
    expect(verdicts.get('Support chat')).toBe('no_data');
    expect(verdicts.get('Marketing sync')).toBe('met');
    expect([...verdicts.values()].filter((verdict) => verdict === 'missed')).toHaveLength(2);
    expect([...verdicts.values()].filter((verdict) => verdict === 'at_risk')).toHaveLength(0);
  });

  it('leaves two breaks without an owner; those in transit need none', () => {
    const { db } = built;
    for (const { name, openBreaks, breaksWithoutOwner, lastRun } of ledgerSummaries(db, now)) {
      expect(lastRun?.state).toBe('completed');
      expect(openBreaks).toBe(
        count(db, 'SELECT count(*) AS n FROM breaks b JOIN ledgers l ON l.id = b.ledger_id WHERE l.name = ? AND resolved_at IS NULL', name),
      );
      expect([name, breaksWithoutOwner]).toEqual([name, name === 'Orders to payouts' ? 2 : 0]);
    }
    const free = db.all<{ class: string; state: string; n: number }>(
      'SELECT class, state, count(*) AS n FROM breaks WHERE resolved_at IS NULL AND owner_id IS NULL GROUP BY class, state ORDER BY class',
    );
    expect(free).toEqual([
      { class: 'late', state: 'reopened', n: 2 },
      { class: 'timing', state: 'explained', n: expect.any(Number) as number },
    ]);
    expect(count(db, "SELECT count(*) AS n FROM breaks WHERE class = 'timing' AND resolved_at IS NOT NULL")).toBeGreaterThan(50);
  });
});
