import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectInProcess } from '../core/terminal.ts';
import { coreOptions } from './core-options.ts';
import { capturedTerminal } from './testing/captured-terminal.ts';

const home = mkdtempSync(join(tmpdir(), 'quartermaster-cli-checks-'));
const appData = join(home, 'app-data');
const run = capturedTerminal({ QUARTERMASTER_APP_DATA: appData, QUARTERMASTER_WORKSPACE: join(home, 'work') }, home);
const rows = Array.from({ length: 30_000 }, (_, id) => ({ id, note: 'x'.repeat(40) }));
let peer: Server;

beforeAll(async () => {
  peer = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ rows, end: 'reached' }));
  });
  await new Promise<void>((done) => void peer.listen(0, '127.0.0.1', done));
  const file = join(home, 'peer.json');
  const schema = { type: 'object', properties: { end: { type: 'integer' } } };
  const paths = { '/rows': { get: { responses: { 200: { description: 'all', content: { 'application/json': { schema } } } } } } };
  writeFileSync(file, JSON.stringify({ openapi: '3.0.3', info: { title: 'Rows', version: '1' }, paths }));
  for (const argv of [
    ['workspace', 'create', 'work', '--name', 'Checks'],
    ['inventory', 'import', file, '--vendor', 'Peer', '--api', 'Rows'],
    [
      'inventory',
      'environment',
      '--api',
      'Peer Rows',
      '--name',
      'Sandbox',
      '--kind',
      'sandbox',
      '--url',
      `http://127.0.0.1:${(peer.address() as AddressInfo).port}`,
    ],
    ['request', 'save', 'All rows', '--api', 'Peer Rows', 'GET', '/rows'],
  ]) {
    const { exitCode, err } = await run(argv);
    expect(exitCode, err).toBe(0);
  }
  const holder = connectInProcess(coreOptions(appData));
  await holder.core.open(join(home, 'work'));
  const [saved] = await holder.client.console.savedRequests({});
  await holder.client.flows.keepRequestChecks({
    savedRequestId: saved?.id ?? '',
    checks: [
      { of: 'body', path: '$.end', value: 'reached' },
      { of: 'body', path: '$.rows[29999].id', value: '1' },
    ],
  });
  await holder.close();
});
afterAll(() => {
  peer.close();
  rmSync(home, { recursive: true, force: true });
});

describe('a large answer in the terminal', () => {
  it('is judged whole before the program ends: by its contract and by the checks of its request', async () => {
    const { exitCode, out, err } = await run(['request', 'send', 'All rows']);
    expect(exitCode, err).toBe(1);
    expect(out).toContain('breaks version 1 in 1 place');
    expect(out).toContain('1 of 2 checks holds\n  $.end is “reached”\n  $.rows[29999].id is 1: was 29999\n');
    const checked = await run(['exchange', 'check', '1', '--json']);
    expect(checked.exitCode).toBe(1);
    expect(JSON.parse(checked.out)).toMatchObject({
      exchange: 1,
      verdict: 'breaks',
      checks: [
        { isHeld: true, seen: 'reached' },
        { isHeld: false, seen: '29999' },
      ],
    });
    expect((await run(['exchange', 'show', '1'])).out).toContain('1 of 2 checks holds');
    expect((await run(['exchange', 'check'])).exitCode).toBe(2);
  });
});
