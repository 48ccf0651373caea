import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { calendarEvent } from '../../shared/contract/calendar.ts';
import { exchange as exchangeSchema, exchangeRow } from '../../shared/contract/console.ts';
import { credential as credentialSchema } from '../../shared/contract/credentials.ts';
import { faultSchema } from '../../shared/contract/fault-schema.ts';
import { apiRow, environment } from '../../shared/contract/inventory.ts';
import { doctorFinding } from '../../shared/contract/settings.ts';
import { backupInfo } from '../../shared/contract/workspace.ts';
import { connectInProcess } from '../core/terminal.ts';
import { coreOptions } from './core-options.ts';
import { capturedTerminal } from './testing/captured-terminal.ts';

const adyen = fileURLToPath(new URL('../../resources/contracts/adyen/CheckoutService-v71.json', import.meta.url));
const paypal = fileURLToPath(new URL('../../resources/contracts/paypal/checkout_orders_v2.json', import.meta.url));
const refusal = z.object({ error: faultSchema });
const sunsetAt = Date.UTC(2035, 2, 31);

const home = mkdtempSync(join(tmpdir(), 'quartermaster-cli-'));
const appData = join(home, 'app-data');
const folder = join(home, 'work');
const env = { QUARTERMASTER_APP_DATA: appData };
const run = capturedTerminal(env, home);
const secret = `canary-${'q7'.repeat(9)}`;
let peer: Server;
let base = '';

/** Runs with --json; standard output must hold one document of this shape and nothing else. */
async function json<T>(schema: z.ZodType<T>, argv: readonly string[], input = ''): Promise<{ exitCode: number; it: T; err: string }> {
  const { exitCode, out, err } = await run([...argv, '--json'], input);
  return { exitCode, err, it: schema.parse(JSON.parse(out)) };
}

