import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EvidenceWriter } from '../db/evidence-writer.ts';
import { HeldFile } from '../db/held-file.ts';
import { Sqlite } from '../db/sqlite.ts';
import { heldFile, workspaceFile } from '../workspace/workspace-file.ts';
import { EventBus } from '../events.ts';
import { coresForTests, until } from '../testing/test-core.ts';
import { json } from '../testing/test-vendor.ts';
import { csv, finished, startFlowWorld } from './testing/flow-world.ts';

const tests = coresForTests();

interface Kept {
  readonly exchanges: readonly string[];
  readonly calls: readonly string[];
}

/** What the next program finds on the disk if this one dies now: the files as they are, opened anew. */
function afterCrash(world: { readonly folder: string }): Kept {
  const copy = tests.folder();
  for (const file of ['workspace.db', 'workspace.db-wal', 'workspace.db-held']) copyFileSync(join(world.folder, file), join(copy, file));
  const db = new Sqlite(workspaceFile(copy));
  try {
    new EvidenceWriter({
      db,
      heldFile: new HeldFile(heldFile(workspaceFile(copy))),
      events: new EventBus(),
      onChanged: () => undefined,
      onLost: (error) => expect.unreachable(String(error)),
    }).takeUp();
    return {
      exchanges: db.all<{ state: string }>('SELECT state FROM exchanges ORDER BY number').map(({ state }) => state),
      calls: db
        .all<{ row: number; state: string }>('SELECT row, state FROM flow_run_calls ORDER BY row')
        .map(({ row, state }) => `${row} ${state}`),
    };
  } finally {
    db.close();
  }
}

/** A run of three rows, and what is on the disk at each moment the vendor gets a call. */
async function keptAtEachCall(method: 'GET' | 'POST') {
  const kept: Kept[] = [];
  let world!: Awaited<ReturnType<typeof startFlowWorld>>;
  world = await startFlowWorld(tests, (_request, response) => {
    kept.push(afterCrash(world));
    json(response, { id: 1 });
  });
  const body = method === 'POST' ? { body: '{"n":{{n}}}', mediaType: 'application/json' } : {};
  const id = await world.makeFlow([{ id: 'a', name: 'A', own: world.own({ method, path: '/orders', ...body }) }]);
  const run = await finished(world, await world.client.flows.start({ id, data: csv('n\n1\n2\n3\n') }));
  expect(run.state).toBe('done');
  return { kept, world, run };
}

describe('what is on the disk', () => {
  it.each(['GET', 'POST'] as const)(
    'when a call of a flow (%s) has left: its intent in both places, and the outcomes before it',
    async (method) => {
      const { kept } = await keptAtEachCall(method);
      expect(kept.map(({ exchanges }) => exchanges)).toEqual([['sent'], ['answered', 'sent'], ['answered', 'answered', 'sent']]);
      expect(kept.map(({ calls }) => calls)).toEqual([['1 sending'], ['1 done', '2 sending'], ['1 done', '2 done', '3 sending']]);
    },
  );

  it('when the run has ended: everything', async () => {
    const { world, run } = await keptAtEachCall('GET');
    expect(world.engine.db.all('SELECT state, verdict FROM exchanges')).toEqual(
      Array.from({ length: 3 }, () => ({ state: 'answered', verdict: 'fits' })),
    );
    expect(world.engine.db.get<{ n: number }>("SELECT count(*) AS n FROM bodies WHERE side = 'answer'")?.n).toBe(3);
    expect((await world.client.flows.rows({ id: run.id })).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });

  it('while the next call has to wait: what came before, a tenth of a second later', async () => {
    let release: (() => void) | null = null;
    const world = await startFlowWorld(tests, (request, response) => {
      if (request.url.includes('first')) json(response, { id: 1 });
      else release = () => json(response, { id: 2 });
    });
    // The budget lets the second call wait for its turn.
    await world.client.inventory.saveLimit({
      apiId: world.vendor.apiId,
      policy: 'slow',
      unit: 'requests',
      limit: 1,
      windowSeconds: 2,
      sourceUrl: null,
    });
    const id = await world.makeFlow([
      { id: 'a', name: 'A', own: world.own({ method: 'GET', path: '/orders?first=1' }) },
      { id: 'b', name: 'B', own: world.own({ method: 'GET', path: '/orders' }) },
    ]);
    const run = await world.client.flows.start({ id });
    const { db } = world.engine;
    await until(() => db.get("SELECT 1 FROM exchanges WHERE state = 'answered'") !== undefined, 'the first answer is kept');
    await until(
      () => db.get("SELECT 1 FROM flow_run_calls WHERE seq = 2 AND state = 'sending'") !== undefined,
      'the second call stands there',
    );
    expect(world.vendor.received).toHaveLength(1);
    await until(() => release !== null, 'the second call has left');
    (release as unknown as () => void)();
    expect(await finished(world, run)).toMatchObject({ state: 'done' });
  });
});
