import { describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/contract/jobs.ts';
import type { LiveEvent } from '../../../shared/contract/workspace.ts';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { actor } from '../testing/test-inventory.ts';
import type { Engine } from '../engine.ts';

const tests = coresForTests();
const workerFile = new URL('../testing/test-job-worker.ts', import.meta.url);

const start = (engine: Engine, how: string, signal?: AbortSignal) =>
  engine.jobs.start('read document', { how } as never, { title: 'Test job', actor, signal });

async function follow(engine: Engine, id: string): Promise<Job[]> {
  const seen: Job[] = [];
  engine.jobs.watch(id, (job) => seen.push(job));
  await until(() => engine.jobs.get(id)?.state !== 'running', 'the job has ended');
  return seen;
}

describe('a job', () => {
  it('tells its progress, announces what it changed, and gives its result', async () => {
    const { engine, core, client } = await tests.startOpen({ workerFile });
    const events: LiveEvent[] = [];
    core.listen((event) => events.push(event));
    const { id, finished } = start(engine, 'in steps');
    expect(engine.jobs.get(id)).toMatchObject({ state: 'running', title: 'Test job' });
    const seen = await follow(engine, id);
    expect(await finished).toEqual({ by: 'Ines' });
    expect(seen.map(({ state, fraction, step }) => `${state} ${fraction} ${step}`)).toEqual([
      'running 0.25 Part 0.25',
      'running 0.5 Part 0.5',
      'running 0.75 Part 0.75',
      'done 0.75 Part 0.75',
    ]);
    expect(events).toContainEqual({ kind: 'changed', topics: ['inventory'] });
    expect(await client.jobs.list({})).toMatchObject([
      { id, state: 'done', result: { by: 'Ines' }, fault: null, finishedAt: expect.any(Number) },
    ]);
  });

  it.each(['until cancelled', 'deaf'])('that runs %s is cancelled within a second or so, and says so', async (how) => {
    const { engine, client } = await tests.startOpen({ workerFile });
    const { id, finished } = start(engine, how);
    await until(() => engine.jobs.get(id)?.step !== 'Starting', 'it works');
    const asked = performance.now();
    await client.jobs.cancel({ id });
    expect((await faultFrom(finished)).code).toBe('cancelled');
    expect(performance.now() - asked).toBeLessThan(1_500);
    expect(engine.jobs.get(id)).toMatchObject({ state: 'cancelled', finishedAt: expect.any(Number) });
  });

  it('is cancelled with the call that started it, also when that was given up before', async () => {
    const { engine } = await tests.startOpen({ workerFile });
    const abort = new AbortController();
    const { finished } = start(engine, 'until cancelled', abort.signal);
    abort.abort();
    expect((await faultFrom(finished)).code).toBe('cancelled');
    expect((await faultFrom(start(engine, 'until cancelled', AbortSignal.abort()).finished)).code).toBe('cancelled');
  });

  it.each(['exit', 'uncaught'])('whose thread ends by %s is reported as died', async (how) => {
    const { engine } = await tests.startOpen({ workerFile });
    const { id, finished } = start(engine, how);
    const fault = await faultFrom(finished);
    expect(fault.data.happened).toBe('“Test job” died.');
    expect(engine.jobs.get(id)).toMatchObject({ state: 'died', fault: { code: 'bug' } });
  });

  it('that writes long holds up what wants to write, and nobody who reads', async () => {
    const { engine, client } = await tests.startOpen({ workerFile });
    const { id, finished } = start(engine, 'write long');
    await until(() => engine.jobs.get(id)?.step === 'Writing', 'it writes');
    let isWritten = false;
    const writing = client.inventory.addPerson({ name: 'Somebody' }).then(() => (isWritten = true));
    // Both are answered while it still writes.
    await client.today.show({});
    await client.workspace.current({});
    expect([isWritten, engine.jobs.get(id)?.state]).toEqual([false, 'running']);
    await finished;
    await writing;
    expect(isWritten).toBe(true);
  });

  it('that meets a fault fails with it; a bug of ours gets a log id and shows no stack', async () => {
    const { engine } = await tests.startOpen({ workerFile });
    const failed = start(engine, 'fault');
    expect((await faultFrom(failed.finished)).data).toEqual({ code: 'bad_input', happened: 'It is not right.', remedy: 'Mend it.' });
    expect(engine.jobs.get(failed.id)).toMatchObject({ state: 'failed' });
    const bug = await faultFrom(start(engine, 'bug').finished);
    expect(bug.data).toMatchObject({ code: 'bug', logId: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(JSON.stringify(bug.data)).not.toContain('test-job-worker');
  });

  it('whose end cannot be written down gives its result all the same', async () => {
    const { engine } = await tests.startOpen({ workerFile });
    const { finished } = start(engine, 'in steps');
    // As on a full disk.
    engine.workspace.evidence.script("CREATE TEMP TRIGGER full BEFORE UPDATE ON jobs BEGIN SELECT RAISE(ABORT, 'full'); END");
    expect(await finished).toEqual({ by: 'Ines' });
    engine.workspace.evidence.script('DROP TRIGGER full');
  });

  it('that ran when the workspace was closed is cancelled, and its row says so', async () => {
    const { engine, core, client, folder } = await tests.startOpen({ workerFile });
    const { id, finished } = start(engine, 'until cancelled');
    await until(() => engine.jobs.get(id)?.step === 'Waiting', 'it works');
    await core.close();
    expect((await faultFrom(finished)).code).toBe('cancelled');
    await client.workspace.open({ folder });
    expect(await client.jobs.list({})).toMatchObject([{ id, state: 'cancelled' }]);
  });

  it('that a former process left running has died with it', async () => {
    const { engine, core, client, folder } = await tests.startOpen({ workerFile });
    const id = engine.clock.newId();
    engine.evidence.write([], (db) =>
      db.run("INSERT INTO jobs (id, kind, title, state, step, started_at) VALUES (?, 'k', 'Left', 'running', 'Half way', 1)", id),
    );
    await core.close();
    await client.workspace.open({ folder });
    expect(await client.jobs.list({})).toMatchObject([{ id, state: 'died', step: 'Quartermaster stopped while it ran' }]);
  });

  it('can be followed by somebody who comes late, and one that never was is not found', async () => {
    const { engine, client } = await tests.startOpen({ workerFile });
    const { id, finished } = start(engine, 'in steps');
    await finished;
    const seen: string[] = [];
    for await (const job of await client.jobs.watch({ id })) seen.push(job.state);
    expect(seen).toEqual(['done']);
    expect((await faultFrom(client.jobs.watch({ id: engine.workspace.id }))).code).toBe('not_found');
  });
});
