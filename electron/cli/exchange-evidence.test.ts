import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exchangeRow, openedRequest } from '../../shared/contract/console.ts';
import { incident as incidentSchema } from '../../shared/contract/monitors.ts';
import { capturedTerminal } from './testing/captured-terminal.ts';

const home = mkdtempSync(join(tmpdir(), 'quartermaster-evidence-'));
const run = capturedTerminal({ QUARTERMASTER_APP_DATA: join(home, 'app-data'), QUARTERMASTER_WORKSPACE: join(home, 'sample') }, home);
const rows = z.array(exchangeRow);

async function json<T>(schema: z.ZodType<T>, argv: readonly string[]): Promise<T> {
  const { out, exitCode, err } = await run([...argv, '--json']);
  expect({ exitCode, err }).toMatchObject({ exitCode: 0 });
  return schema.parse(JSON.parse(out));
}

beforeAll(async () => {
  expect((await run(['workspace', 'sample', 'sample'])).exitCode).toBe(0);
}, 60_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('exchange find', () => {
  it('finds as the history does, in one quoted text or several words', async () => {
    const failed = await json(rows, ['exchange', 'find', 'vendor:adyen is:failed']);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every(({ vendorName }) => vendorName === 'Adyen')).toBe(true);
    expect(await json(rows, ['exchange', 'find', 'vendor:adyen', 'is:failed'])).toEqual(failed);
    const [one] = failed;
    expect(await json(rows, ['exchange', 'find', one?.correlationId ?? ''])).toEqual([one]);
    expect(await json(rows, ['exchange', 'find', `id:${one?.number}`])).toEqual([one]);
  });

  it('says what it does not understand and ends with 2; what only fits nothing ends with 0', async () => {
    const wrong = await run(['exchange', 'find', 'statsu:5xx']);
    expect(wrong.exitCode).toBe(2);
    expect(wrong.err).toContain('There is no field “statsu”.');
    expect(wrong.err).toContain('Did you mean status:?');
    const none = await run(['exchange', 'find', 'took:>10m status:200']);
    expect(none).toMatchObject({ exitCode: 0, out: expect.stringContaining('No exchange fits.') });
    expect((await run(['exchange', 'fields'])).out).toContain('vendor:');
  });
});

describe('an exchange as evidence', () => {
  it('is exported as a bundle, HAR, JSON and curl; a bundle needs a file and one vendor', async () => {
    const adyen = (await json(rows, ['exchange', 'find', 'vendor:adyen'])).slice(0, 2).map(({ number }) => String(number));
    expect((await run(['exchange', 'export', ...adyen, '--note', 'Please look', '--out', 'adyen.zip'])).exitCode).toBe(0);
    const files = unzipSync(readFileSync(join(home, 'adyen.zip')));
    expect(Buffer.from(files['README.md'] ?? []).toString()).toContain('Please look');
    expect(JSON.parse(Buffer.from(files['calls.har'] ?? []).toString())).toMatchObject({ log: { version: '1.2', entries: [{}, {}] } });
    expect((await run(['exchange', 'export', adyen[0] ?? '', '--format', 'curl'])).out).toMatch(/^curl /m);
    expect(JSON.parse((await run(['exchange', 'export', adyen[0] ?? '', '--format', 'har'])).out)).toMatchObject({ log: {} });
    expect((await run(['exchange', 'export', adyen[0] ?? ''])).exitCode).toBe(2);
    const [other] = await json(rows, ['exchange', 'find', '-vendor:adyen']);
    const mixed = await run(['exchange', 'export', adyen[0] ?? '', String(other?.number), '--out', 'mixed.zip']);
    expect(mixed.exitCode).toBe(2);
    expect(mixed.err).toContain('2 vendors');
  });

  it('is attached to an incident once, and its request saved', async () => {
    const [row] = await json(rows, ['exchange', 'find', 'vendor:adyen']);
    await run(['incident', 'open', 'Orders are odd']);
    const attached = await json(incidentSchema, ['exchange', 'attach', String(row?.number), 'Orders are odd', 'The first one']);
    expect(attached.timeLine.filter(({ door }) => door?.id === row?.id)).toMatchObject([{ kind: 'call' }]);
    expect((await run(['exchange', 'attach', String(row?.number), 'Orders are odd'])).exitCode).not.toBe(0);
    const saved = await json(openedRequest, ['exchange', 'save', String(row?.number), 'Kept from the history', '--folder', 'Kept']);
    expect(saved).toMatchObject({ name: 'Kept from the history', folder: 'Kept', method: row?.method });
  });
});
