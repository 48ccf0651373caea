import { describe, expect, it } from 'vitest';
import { sendAll } from '../console/testing/send-all.ts';
import { showToday } from '../today/service.ts';
import { coresForTests } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import { tidy } from './keep-house.ts';

const tests = coresForTests();
const day = 86_400_000;

/** A workspace with so many calls of today. */
async function startWith(calls: number) {
  const started = await tests.startOpen();
  const { client, engine } = started;
  const vendor = await startVendor(tests, started, (_request, response) => json(response, { id: 1 }));
  const send = sendAll(client, vendor.environmentId);
  await send(...Array.from({ length: calls }, (_, at) => ['GET', `/orders/${at}`] as const));
  await tidy(engine);
  const lines = () => showToday(engine).attention.filter(({ key }) => key === 'retention');
  const kept = () => engine.db.get<{ n: number }>('SELECT count(*) AS n FROM bodies')?.n ?? 0;
  return { ...started, send, lines, kept };
}

describe('the daily purge', () => {
  it('takes nothing away when the clock is years ahead, asks a person with the numbers, and is quiet when the clock is right again', async () => {
    const { client, clock, engine, lines, kept } = await startWith(30);
    clock.pass(3000 * day);
    expect((await tidy(engine)).bodies).toBe(0);
    expect(kept()).toBe(30);
    expect(lines()).toMatchObject([
      {
        title: 'The daily purge waits: 30 of 30 bodies are due',
        reason: expect.stringMatching(/^The clock says 2035-\d\d-\d\d, 3,000 days after the last look/) as string,
        action: { door: { place: 'settings', kind: 'retention' } },
      },
    ]);
    expect((await client.settings.show({})).bodies.held).toContain('3,000 days after the last look');
    clock.pass(-3000 * day);
    await tidy(engine);
    expect(lines()).toEqual([]);
    expect((await client.settings.show({})).bodies.held).toBe('');
    expect(kept()).toBe(30);
  });

  it('is done by a person at any time, and goes on by itself after that', async () => {
    const { client, clock, engine, send, lines, kept } = await startWith(30);
    clock.pass(200 * day);
    await tidy(engine);
    expect(lines()).toHaveLength(1);
    expect((await client.settings.applyRetention({})).bodies).toBe(30);
    expect(kept()).toBe(0);
    expect(lines()).toEqual([]);
    await send(['GET', '/orders/new']);
    for (let at = 0; at < 5; at += 1) {
      clock.pass(20 * day);
      await tidy(engine);
    }
    expect(kept()).toBe(0);
    expect(lines()).toEqual([]);
  });

  it('takes no more than half of what is kept by itself, however slowly that became due', async () => {
    const { clock, engine, send, lines, kept } = await startWith(30);
    for (let at = 0; at < 4; at += 1) {
      clock.pass(20 * day);
      await tidy(engine);
    }
    await send(...Array.from({ length: 5 }, () => ['GET', '/orders/late'] as const));
    clock.pass(15 * day);
    await tidy(engine);
    expect(kept()).toBe(35);
    expect(lines()).toMatchObject([{ reason: expect.stringContaining('It would take more than half of what is kept') as string }]);
    await send(...Array.from({ length: 30 }, () => ['GET', '/orders/later'] as const));
    await tidy(engine);
    expect(kept()).toBe(35);
    expect(lines()).toEqual([]);
  });

  it('takes nothing when the clock stands before the newest call, until a person purged and so knows of it', async () => {
    const { client, clock, engine, send, lines, kept } = await startWith(5);
    clock.pass(85 * day);
    await send(['GET', '/orders/between'], ['GET', '/orders/between']);
    clock.pass(3000 * day);
    await send(['GET', '/orders/ahead']);
    clock.pass(-2990 * day);
    expect(await tidy(engine)).toMatchObject({ bodies: 0 });
    expect(kept()).toBe(8);
    expect(lines()).toMatchObject([
      { reason: expect.stringMatching(/^The newest call is of 2035-\d\d-\d\d, and the clock says 2027-/) as string },
    ]);
    expect((await client.settings.applyRetention({})).bodies).toBe(5);
    expect(lines()).toEqual([]);
    for (let at = 0; at < 5; at += 1) {
      clock.pass(20 * day);
      await tidy(engine);
    }
    expect(kept()).toBe(1);
    expect(lines()).toEqual([]);
  });

  it('leaves the bytes of deliveries where they are while it waits, and takes them with the rest', async () => {
    const { client, clock, engine } = await startWith(1);
    const { id } = await client.webhooks.addEndpoint({ name: 'Repository', path: '/hooks/github', scheme: 'github' });
    const keep = (at: number): void =>
      engine.evidence.write([], (db) => {
        for (let n = 0; n < 30; n += 1) {
          db.run(
            `INSERT INTO webhook_deliveries (id, endpoint_id, received_at, source, byte_length, state, words, created_at)
             VALUES (?, ?, ?, 'receiver', 2, 'holds', '', ?)`,
            `d-${n}`,
            id,
            at,
            at,
          );
          db.run("INSERT INTO webhook_raw (delivery_id, part, sealed) VALUES (?, 0, x'00')", `d-${n}`);
        }
      });
    keep(clock.now());
    clock.pass(200 * day);
    await tidy(engine);
    const raw = () => engine.db.get<{ n: number }>('SELECT count(*) AS n FROM webhook_raw')?.n;
    expect(raw()).toBe(30);
    await client.settings.applyRetention({});
    expect(raw()).toBe(0);
  });
});