beforeAll(async () => {
  peer = createServer((request, response) => {
    request.resume();
    const status = request.url?.startsWith('/broken') ? 503 : 200;
    response.writeHead(status, { 'content-type': 'application/json', sunset: new Date(sunsetAt).toUTCString() });
    response.end(JSON.stringify({ seen: request.headers['x-api-key'] ?? null, steer: '\u001B[2J' }));
  });
  await new Promise<void>((done) => void peer.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(peer.address() as AddressInfo).port}`;
  const created = await run(['workspace', 'create', 'work', '--name', 'Terminal test']);
  expect(created).toMatchObject({ exitCode: 0, err: '' });
});

afterAll(() => {
  peer.closeAllConnections();
  peer.close();
  rmSync(home, { recursive: true, force: true });
});

describe('the path from a document to evidence', () => {
  it('imports documents after a dry run that changes nothing', async () => {
    expect((await json(z.unknown(), ['inventory', 'import', '--dry-run', adyen])).exitCode).toBe(0);
    expect((await json(z.array(apiRow), ['inventory', 'list'])).it).toEqual([]);
    expect((await run(['inventory', 'import', adyen, paypal])).exitCode).toBe(0);
    const { it: rows, err } = await json(z.array(apiRow), ['inventory', 'list']);
    expect(rows.map(({ vendorName }) => vendorName).toSorted()).toEqual(['Adyen', 'PayPal']);
    expect(err).toContain('the most recent one');
  });

  it('imports nothing of several documents when one of them is none', async () => {
    writeFileSync(join(home, 'notes.txt'), 'not a document');
    const before = (await json(z.array(z.unknown()), ['inventory', 'list'])).it.length;
    const { exitCode, it: answer } = await json(refusal, ['inventory', 'import', join(home, '..', 'no-such-file.json')]);
    expect([exitCode, answer.error.code]).toEqual([2, 'not_found']);
    expect((await run(['inventory', 'import', '--vendor', 'Other', '--workspace', 'work', adyen, 'notes.txt'])).exitCode).toBe(2);
    expect((await json(z.array(z.unknown()), ['inventory', 'list'])).it).toHaveLength(before);
  });

  it('adds an environment, and changes the one of that name', async () => {
    expect(
      (
        await run([
          'inventory',
          'environment',
          '--api',
          'Adyen Checkout',
          '--name',
          'peer',
          '--url',
          'http://127.0.0.1:1',
          '--kind',
          'other',
        ])
      ).exitCode,
    ).toBe(0);
    const { it: changed } = await json(environment, [
      'inventory',
      'environment',
      '--api',
      'Adyen Checkout',
      '--name',
      'Peer',
      '--url',
      base,
    ]);
    expect(changed).toMatchObject({ baseUrl: base, kind: 'other' });
    expect(
      (
        await run([
          'inventory',
          'environment',
          '--api',
          'Adyen',
          '--name',
          'x',
          '--url',
          'https://ops:hunter2@a.example',
          '--kind',
          'other',
        ])
      ).exitCode,
    ).toBe(2);
  });

  it('stores a secret from standard input in the keychain', async () => {
    const { exitCode, it: credential } = await json(
      credentialSchema,
      [
        'credential',
        'add',
        '--name',
        'Peer key',
        '--kind',
        'api_key',
        '--header',
        'X-API-Key',
        '--vendor',
        'Adyen',
        '--expires',
        '+30d',
        '--bind',
        'Adyen Checkout/peer',
      ],
      `${secret}\n`,
    );
    expect({ exitCode, state: credential.secretState, bound: credential.environments.map(({ name }) => name) }).toEqual({
      exitCode: 0,
      state: 'keychain',
      bound: ['peer'],
    });
  });

  it('sends with the bound credential, keeps the exchange and fills the calendar', async () => {
    const { exitCode, it: exchange } = await json(exchangeSchema, [
      'request',
      'send',
      '--api',
      'Adyen Checkout',
      '--environment',
      'peer',
      'GET',
      '/uncharted',
    ]);
    expect(exchange).toMatchObject({ status: 200, credentialName: 'Peer key', source: 'terminal', verdict: 'not_checked' });
    expect(exitCode).toBe(0);
    const found = await json(z.array(exchangeRow), ['exchange', 'find', exchange.correlationId]);
    expect(found.it.map(({ id }) => id)).toEqual([exchange.id]);
    const events = await json(z.array(calendarEvent), ['calendar', 'list']);
    expect(events.it).toContainEqual(expect.objectContaining({ kind: 'sunset', effectiveAt: sunsetAt }));
  });

  it('ends with 1 when the answer breaks its contract, is an error, or does not come', async () => {
    const breaking = await json(exchangeSchema, [
      'request',
      'send',
      '--api',
      'Adyen Checkout',
      '--environment',
      'peer',
      'POST',
      '/payments',
      '--sample-body',
    ]);
    expect([breaking.exitCode, breaking.it.status, breaking.it.verdict]).toEqual([1, 200, 'breaks']);
    const failing = await json(exchangeSchema, ['request', 'send', '--api', 'Adyen Checkout', '--environment', 'peer', 'GET', '/broken']);
    expect([failing.exitCode, failing.it.status]).toEqual([1, 503]);
    await run(['inventory', 'environment', '--api', 'PayPal Orders', '--name', 'nobody', '--url', 'http://127.0.0.1:9', '--kind', 'other']);
    const silent = await json(exchangeSchema, [
      'request',
      'send',
      '--api',
      'PayPal Orders',
      '--environment',
      'nobody',
      'GET',
      '/any',
      '--timeout',
      '2000',
    ]);
    expect([silent.exitCode, silent.it.state]).toEqual([1, 'failed']);
    const { it: failed } = await json(z.object({ rows: z.array(exchangeRow) }), ['exchange', 'list', '--failed', '--since', '-1h']);
    expect(failed.rows.map(({ number }) => number)).toEqual(expect.arrayContaining([2, 3, 4]));
  });

  it('does not change production unless its environment is named', async () => {
    const { exitCode, it: answer } = await json(refusal, [
      'request',
      'send',
      '--api',
      'PayPal Orders',
      '--environment',
      'Production',
      'POST',
      '/v2/checkout/orders',
      '--sample-body',
    ]);
    expect([exitCode, answer.error.code]).toEqual([2, 'production_guarded']);
  });

  it('shows an exchange in words, without what steers the terminal and without the secret', async () => {
    const { out, exitCode } = await run(['exchange', 'show', '1']);
    expect(exitCode).toBe(0);
    expect(out).toContain('200 OK');
    expect(out).not.toContain('\u001B');
    expect(out).not.toContain(secret);
  });

  it('verifies and checks', async () => {
    expect((await json(z.object({ isWhole: z.boolean() }), ['activity', 'verify'])).it.isWhole).toBe(true);
    expect((await run(['workspace', 'check'])).exitCode).toBe(0);
    expect((await run(['doctor'])).exitCode).toBe(0);
  });

  it.each([
    ['workspace', 'info'],
    ['workspace', 'backup'],
    ['workspace', 'backups'],
    ['inventory', 'list', '--view', 'need you'],
    ['inventory', 'show', 'Adyen Checkout'],
    ['inventory', 'search', 'payment'],
    ['credential', 'list'],
    ['exchange', 'list'],
    ['calendar', 'list'],
    ['activity', 'list', '--record', 'credential'],
    ['doctor'],
  ])('writes one document with --json and lines of words without: %s %s', async (...argv) => {
    expect((await json(z.unknown(), argv)).exitCode).toBe(0);
    const { out } = await run(argv);
    expect(out.trim()).not.toBe('');
    expect(out).not.toContain('undefined');
  });
});

describe('a workspace that another core has open', () => {
  it('is served by that core, documents and secrets included', async () => {
    const holder = connectInProcess({ ...coreOptions(join(home, 'holder-data')), program: 'app' });
    try {
      await holder.client.workspace.open({ folder });
      const info = await run(['workspace', 'info']);
      expect(info.out).toContain('by the app');
      expect((await run(['inventory', 'import', adyen])).exitCode).toBe(0);
      const { it: added } = await json(
        credentialSchema,
        ['credential', 'add', '--name', 'Through the app', '--kind', 'bearer'],
        `${secret}-2\n`,
      );
      expect((await holder.client.credentials.show({ id: added.id })).name).toBe('Through the app');
      expect((await json(refusal, ['credential', 'remove', 'nobody'])).it.error.code).toBe('not_found');
      expect((await json(z.unknown(), ['credential', 'remove', 'Through the app'])).exitCode).toBe(0);
    } finally {
      await holder.close();
    }
  });
});

describe('a workspace that cannot be opened', () => {
  it('ends with 3 and says what to do; the doctor reports it and goes on', async () => {
    const broken = join(home, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'workspace.db'), 'this was a database once'.repeat(200));
    const { exitCode, it: answer } = await json(refusal, ['inventory', 'list', '--workspace', 'broken']);
    expect(exitCode).toBe(3);
    expect(answer.error.remedy).not.toBe('');
    const doctor = await json(z.array(doctorFinding), ['doctor', '--workspace', 'broken']);
    expect(doctor.exitCode).toBe(1);
    expect(doctor.it).toContainEqual(expect.objectContaining({ name: 'Workspace', verdict: 'bad' }));
  });

  it('is restored from a backup by its name', async () => {
    const { it: backup } = await json(backupInfo, ['workspace', 'backup']);
    await run(['credential', 'remove', 'Peer key']);
    const { exitCode } = await run(['workspace', 'restore', backup.file.split('/').at(-1) ?? '']);
    expect(exitCode).toBe(0);
    expect((await json(z.array(credentialSchema), ['credential', 'list'])).it.map(({ name }) => name)).toEqual(['Peer key']);
    expect((await run(['credential', 'remove', 'Peer key'])).exitCode).toBe(0);
  });
});

describe('the secret', () => {
  it('lies in no file of the workspace or the app', () => {
    const files = readdirSync(home, { recursive: true, encoding: 'utf8' })
      .map((name) => join(home, name))
      .filter((file) => statSync(file).isFile());
    expect(files.length).toBeGreaterThan(3);
    const forms = [secret, Buffer.from(secret).toString('base64').replace(/=+$/, '')];
    expect(files.filter((file) => forms.some((form) => readFileSync(file).includes(form)))).toEqual([]);
  });
});
