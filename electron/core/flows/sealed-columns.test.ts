import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json } from '../testing/test-vendor.ts';
import { checkSeals, openRow, sealRow, shownRow } from './sealed-columns.ts';
import { csv, finished, startFlowWorld } from './testing/flow-world.ts';

const tests = coresForTests();
const secret = 'hunter2-of-row';

describe('a column of a data file that is named like a secret', () => {
  it('is sent, and lies sealed; it is shown and exported as a mark, and a retry sends it again', async () => {
    let status = 500;
    const world = await startFlowWorld(tests, ({ body }, response) => json(response, { echo: body }, {}, status));
    const { client, engine, vendor, own, makeFlow } = world;
    const draft = { method: 'POST', path: '/orders', body: '{"user":"{{user}}","password":"{{password}}"}' };
    const id = await makeFlow([{ id: 'a', name: 'Sign in', own: own(draft) }]);
    const peeked = await client.flows.peek({ id, data: csv(`user,password\nann,${secret}\n`) });
    expect(peeked.dry[0]).toMatchObject({ data: { user: 'ann', password: '[secret]' } });
    expect(JSON.stringify(peeked)).not.toContain(secret);
    const run = await finished(world, await client.flows.start({ id, data: csv(`user,password,pin\nann,${secret},0815\nbob,,\n`) }));
    expect(vendor.received.map(({ body }) => body)).toEqual([`{"user":"ann","password":"${secret}"}`, '{"user":"bob","password":""}']);
    const kept = engine.db.all<{ data: string }>('SELECT data FROM flow_run_rows WHERE row > 0 ORDER BY row').map(({ data }) => data);
    expect(kept[0]).not.toContain(secret);
    expect(kept[0]).not.toContain('0815');
    expect(kept[0]).toContain('"user":"ann"');
    expect(kept[1]).toBe('{"user":"bob","password":"","pin":""}');
    const rows = await client.flows.rows({ id: run.id });
    expect(rows.map(({ dataWords }) => dataWords)).toEqual(['user ann, password [secret], pin [secret]', 'user bob']);
    const shown = await client.console.exchange({ id: rows[0]?.exchangeId ?? '' });
    expect(JSON.stringify(shown)).not.toContain(secret);
    const { base64 } = await client.flows.export({ id: run.id, format: 'csv' });
    expect(Buffer.from(base64, 'base64').toString()).toContain('ann,[secret],[secret]');
    status = 200;
    const again = await finished(world, await client.flows.retryFailures({ id: run.id }));
    expect(again.state).toBe('done');
    expect(vendor.received[2]?.body).toBe(`{"user":"ann","password":"${secret}"}`);
  });

  it('is opened with the key that sealed it, in its own row and column, and with no other', async () => {
    const { engine } = await tests.startOpen();
    const data = { user: 'ann', token: secret, note: 'sealed:1:x:y', amount: 7, api_key: { a: 1 } };
    const kept = JSON.stringify(sealRow(engine.vault, 'run', 3, data));
    expect(kept).not.toContain(secret);
    expect(openRow(engine.vault, 'run', { row: 3, data: kept })).toEqual(data);
    expect(shownRow(kept)).toEqual({ user: 'ann', token: '[secret]', note: '[secret]', amount: 7, api_key: '[secret]' });
    expect(() => openRow(engine.vault, 'run', { row: 4, data: kept })).toThrow();
    const other = { ...engine.vault, keyId: '0000000000000000' };
    const fault = await faultFrom(() => openRow(other, 'run', { row: 3, data: kept }));
    expect(fault.data).toMatchObject({ code: 'secret_missing', happened: 'Row 3 has values that were sealed on another computer.' });
    expect(() => checkSeals(engine.db, other, 'run')).not.toThrow();
  });
});
