import { readFileSync, statSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../electron/core/db/change-log.ts';
import type { Sqlite } from '../../electron/core/db/sqlite.ts';
import { listApiRows } from '../../electron/core/inventory/service.ts';
import { openContract } from '../../electron/core/openapi/contract.ts';
import { seededRandom } from '../../electron/core/workspace/seeded-random.ts';
import { buildSample } from './build-sample.ts';
import { seededIds } from './testing/imported-vendors.ts';
import { count, sampleBuilds, sampleNow as now, type Built } from './testing/sample-builds.ts';

const day = 86_400_000;

const { build, newFile } = sampleBuilds();

let kept: Built | null = null;
/** Built once; nothing changes it. */
const sample = (): Built => (kept ??= build('main'));

const firstCalls = ({ db }: Built): unknown => db.all('SELECT started_at FROM exchanges ORDER BY number LIMIT 20');

describe('the sample workspace', () => {
  let built: Built;
  beforeAll(() => {
    built = sample();
  });

  it('has three months of a small team’s work, quickly and in little room', () => {
    const { db, cpuMs, file } = built;
    expect(count(db, 'SELECT count(*) AS n FROM vendors')).toBe(13);
    expect(count(db, 'SELECT count(*) AS n FROM apis')).toBe(17);
    expect(count(db, 'SELECT count(*) AS n FROM processes')).toBe(9);
    expect(count(db, 'SELECT count(*) AS n FROM apis WHERE owner_id IS NULL')).toBe(2);
    expect(count(db, 'SELECT count(*) AS n FROM apis WHERE id NOT IN (SELECT api_id FROM dependencies)')).toBe(2);
    const exchanges = count(db, 'SELECT count(*) AS n FROM exchanges');
    expect(exchanges).toBeGreaterThan(9_000);
    expect(exchanges).toBeLessThan(12_000);
    db.pragma('wal_checkpoint(TRUNCATE)');
    expect(statSync(file).size).toBeLessThan(27_000_000);
    // Twice what it takes.
    expect(cpuMs).toBeLessThan(6_000);
  });

  it('leads nowhere that is not there', () => {
    const { db } = built;
    expect(db.all('PRAGMA foreign_key_check')).toEqual([]);
    for (const [column, table] of [
      ['api_id', 'apis'],
      ['endpoint_id', 'endpoints'],
      ['environment_id', 'environments'],
      ['credential_id', 'credentials'],
      ['contract_id', 'contracts'],
    ] as const) {
      expect(
        count(db, `SELECT count(*) AS n FROM exchanges WHERE ${column} IS NOT NULL AND ${column} NOT IN (SELECT id FROM ${table})`),
        column,
      ).toBe(0);
    }
    const ids = db.all<{ id: string }>('SELECT id FROM exchanges UNION ALL SELECT id FROM calendar_events UNION ALL SELECT id FROM apis');
    for (const { id } of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('keeps the chain of the activity whole, in the order of time', () => {
    const { db } = built;
    const verdict = verifyChain(db);
    expect(verdict).toMatchObject({ isWhole: true, brokenAt: null });
    expect(verdict.entries).toBeGreaterThan(80);
    const times = db.all<{ at: number }>('SELECT at FROM activity ORDER BY seq').map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(now);
  });

  it('says in its activity what the records hold', () => {
    const { db } = built;
    for (const { id, owner_id } of db.all<{ id: string; owner_id: string | null }>('SELECT id, owner_id FROM apis')) {
      const last = db.get<{ after: string }>(
        "SELECT after FROM activity WHERE entity = 'api' AND entity_id = ? AND operation = 'update' ORDER BY seq DESC",
        id,
      );
      const after = JSON.parse(last?.after ?? '{}') as { owner_id?: string | null };
      expect(after.owner_id ?? null).toBe(owner_id);
    }
  });

  it('numbers exchanges in the order of time, none of them in the future', () => {
    const { db } = built;
    const rows = db.all<{ number: number; started_at: number; finished_at: number }>(
      'SELECT number, started_at, finished_at FROM exchanges ORDER BY number',
    );
    rows.forEach((row, place) => {
      expect(row.number).toBe(place + 1);
      if (row.finished_at > now || row.started_at < (rows[place - 1]?.started_at ?? 0)) expect.unreachable(`exchange ${row.number}`);
    });
  });

  it('has heavier working days than weekends', () => {
    const { db } = built;
    const onDays = (days: string): number =>
      count(
        db,
        `SELECT count(*) AS n FROM exchanges WHERE started_at < ? AND strftime('%w', started_at / 1000 + 3600, 'unixepoch') IN (${days})`,
        now - day,
      );
    expect(onDays("'1','2','3','4','5'")).toBeGreaterThan(15 * onDays("'0','6'"));
  });

  it('fails in more than one way, but seldom', () => {
    const { db } = built;
    const byClass = new Map(
      db
        .all<{ error_class: string; n: number }>('SELECT error_class, count(*) AS n FROM exchanges GROUP BY error_class')
        .map((row) => [row.error_class, row.n]),
    );
    expect(byClass.get('ok')).toBeGreaterThan(9_000);
    for (const expected of ['ours', 'theirs', 'network', 'limit']) expect(byClass.get(expected), expected).toBeGreaterThan(2);
    expect(byClass.get('auth')).toBe(1);
    expect(
      count(db, "SELECT count(*) AS n FROM exchanges x JOIN apis a ON a.id = x.api_id WHERE x.status = 429 AND a.name = 'Admin'"),
    ).toBeGreaterThan(3);
  });

  it('dates what it says of the sunset by the answers that said it', () => {
    const { db } = built;
    const events = db.all<{
      id: string;
      kind: string;
      effective_at: number | null;
      hits: number;
      first_seen_at: number;
      last_seen_at: number;
      endpoint_id: string;
      acknowledged_at: number | null;
      deprecated_at: number | null;
    }>("SELECT * FROM calendar_events WHERE source = 'header' ORDER BY seen_as");
    expect(events.map(({ kind }) => kind).toSorted()).toEqual(['deprecation', 'sunset']);
    for (const event of events) {
      const header = event.kind === 'sunset' ? 'Sunset' : 'Deprecation';
      const dates = db.all<{ exchange_id: string; raw: string; effective_at: number | null }>(
        'SELECT * FROM calendar_dates WHERE event_id = ? ORDER BY seen_at',
        event.id,
      );
      for (const date of dates) {
        const exchange = db.get<{ answer_headers: string; evidence: string }>('SELECT * FROM exchanges WHERE id = ?', date.exchange_id);
        expect(JSON.parse(exchange?.answer_headers ?? '[]')).toContainEqual([header, date.raw]);
        expect(JSON.parse(exchange?.evidence ?? '{}')).toMatchObject({ [event.kind]: { raw: date.raw } });
      }
      expect(dates.at(-1)?.effective_at).toBe(event.effective_at);
      const carrying = db.all<{ finished_at: number }>(
        'SELECT finished_at FROM exchanges WHERE endpoint_id = ? AND answer_headers LIKE ? ORDER BY finished_at',
        event.endpoint_id,
        `%"${header}"%`,
      );
      expect(carrying).toHaveLength(event.hits);
      expect([carrying[0]?.finished_at, carrying.at(-1)?.finished_at]).toEqual([event.first_seen_at, event.last_seen_at]);
    }
    const sunset = events.find(({ kind }) => kind === 'sunset');
    // The end and the deprecation of one endpoint are one date.
    expect(sunset?.deprecated_at).toBe(Math.floor(now / day) * day - 82 * day);
    const moved = db.all<{ effective_at: number }>(
      'SELECT effective_at FROM calendar_dates WHERE event_id = ? ORDER BY seen_at',
      sunset?.id ?? '',
    );
    expect(moved.map(({ effective_at }) => Math.round((effective_at - Math.floor(now / day) * day) / day))).toEqual([9, 24]);
    expect(sunset?.acknowledged_at).toBeNull();
    expect(events.filter(({ effective_at }) => effective_at === null)).toHaveLength(1);
  });

  it('backs every limit with the answer that showed it, and every peak with one of the last 30 days', () => {
    const { db } = built;
    const limits = db.all<{
      exchange_id: string;
      api_id: string;
      raw: string;
      peak_percent: number | null;
      peak_at: number | null;
      policy: string;
    }>('SELECT * FROM limits');
    expect(new Set(limits.map(({ api_id }) => api_id)).size).toBeGreaterThanOrEqual(5);
    for (const limit of limits) {
      const { evidence } = db.get<{ evidence: string }>('SELECT evidence FROM exchanges WHERE id = ?', limit.exchange_id) ?? {
        evidence: '{}',
      };
      expect(JSON.parse(evidence)).toMatchObject({
        rateLimits: { limits: expect.arrayContaining([expect.objectContaining({ policy: limit.policy, raw: limit.raw })]) as unknown },
      });
      if (limit.peak_percent !== null && limit.peak_at !== null) {
        const peak = db.get<{ evidence: string }>(
          'SELECT evidence FROM exchanges WHERE api_id = ? AND finished_at = ?',
          limit.api_id,
          limit.peak_at,
        );
        expect(peak?.evidence).toContain(`"usedPercent":${limit.peak_percent}`);
      }
    }
    const shopify = db.get<{ peak_percent: number; peak_at: number }>(
      "SELECT l.* FROM limits l JOIN apis a ON a.id = l.api_id JOIN environments e ON e.id = l.environment_id WHERE a.name = 'Admin' AND e.kind = 'production'",
    );
    expect(shopify?.peak_percent).toBeLessThan(70);
    expect(shopify?.peak_at).toBeGreaterThan(now - 30 * day);
  });

  it('opens its drift findings on answers that do break contract 71', () => {
    const { db, outcome } = built;
    const findings = db.all<{ last_exchange_id: string; hits: number; title: string }>("SELECT * FROM findings WHERE status = 'open'");
    expect(findings).toHaveLength(2);
    const breaking = db.all<{ id: string; violation_count: number; outcome: string }>(
      "SELECT * FROM exchanges WHERE verdict = 'breaks' ORDER BY number",
    );
    for (const finding of findings) {
      expect(finding.hits).toBe(breaking.length);
      expect(finding.last_exchange_id).toBe(breaking.at(-1)?.id);
    }
    const contract = openContract(contractText('adyen/CheckoutService-v71.json'));
    const path = '/payments/{paymentPspReference}/refunds';
    for (const { exchangeId, side, text } of outcome.bodies) {
      const row = breaking.find(({ id }) => id === exchangeId);
      if (!row || side === 'request') continue;
      const verdict = contract.checkAnswer({
        method: 'POST',
        path,
        status: 201,
        headers: { 'content-type': 'application/json' },
        bodyText: text,
      });
      const stored = (JSON.parse(row.outcome) as { violations: unknown[] }).violations;
      expect(stored).toEqual(
        verdict.violations.map(({ where, instancePath, line, message }) => ({ where, pointer: instancePath, line, message })),
      );
    }
  });

  it('shows at the refund the answer that breaks its contract, not an everyday one after it', () => {
    const last = built.db.get<{ verdict: string }>(
      "SELECT verdict FROM exchanges WHERE method = 'POST' AND url LIKE '%adyen%/refunds' ORDER BY number DESC LIMIT 1",
    );
    expect(last?.verdict).toBe('breaks');
  });

  it('keeps only answers that fit where it says that they fit', () => {
    const { db, outcome } = built;
    const contracts = new Map([
      ['Checkout', openContract(contractText('adyen/CheckoutService-v71.json'))],
      ['Orders', openContract(contractText('paypal/checkout_orders_v2.json'))],
    ]);
    let checked = 0;
    for (const { exchangeId, side, text } of outcome.bodies) {
      const row = db.get<{ verdict: string; status: number; method: string; path: string; name: string }>(
        'SELECT x.verdict, x.status, x.method, e.path, a.name FROM exchanges x JOIN endpoints e ON e.id = x.endpoint_id JOIN apis a ON a.id = x.api_id WHERE x.id = ?',
        exchangeId,
      );
      const contract = contracts.get(row?.name ?? '');
      if (!row || !contract || row.verdict !== 'fits') continue;
      const headers = { 'content-type': 'application/json' };
      const verdict =
        side === 'answer'
          ? contract.checkAnswer({ method: row.method, path: row.path, status: row.status, headers, bodyText: text }).verdict
          : 'fits';
      expect(verdict, `${row.name} ${row.path} ${text}`).toBe('fits');
      checked += 1;
    }
    expect(checked).toBeGreaterThan(10);
  });

  it('ends with what needs a person: PayPal fails, a date moved, a key is 92 days old', () => {
    const { db } = built;
    const since = now - 27 * 60_000;
    const calls = db.all<{ status: number }>(
      "SELECT x.status FROM exchanges x JOIN apis a ON a.id = x.api_id WHERE a.name = 'Orders' AND x.started_at >= ? ORDER BY x.number",
      since,
    );
    expect(calls).toHaveLength(22);
    expect(calls.filter(({ status }) => status === 500)).toHaveLength(14);
    expect(calls.slice(-3).every(({ status }) => status === 500)).toBe(true);
    const ages = db.all<{ name: string; days: number; rotation_days: number | null }>(
      'SELECT name, CAST((? - rotated_at) / 86400000 AS INTEGER) AS days, rotation_days FROM credentials',
      now,
    );
    expect(ages.filter(({ days, rotation_days }) => rotation_days !== null && days > rotation_days)).toEqual([
      { name: 'Shippo live', days: 92, rotation_days: 90 },
    ]);
    const [expiring] = db.all<{ expires_at: number }>('SELECT expires_at FROM credentials WHERE expires_at IS NOT NULL');
    expect(Math.ceil(((expiring?.expires_at ?? 0) - now) / day)).toBe(12);
    expect(failingApis(db, now)).toEqual(['PayPal Orders']);
    const open = db.all<{ title: string }>('SELECT title FROM calendar_events WHERE acknowledged_at IS NULL');
    expect(open).toEqual([{ title: 'Adyen Checkout POST /originKeys stops' }]);
    expect(count(db, "SELECT count(*) AS n FROM rotations WHERE state = 'open'")).toBe(0);
  });

  it('verifies its webhooks with signing secrets, which are in no request', () => {
    const { db } = built;
    const signing = db.all<{ endpoint: string; kind: string; vendor: string | null; placed: string | null; bound: number }>(
      `SELECT e.name AS endpoint, c.kind, v.name AS vendor, c.placement_name AS placed,
         (SELECT count(*) FROM environments n WHERE n.credential_id = c.id) AS bound
       FROM webhook_endpoints e, json_each(e.secrets) AS one JOIN credentials c ON c.id = one.value ->> 'credentialId'
       LEFT JOIN vendors v ON v.id = c.vendor_id ORDER BY e.name`,
    );
    expect(signing).toEqual(
      ['Adyen', 'Shopify', 'Zendesk'].map((vendor) => ({
        endpoint: expect.stringContaining(vendor) as string,
        kind: 'signing_secret',
        vendor,
        placed: null,
        bound: 0,
      })),
    );
  });

  it('holds nothing that looks like a secret', () => {
    const { db, outcome } = built;
    const looksSecret =
      /sk_live|shp(?:at|ss|ca)_|xox[bp]-|AKIA[0-9A-Z]{16}|eyJ[\w-]{10,}|-----BEGIN|AC[0-9a-f]{32}|(?:[Bb]earer|[Bb]asic|[Tt]oken) [\w+/=-]{12,}/;
    for (const { name } of db.all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_%' AND name <> 'contracts'",
    )) {
      for (const row of db.all<Record<string, unknown>>(`SELECT * FROM ${name}`)) {
        const texts = Object.values(row).filter((value) => typeof value === 'string');
        expect(
          texts.find((text) => looksSecret.test(text)),
          name,
        ).toBeUndefined();
      }
    }
    expect(outcome.bodies.find(({ text }) => looksSecret.test(text))).toBeUndefined();
    expect(count(db, "SELECT count(*) AS n FROM credentials WHERE secret_kept <> 'missing'")).toBe(0);
  });
});

describe('another build', { timeout: 180_000 }, () => {
  const tables = [
    'people',
    'vendors',
    'apis',
    'environments',
    'endpoints',
    'credentials',
    'processes',
    'dependencies',
    'exchanges',
    'calendar_events',
    'calendar_dates',
    'limits',
    'findings',
    'breaks',
    'activity',
  ];
  const contents = ({ db, outcome }: Built): unknown => [outcome, ...tables.map((table) => db.all(`SELECT * FROM ${table} ORDER BY 1`))];

  it('is the same for the same seed, and another one for another', () => {
    const one = sample();
    expect(JSON.stringify(contents(build('same')))).toBe(JSON.stringify(contents(one)));
    expect(firstCalls(build('other', now, 8))).not.toEqual(firstCalls(one));
  });

  it.each([Date.UTC(2027, 2, 1, 0, 20), Date.UTC(2028, 5, 28, 23, 50), Date.UTC(2026, 11, 4, 6, 37, 2, 333)])(
    'moves with the day on which it is built (%i)',
    (at) => {
      const { db } = build(`at-${at}`, at);
      expect(count(db, 'SELECT max(started_at) AS n FROM exchanges')).toBeGreaterThan(at - 10 * 60_000);
      expect(count(db, 'SELECT max(finished_at) AS n FROM exchanges')).toBeLessThanOrEqual(at);
      expect(count(db, 'SELECT min(started_at) AS n FROM exchanges')).toBeGreaterThan(at - 92 * day);
      expect(count(db, 'SELECT max(at) AS n FROM activity')).toBeLessThanOrEqual(at);
      expect(verifyChain(db).isWhole).toBe(true);
      expect(failingApis(db, at)).toEqual(['PayPal Orders']);
      const version = db.get<{ version: string; at: number }>(
        "SELECT a.version, e.effective_at AS at FROM apis a JOIN calendar_events e ON e.api_id = a.id WHERE e.kind = 'version_end'",
      );
      expect(version?.at).toBeGreaterThan(at + 20 * day);
      expect(version?.at).toBeLessThan(at + 115 * day);
      expect(new Date(Date.parse(`${version?.version ?? ''}-01`)).getUTCFullYear()).toBe(new Date(version?.at ?? 0).getUTCFullYear() - 1);
      const future = count(db, 'SELECT count(*) AS n FROM calendar_events WHERE effective_at > ?', at);
      expect(future).toBeGreaterThanOrEqual(11);
      const exchanges = count(db, 'SELECT count(*) AS n FROM exchanges');
      expect(exchanges).toBeGreaterThan(9_000);
      expect(exchanges).toBeLessThan(12_000);
    },
  );

  it('says what is missing when the contracts were not imported', () => {
    const { db } = newFile('bare', now);
    const newId = seededIds(1);
    const person = { id: newId(now), name: 'Robin' };
    const options = { now, newId, random: seededRandom(1), person };
    expect(() => db.transaction(() => buildSample(db, options))).toThrow('person Robin');
    db.run("INSERT INTO people (id, name, role, created_at) VALUES (?, 'Robin', 'owner', ?)", person.id, now);
    expect(() => db.transaction(() => buildSample(db, options))).toThrow('vendor Adyen');
    expect(count(db, 'SELECT count(*) AS n FROM people')).toBe(1);
  });
});

/** The APIs that the inventory shows as failing. */
function failingApis(db: Sqlite, at: number): string[] {
  return listApiRows(db, at, { text: '', view: 'all' })
    .filter(({ standing }) => standing.state === 'broken')
    .map(({ vendorName, name }) => `${vendorName} ${name}`);
}

function contractText(name: string): string {
  return readFileSync(new URL(`../contracts/${name}`, import.meta.url), 'utf8');
}
