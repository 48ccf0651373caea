import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { FlowRun } from '../../shared/contract/flows.ts';
import { smallDocument } from '../core/testing/test-inventory.ts';
import { capturedTerminal } from './testing/captured-terminal.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A vendor that counts what it gets, by the number in the body; and a workspace with a flow that posts each row of a file to it. */
async function start(rows: number, answer: (n: number, respond: (status: number) => void) => void) {
  const root = mkdtempSync(join(tmpdir(), 'quartermaster-flow-'));
  cleanups.push(() => rmSync(root, { recursive: true, force: true }));
  const received: number[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { n } = JSON.parse(body || '{"n":0}') as { n: number };
      received.push(n);
      answer(n, (status) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ id: n })));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())));
  const env = { QUARTERMASTER_APP_DATA: join(root, 'app-data') };
  const folder = join(root, 'workspace');
  const run = capturedTerminal({ ...(process.env as Record<string, string>), ...env }, root);
  const done = async (...argv: string[]): Promise<string> => {
    const { exitCode, out, err } = await run(argv);
    if (exitCode !== 0) throw new Error(`${argv.join(' ')} ended with ${exitCode}: ${err}`);
    return out;
  };
  await done('workspace', 'create', folder, '--name', 'Test');
  writeFileSync(join(root, 'api.json'), smallDocument({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` }));
  await done('--workspace', folder, 'inventory', 'import', join(root, 'api.json'));
  const [api] = JSON.parse(await done('--workspace', folder, '--json', 'inventory', 'list')) as { id: string }[];
  const { environments } = JSON.parse(await done('--workspace', folder, '--json', 'inventory', 'show', api!.id)) as {
    environments: { id: string }[];
  };
  const step = {
    id: 'post',
    name: 'Post',
    own: { apiId: api!.id, draft: { method: 'POST', path: '/orders', mediaType: 'application/json', body: '{"n":{{n}}}' } },
  };
  writeFileSync(join(root, 'flow.json'), JSON.stringify({ environments: { [api!.id]: environments[0]!.id }, steps: [step] }));
  await done('--workspace', folder, 'flow', 'save', 'Post rows', '--file', join(root, 'flow.json'));
  writeFileSync(join(root, 'rows.csv'), `n\n${Array.from({ length: rows }, (_, at) => at + 1).join('\n')}\n`);
  const json = async <T>(...argv: string[]): Promise<{ exitCode: number; read: T; err: string }> => {
    const { exitCode, out, err } = await run(['--workspace', folder, '--json', ...argv]);
    return { exitCode, read: JSON.parse(out || 'null') as T, err };
  };
  const spawned = (...argv: string[]): ChildProcess =>
    spawn(process.execPath, [join(import.meta.dirname, 'quartermaster.ts'), '--workspace', folder, ...argv], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
  return { root, folder, received, run, json, spawned, data: join(root, 'rows.csv') };
}

const exited = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once('exit', () => resolve()));

describe('a run whose process is killed', () => {
  it('at row 25 of 50 goes on at the next row, and sends none twice', { timeout: 60_000 }, async () => {
    let killed: (() => void) | null = null;
    let isHeld = true;
    const world = await start(50, (n, respond) => {
      // Held without an answer until the process is gone: the worst moment there is.
      if (n === 25 && isHeld) killed?.();
      else respond(200);
    });
    const child = world.spawned('flow', 'run', 'Post rows', '--data', world.data);
    killed = () => void child.kill('SIGKILL');
    await exited(child);
    isHeld = false;
    expect(world.received).toHaveLength(25);
    const [before] = (await world.json<FlowRun[]>('flow', 'runs')).read;
    expect(before).toMatchObject({ state: 'stopped', canResume: true, rows: 50 });

    const resumed = await world.json<FlowRun>('flow', 'resume', '1');
    expect(resumed.exitCode).toBe(1);
    expect(resumed.read).toMatchObject({ state: 'unknown', counts: { done: 49, unknown: 1 } });
    expect(new Set(world.received).size).toBe(50);
    expect(world.received).toHaveLength(50);

    const settled = await world.run(['--workspace', world.folder, 'flow', 'settle', '1', '--row', '25', '--as', 'took-effect']);
    expect(settled.exitCode).toBe(0);
    expect((await world.json<FlowRun[]>('flow', 'runs')).read[0]).toMatchObject({ state: 'done', counts: { done: 50, unknown: 0 } });
    expect(world.received).toHaveLength(50);
  });

  it('at whatever moment sends none twice, and calls unknown what may have left', { timeout: 60_000 }, async () => {
    let child: ChildProcess | null = null;
    const world = await start(30, (n, respond) => {
      respond(200);
      if (n === 12) setTimeout(() => child?.kill('SIGKILL'), 3);
    });
    child = world.spawned('flow', 'run', 'Post rows', '--data', world.data);
    await exited(child);
    expect(world.received.length).toBeGreaterThanOrEqual(12);
    const { counts } = (await world.json<FlowRun>('flow', 'resume', '1')).read;
    expect(world.received).toHaveLength(new Set(world.received).size);
    expect(counts.done + counts.unknown).toBe(30);
    expect(counts.unknown).toBeLessThanOrEqual(1);
    // What was killed on its way may not have come to the vendor; everything else has.
    expect(world.received.length).toBeGreaterThanOrEqual(30 - counts.unknown);
  });
});

describe('the verbs of flows', () => {
  it('save a file again and again, but not over what somebody else changed since it was written', { timeout: 60_000 }, async () => {
    const world = await start(1, (_n, respond) => respond(200));
    const file = join(world.root, 'shown.json');
    const { read: flow } = await world.json<{ id: string; spec: { steps: { name: string }[] } }>('flow', 'show', 'Post rows');
    const save = (name: string, base: object, ...more: string[]) => {
      const steps = flow.spec.steps.map((step) => ({ ...step, name }));
      writeFileSync(file, JSON.stringify({ ...flow, ...base, spec: { ...flow.spec, steps } }));
      return world.run(['--workspace', world.folder, 'flow', 'save', 'Post rows', '--file', file, '--replace', ...more]);
    };
    const stepName = async () => (await world.json<typeof flow>('flow', 'show', 'Post rows')).read.spec.steps[0]?.name;
    expect((await save('One', {})).exitCode).toBe(0);
    expect((await save('Two', {})).exitCode).toBe(0);
    const refused = await save('Three', { specSha256: 'of another one' });
    expect(refused.exitCode).not.toBe(0);
    expect(refused.err).toMatch(/changed “Post rows” in the terminal meanwhile/);
    expect(refused.err).toContain(`quartermaster flow show "Post rows" --json > theirs.json`);
    expect(await stepName()).toBe('Two');
    expect((await save('Three', { specSha256: 'of another one' }, '--anyway')).exitCode).toBe(0);
    expect(await stepName()).toBe('Three');
  });

  it(
    'run once elsewhere and with values of its own; what fails is run again where it went; the flow stays',
    { timeout: 60_000 },
    async () => {
      let isBroken = true;
      const elsewhere: string[] = [];
      const second = createServer((request, response) => {
        elsewhere.push(request.url ?? '');
        response.writeHead(isBroken ? 422 : 200, { 'Content-Type': 'application/json' }).end('{}');
      });
      await new Promise<void>((resolve) => second.listen(0, '127.0.0.1', resolve));
      cleanups.push(() => new Promise((resolve) => (second.close(resolve), second.closeAllConnections())));
      const world = await start(2, (_n, respond) => respond(200));
      const run = (...argv: string[]) => world.run(['--workspace', world.folder, ...argv]);
      const [api] = (await world.json<{ vendorName: string; name: string }[]>('inventory', 'list')).read;
      const apiName = `${api?.vendorName} ${api?.name}`;
      const url = `http://127.0.0.1:${(second.address() as AddressInfo).port}/second`;
      expect(
        (await run('inventory', 'environment', '--api', apiName, '--name', 'Second', '--url', url, '--kind', 'sandbox')).exitCode,
      ).toBe(0);
      const before = (await world.json('flow', 'show', 'Post rows')).read;

      const dry = await run('flow', 'run', 'Post rows', '--environment', 'second', '--var', 'n=7', '--dry-run');
      expect(dry).toMatchObject({ exitCode: 0 });
      expect(dry.out).toContain(`${url}/orders`);
      expect(dry.out).toContain('{"n":7}');
      const failed = await world.json<FlowRun>('flow', 'run', 'Post rows', '--environment', `${apiName}/Second`, '--var', 'n=7');
      expect(failed).toMatchObject({
        exitCode: 1,
        read: { state: 'failed', environmentWords: expect.stringContaining('Second') as string },
      });
      isBroken = false;
      expect((await world.json<FlowRun>('flow', 'retry', '1')).read).toMatchObject({ state: 'done' });
      expect(elsewhere).toEqual(['/second/orders', '/second/orders']);
      expect(world.received).toEqual([]);
      expect((await world.json('flow', 'show', 'Post rows')).read).toMatchObject({ spec: (before as { spec: object }).spec });

      const secret = await run('flow', 'run', 'Post rows', '--var', 'n=7', '--var', 'api_key=hunter2');
      expect(secret).toMatchObject({ exitCode: 2, err: expect.stringContaining('never taken from the command line') as string });
      expect(secret.err).not.toContain('hunter2');
      const twice = await run('flow', 'run', 'Post rows', '--data', world.data, '--var', 'n=7');
      expect(twice).toMatchObject({ exitCode: 2, err: expect.stringContaining('The file has a column “n”') as string });
      const unknown = await run('flow', 'run', 'Post rows', '--environment', 'Thrid', '--var', 'n=7');
      expect(unknown).toMatchObject({ exitCode: 2, err: expect.stringContaining(`There is no environment of ${apiName}`) as string });
      expect(unknown.err).toContain('Second');
      expect(world.received).toEqual([]);
    },
  );

  it('run dry, run, report with 1 when a check fails, retry and write the result', { timeout: 60_000 }, async () => {
    let isBroken = true;
    const world = await start(5, (n, respond) => respond(isBroken && n === 3 ? 422 : 200));
    const dry = await world.run(['--workspace', world.folder, 'flow', 'run', 'Post rows', '--data', world.data, '--dry-run']);
    expect(dry).toMatchObject({ exitCode: 0 });
    expect(dry.out).toContain('{"n":3}');
    const without = await world.run(['--workspace', world.folder, 'flow', 'run', 'Post rows', '--dry-run']);
    expect(without.out).toContain('It asks for n: give a file with --data, or each with --var');
    expect(world.received).toEqual([]);

    const report = join(world.root, 'run.xml');
    const ran = await world.run([
      '--workspace',
      world.folder,
      'flow',
      'run',
      'Post rows',
      '--data',
      world.data,
      '--report',
      'junit',
      '--out',
      report,
    ]);
    expect(ran.exitCode).toBe(1);
    expect(ran.out).toContain('4 of 5 rows done, 1 failed');
    expect(ran.out).toMatch(/Row 3 \(n 3\): .*422.* · exchange 3/);
    expect(ran.out).not.toContain('Row 4');
    expect(ran.out).toContain('flow retry 1');
    expect(readFileSync(report, 'utf8')).toContain('failures="1"');

    isBroken = false;
    expect((await world.json<FlowRun>('flow', 'retry', '1')).exitCode).toBe(0);
    expect(world.received).toEqual([1, 2, 3, 4, 5, 3]);
    expect((await world.run(['--workspace', world.folder, 'flow', 'export', '1', '--out', join(world.root, 'result.csv')])).exitCode).toBe(
      0,
    );
    expect(readFileSync(join(world.root, 'result.csv'), 'utf8').split('\r\n')[3]).toMatch(/^3,failed,422,3,/);

    expect((await world.run(['--workspace', world.folder, 'flow', 'run', 'Post rows', '--data', world.data, '--rows', 'x'])).exitCode).toBe(
      2,
    );
    const scheduled = await world.json<{ schedule: { words: string } }>(
      'flow',
      'schedule',
      'Post rows',
      '--cron',
      '0 6 * * 1-5',
      '--zone',
      'Europe/Berlin',
    );
    expect(scheduled.read.schedule.words).toBe('On working days at 06:00, Europe/Berlin');
    expect((await world.run(['--workspace', world.folder, 'flow', 'schedule', 'Post rows', '--cron', 'often'])).exitCode).toBe(2);
  });
});
