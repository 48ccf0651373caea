import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectInProcess } from '../core/terminal.ts';
import { coreOptions } from './core-options.ts';
import { capturedTerminal } from './testing/captured-terminal.ts';

const home = mkdtempSync(join(tmpdir(), 'quartermaster-cli-stream-'));
const appData = join(home, 'app-data');
const run = capturedTerminal({ QUARTERMASTER_APP_DATA: appData, QUARTERMASTER_WORKSPACE: join(home, 'work') }, home);
let peer: Server;
/** Answers that were begun and not ended. */
const open = new Set<ServerResponse>();
let onOpen = (): void => undefined;

beforeAll(async () => {
  peer = createServer((request, response) => {
    request.resume();
    if (request.url === '/slow') {
      setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'), 3_300);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: first\n\n');
    if (request.url === '/endless') {
      open.add(response);
      response.on('close', () => open.delete(response));
      onOpen();
    } else response.end('event: total\ndata: {"sum":2}\nid: 7\n\ndata: last \u001B[2J\n\n');
  });
  await new Promise<void>((done) => void peer.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${(peer.address() as AddressInfo).port}`;
  const file = join(home, 'peer.json');
  const paths = { '/events': { get: { summary: 'Events', responses: { default: { description: 'anything' } } } } };
  writeFileSync(file, JSON.stringify({ openapi: '3.0.3', info: { title: 'Events', version: '1' }, paths }));
  for (const argv of [
    ['workspace', 'create', 'work', '--name', 'Streams'],
    ['inventory', 'import', file, '--vendor', 'Peer', '--api', 'Events'],
    ['inventory', 'environment', '--api', 'Peer Events', '--name', 'Sandbox', '--kind', 'sandbox', '--url', base],
    ['request', 'save', 'Follow it', '--api', 'Peer Events', 'GET', '/events'],
  ]) {
    const { exitCode, err } = await run(argv);
    expect(exitCode, err).toBe(0);
  }
});

afterAll(() => {
  peer.closeAllConnections();
  peer.close();
  rmSync(home, { recursive: true, force: true });
});

const toldOnce = ['first', 'total: {"sum":2}', 'last \uFFFD[2J'];

describe.each(['in process', 'through the app'])('a stream, %s', (how) => {
  let holder: ReturnType<typeof connectInProcess> | null = null;
  beforeAll(async () => {
    if (how === 'in process') return;
    holder = connectInProcess(coreOptions(appData));
    await holder.core.open(join(home, 'work'));
  });
  afterAll(() => holder?.close());

  it.each([
    ['written', ['--api', 'Peer Events', 'GET', '/events']],
    ['saved', ['Follow it']],
  ])('is told event by event, of a %s request', async (_kind, words) => {
    const { exitCode, out, err } = await run(['request', 'send', ...words]);
    expect(exitCode).toBe(0);
    expect(err.trim().split('\n')).toEqual(toldOnce);
    expect(out).toContain('200 OK');
  });

  it('is told to a program as one document a line, and the outcome is one document', async () => {
    const { out, err } = await run(['request', 'send', 'Follow it', '--json']);
    const events = err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { name: string; data: string; id: string });
    expect(events.map(({ name, data, id }) => [name, data, id])).toEqual([
      ['message', 'first', ''],
      ['total', '{"sum":2}', '7'],
      ['message', 'last \u001B[2J', '7'],
    ]);
    expect((JSON.parse(out) as { status: number }).status).toBe(200);
  });

  it('that does not end is ended by Ctrl+C, at the vendor too', async () => {
    const stop = new AbortController();
    onOpen = () => setTimeout(() => stop.abort(), 200);
    const { exitCode, err } = await run(['request', 'send', '--api', 'Peer Events', 'GET', '/endless', '--timeout', '60000'], '', {
      signal: stop.signal,
    });
    expect(err).toContain('first');
    expect([0, 3]).toContain(exitCode);
    expect(err).not.toContain('Quartermaster itself');
    await expect.poll(() => open.size).toBe(0);
    const listed = await run(['exchange', 'list', '--json']);
    expect(listed.out).toContain('/endless');
  });
});

describe('a call that takes more than two seconds', () => {
  const slow = ['request', 'send', '--api', 'Peer Events', 'GET', '/slow'];

  it('is told to a person while it lasts, on one line that is taken away again', async () => {
    const { err } = await run(slow, '', { isTty: true });
    expect(err).toMatch(/\r\u001B\[KWorking, [23] s\. Ctrl\+C stops it\./);
    expect(err.endsWith('\r\u001B[K')).toBe(true);
  });

  it('is not told to a program', async () => {
    const { exitCode, err } = await run(slow);
    expect([exitCode, err]).toEqual([0, '']);
  });

  it('ends with Ctrl+C', async () => {
    const started = performance.now();
    const { exitCode, err } = await run(slow, '', { isTty: true, signal: AbortSignal.timeout(2_200) });
    expect(performance.now() - started).toBeLessThan(3_200);
    expect([1, 3]).toContain(exitCode);
    expect(err).not.toContain('Quartermaster itself');
  });
});
