import { describe, expect, it } from 'vitest';
import { judgeAnswer } from './judge-answer.ts';
import { coresForTests, until } from '../testing/test-core.ts';
import { json, type Answer } from '../testing/test-vendor.ts';
import { finished, startFlowWorld } from '../flows/testing/flow-world.ts';

const tests = coresForTests();

/** What a check looks for stands at the very end, behind what is shown, and behind what is kept in memory. */
const rowsOf = (count: number): Answer => {
  const rows = Array.from({ length: count }, (_, id) => ({ id, name: `Product ${id}`, note: 'x'.repeat(40) }));
  return (_request, response) => json(response, { rows, end: 'reached' });
};
const checks = [
  { of: 'body', path: '$.end', value: 'reached' },
  { of: 'body', path: '$.rows[-1:].name', op: 'contains', value: 'Product' },
  { of: 'body', path: '$.end', value: 'not this' },
] as const;
const outcomes = [
  { words: '$.end is “reached”', isHeld: true, seen: 'reached' },
  { words: '$.rows[-1:].name contains “Product”', isHeld: true, seen: expect.stringMatching(/^Product \d+$/) },
  { words: '$.end is “not this”', isHeld: false, seen: 'reached' },
];

async function worldWith(answer: Answer) {
  const world = await startFlowWorld(tests, answer);
  const savedRequestId = await world.save('Look', { method: 'GET', path: '/orders' });
  return {
    ...world,
    savedRequestId,
    send: async () => (await world.client.console.sendSaved({ id: savedRequestId })).id,
    keep: (of: readonly { of: 'body' | 'size' | 'status'; path?: string; op?: 'lt' | 'contains'; value: string }[]) =>
      world.client.flows.keepRequestChecks({ savedRequestId, checks: [...of] }),
    outcomes: (exchangeId: string) => world.client.flows.exchangeChecks({ exchangeId }),
  };
}

describe('checks of an answer', () => {
  it.each([
    ['cut for the screen', 9_000],
    ['kept in a file', 30_000],
  ])('%s are held against all of its body, and kept', async (_what, count) => {
    const world = await worldWith(rowsOf(count));
    await world.keep(checks);
    const exchangeId = await world.send();
    expect((await world.client.console.exchange({ id: exchangeId })).answerBody?.isCut).toBe(true);
    expect(await world.outcomes(exchangeId)).toEqual(outcomes);
    const isKept = () =>
      world.engine.db.get<{ kept: string | null }>("SELECT outcome ->> '$.requestChecks' AS kept FROM exchanges WHERE id = ?", exchangeId)
        ?.kept != null;
    await until(isKept, 'the outcomes are kept');
    // As it was judged when it came, whatever is checked later.
    await world.keep([{ of: 'status', value: '500' }]);
    expect(await world.outcomes(exchangeId)).toEqual(outcomes);
    const jobs = (await world.client.jobs.list({})).filter(({ kind }) => kind === 'judge answer');
    expect(jobs.map(({ state }) => state)).toEqual(count > 10_000 ? ['done'] : []);
  });

  it('that do not look into a body do not read it', async () => {
    const world = await worldWith(rowsOf(30_000));
    await world.keep([
      { of: 'status', value: '200' },
      { of: 'size', op: 'lt', value: '1000' },
    ]);
    const exchangeId = await world.send();
    expect(await world.outcomes(exchangeId)).toMatchObject([
      { isHeld: true },
      { isHeld: false, seen: expect.stringMatching(/^\d{7}$/) as string },
    ]);
    expect((await world.client.jobs.list({})).filter(({ kind }) => kind === 'judge answer')).toEqual([]);
  });

  it('say why a body cannot be read: purged, binary, too large; and only of none that there is none', async () => {
    let type = 'application/json';
    const world = await worldWith((request, response) => {
      if (request.method === 'GET' && type === 'none') response.writeHead(204).end();
      else
        response
          .writeHead(200, { 'Content-Type': type })
          .end(type === 'image/png' ? Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]) : '{"end":"reached"}');
    });
    const [purged, large] = [await world.send(), await world.send()];
    type = 'image/png';
    const binary = await world.send();
    type = 'none';
    const none = await world.send();
    world.engine.evidence.write([], (db) => {
      db.run('DELETE FROM bodies WHERE exchange_id = ?', purged);
      db.run('UPDATE exchanges SET bodies_purged_at = ? WHERE id = ?', Date.UTC(2026, 10, 3), purged);
      db.run("UPDATE bodies SET byte_length = 300000000 WHERE exchange_id = ? AND side = 'answer'", large);
    });
    await world.keep([
      { of: 'body', path: '$.end', value: 'reached' },
      { of: 'size', op: 'lt', value: '100' },
    ]);
    const seen = async (id: string) => (await world.outcomes(id)).map((one) => `${one.isHeld} ${one.seen}`);
    const gone = 'false the body was purged on 3 Nov 2026';
    expect(await seen(purged)).toEqual([gone, gone]);
    expect(await seen(large)).toEqual(['false the body is 300 MB, and a check reads at most 200 MB', 'false 300000000']);
    expect(await seen(binary)).toEqual(['false the body is binary: image/png', 'true 6']);
    expect(await seen(none)).toEqual(['false no body', 'true 0']);
  });

  it('of a flow’s step are held against all of it too', async () => {
    const world = await worldWith(rowsOf(30_000));
    const steps = [{ id: 'a', name: 'Look', savedRequestId: world.savedRequestId, checks: checks.slice(0, 2) }];
    const run = await finished(world, await world.client.flows.start({ id: await world.makeFlow(steps) }));
    const [call] = await world.client.flows.calls({ runId: run.id, row: 1 });
    expect(call).toMatchObject({ state: 'done', checks: outcomes.slice(0, 2) });
  });

  it('of a monitor and of a runbook’s step are held against all of it too', async () => {
    const { client, engine, savedRequestId } = await worldWith(rowsOf(30_000));
    const assertions = [{ kind: 'json_equals', path: '$.end', value: 'reached' } as const];
    const { id } = await client.monitors.add({ savedRequestId, assertions });
    const [result] = await client.monitors.runOnce({ ids: [id] });
    expect(result).toMatchObject({ outcome: 'pass', status: 200 });

    const exchange = await client.console.sendSaved({ id: savedRequestId });
    const answer = { status: 200, durationMs: 1, body: exchange.answerBody?.text ?? null, fitsContract: null, failure: null };
    const expectations = [
      { kind: 'json', path: '$.end', compare: '=', value: 'reached' },
      { kind: 'not contains', text: '"end"' },
    ] as const;
    expect(await judgeAnswer(engine, exchange, { of: 'expectations', expectations, answer })).toMatchObject([
      { isHeld: true, seen: 'reached' },
      { isHeld: false, seen: 'present' },
    ]);
  });
});
