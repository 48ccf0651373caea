import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../shared/contract/console.ts';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { fillDisk, mountSmallDisk } from '../testing/small-disk.ts';
import { json, startVendor, type Answer } from '../testing/test-vendor.ts';

const tests = coresForTests();

async function answered(answer: Answer, draft: Record<string, unknown> = {}) {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, answer);
  const exchange: Exchange = await started.client.console.send({
    environmentId: vendor.environmentId,
    method: 'GET',
    path: '/orders',
    ...draft,
  });
  return { ...started, vendor, exchange };
}

describe('answers', () => {
  it('that report a problem are kept with its words', async () => {
    const { exchange } = await answered((_request, response) =>
      json(
        response,
        { type: 'https://testpay.example/problems/busy', title: 'Busy', detail: 'The ledger is being closed.' },
        { 'Content-Type': 'application/problem+json', 'Retry-After': '120', 'X-Request-Id': 'r-1' },
        503,
      ),
    );
    expect(exchange).toMatchObject({ state: 'answered', status: 503, errorClass: 'theirs', vendorRequestId: 'r-1' });
    expect(exchange.notices.map(({ kind, words }) => `${kind}: ${words}`)).toEqual(
      expect.arrayContaining(['problem: The ledger is being closed.', 'retry_after: Try again in 2 min']),
    );
  });

  it('that never come end in a failure after the time that was given', async () => {
    const { exchange } = await answered(() => undefined, { timeoutMs: 300 });
    expect(exchange).toMatchObject({
      state: 'failed',
      status: null,
      errorClass: 'network',
      verdict: 'not_checked',
      answerBody: null,
      failure: { cause: expect.stringContaining('timeout') },
    });
    expect(exchange.durationMs).toBeGreaterThan(250);
    expect(exchange.failure?.remedy).not.toBe('');
  });

  it('that nobody is there to give end in a failure that says so', async () => {
    const { client, vendor } = await answered((_request, response) => json(response, { id: 1 }));
    const closed = createServer();
    const port = await new Promise<number>((resolve) =>
      closed.listen(0, '127.0.0.1', () => resolve((closed.address() as { port: number }).port)),
    );
    await new Promise((resolve) => closed.close(resolve));
    await client.inventory.saveEnvironment({
      id: vendor.environmentId,
      apiId: vendor.apiId,
      name: 'Sandbox',
      baseUrl: `http://127.0.0.1:${port}`,
      kind: 'sandbox',
    });
    expect(await client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' })).toMatchObject({
      state: 'failed',
      failure: { cause: 'refused' },
      errorClass: 'network',
    });
  });

  it('that are no HTTP end in a failure', async () => {
    const { exchange } = await answered((_request, _response, incoming) => void incoming.socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    expect(exchange).toMatchObject({ state: 'failed', failure: { cause: 'not_http' } });
  });

  it('that are large go to a sealed file and are shown in part', async () => {
    const text = JSON.stringify({ id: 1, rows: Array.from({ length: 40_000 }, (_, index) => `row ${index} ${'x'.repeat(40)}`) });
    const { exchange, folder } = await answered((_request, response) =>
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(text),
    );
    expect(text.length).toBeGreaterThan(2_000_000);
    expect(exchange.answerBody).toMatchObject({ byteLength: text.length, isCut: true, reason: null, mediaType: 'application/json' });
    expect(exchange.answerBody?.text).toBe(text.slice(0, 512 * 1024));
    expect(exchange).toMatchObject({ verdict: 'not_checked', verdictReason: expect.stringContaining('larger than 1 MB') });
    const [file] = readdirSync(join(folder, 'bodies'));
    expect(readFileSync(join(folder, 'bodies', file ?? '')).includes('row 1 ')).toBe(false);
  });

  it('that are binary are kept and not shown as text', async () => {
    const bytes = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]), randomBytes(5_000)]);
    const { exchange } = await answered((_request, response) => response.writeHead(200, { 'Content-Type': 'image/png' }).end(bytes));
    expect(exchange.answerBody).toMatchObject({ byteLength: bytes.length, text: null, reason: 'It is binary: image/png.' });
  });

  it('without a body are kept as such', async () => {
    const { exchange } = await answered((_request, response) => response.writeHead(204).end());
    expect(exchange).toMatchObject({ status: 204, state: 'answered' });
    expect(exchange.answerBody?.byteLength ?? 0).toBe(0);
  });

  it('to a call that was cancelled are not waited for', async () => {
    const { client, vendor, engine } = await answered(
      (request, response) => {
        if (request.url.includes('first')) json(response, { id: 1 });
      },
      { path: '/first' },
    );
    const abort = new AbortController();
    const sending = client.console
      .send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' }, { signal: abort.signal })
      .catch(() => null);
    await until(() => vendor.received.length === 2, 'the vendor has the call');
    abort.abort();
    await sending;
    await until(() => engine.db.get("SELECT 1 FROM exchanges WHERE state = 'failed'") !== undefined, 'the outcome is kept');
    const { rows } = await client.console.exchanges({ onlyFailed: true });
    expect(await client.console.exchange({ id: rows[0]?.id ?? '' })).toMatchObject({ state: 'failed', failure: { cause: 'cancelled' } });
  });

  it('whose body cannot be opened any more say why', async () => {
    const { engine, client, exchange, folder } = await answered((_request, response) => json(response, { id: 1 }));
    engine.workspace.db.run("UPDATE bodies SET key_id = 'another' WHERE side = 'answer'");
    expect((await client.console.exchange({ id: exchange.id })).answerBody).toMatchObject({
      text: null,
      reason: 'It was sealed with a key that is not on this computer.',
    });
    engine.workspace.db.run(
      "UPDATE bodies SET key_id = ?, sealed = x'00112233445566778899aabbccddeeff00112233445566778899' WHERE side = 'answer'",
      engine.vault.keyId,
    );
    expect((await client.console.exchange({ id: exchange.id })).answerBody?.reason).toContain('could not be opened');
    expect(readdirSync(folder)).not.toContain('bodies');
  });

  it('on a full disk end in words, and leave no half-written file', async () => {
    const disk = tests.folder();
    const mount = mountSmallDisk(disk, '12m');
    if (!mount) return console.warn('NOT TESTED here: an answer on a full disk (needs root on Linux).');
    tests.later(() => mount.unmount());
    const started = tests.start();
    const folder = join(disk, 'workspace');
    await started.client.workspace.create({ folder, name: 'Tight' });
    const vendor = await startVendor(tests, started, (_request, response) => response.writeHead(200).end(randomBytes(6_000_000)));
    const draft = { environmentId: vendor.environmentId, method: 'GET', path: '/orders' };
    expect((await started.client.console.send(draft)).answerBody?.byteLength).toBe(6_000_000);
    const second = await started.client.console.send(draft);
    expect(second).toMatchObject({ state: 'failed', failure: { remedy: expect.stringContaining('disk') } });
    expect(readdirSync(join(folder, 'bodies'))).toHaveLength(1);
    const free = fillDisk(disk);
    const fault = await faultFrom(async () => {
      for (let index = 0; index < 500; index += 1)
        await started.client.console.send({ ...draft, body: 'x'.repeat(20_000), method: 'POST' });
    });
    expect(fault.code).toBe('disk_full');
    expect(vendor.received.length).toBeGreaterThan(1);
    free();
    expect((await started.client.workspace.check({})).findings.find(({ name }) => name === 'Database')?.holds).toBe(true);
  });
});

describe('calls that were on their way when the app was killed', () => {
  it('become unknown at the next start, are shown, and are never sent again', async () => {
    const { core, client, folder, vendor, engine } = await answered((_request, response) => json(response, { id: 1 }));
    engine.workspace.db.run("UPDATE exchanges SET state = 'sent', status = NULL, finished_at = NULL, outcome = '{}', evidence = '{}'");
    await core.close();
    await client.workspace.open({ folder });
    const [unknown] = await client.console.unknownOutcomes({});
    expect(unknown).toMatchObject({ state: 'unknown', number: 1 });
    expect(await client.console.exchange({ id: unknown?.id ?? '' })).toMatchObject({ state: 'unknown', timings: null, notices: [] });
    expect((await client.today.show({})).attention.map(({ key }) => key)).toContain('unknown-calls');
    expect((await client.workspace.check({})).findings.find(({ name }) => name === 'Calls')).toMatchObject({ holds: false });
    await pause(200);
    expect(vendor.received).toHaveLength(1);
  });
});
