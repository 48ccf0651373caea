import { describe, expect, it } from 'vitest';
import { checkAssertions } from '../../../shared/domain/monitors/assertions.ts';
import { checkAnswer } from '../../../shared/domain/runbooks/step-checks.ts';
import { finished, startFlowWorld } from '../flows/testing/flow-world.ts';
import { coresForTests, faultFrom, testNow } from '../testing/test-core.ts';
import { json } from '../testing/test-vendor.ts';

const tests = coresForTests();
const deep = { lists: `${'['.repeat(100_000)}${']'.repeat(100_000)}`, objects: `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}` };

async function worldWith(body: () => string, type = 'application/json') {
  const world = await startFlowWorld(tests, (_request, response) => response.writeHead(200, { 'Content-Type': type }).end(body()));
  const savedRequestId = await world.save('Look', { method: 'GET', path: '/orders' });
  return { ...world, savedRequestId, send: async () => (await world.client.console.sendSaved({ id: savedRequestId })).id };
}

describe('an answer that is nested a hundred thousand times', () => {
  it.each(['lists', 'objects'] as const)('(%s) is shown, compared as text, and says what cannot be done with it', async (kind) => {
    let body = deep[kind];
    const { client, send } = await worldWith(() => body);
    const exchangeId = await send();
    expect((await client.console.exchange({ id: exchangeId })).status).toBe(200);
    for (const work of [() => client.answers.filter({ exchangeId, path: '$..a' }), () => client.answers.pick({ exchangeId, path: '$' })])
      expect((await faultFrom(work())).data).toMatchObject({
        code: 'bad_input',
        happened: expect.stringContaining('nested too deep') as string,
      });
    body = body.replace('1', '2').replace('[]', '[3]');
    const diff = await client.answers.diff({ leftId: exchangeId, rightId: await send(), ignore: null });
    expect(diff.way).toBe('text');
  });

  it('fails the step that reads it, in words, and nothing else', async () => {
    const world = await worldWith(() => deep.objects);
    const { client, savedRequestId, engine } = world;
    const body = { from: 'body', path: '$' } as const;
    const steps = [
      {
        id: 'a',
        name: 'Look',
        savedRequestId,
        checks: [{ of: 'body' as const, path: '$..a', op: 'eq' as const, value: '1' }],
        captures: [
          { ...body, name: 'all' },
          { ...body, name: 'leaves', path: '$..a' },
        ],
      },
    ];
    const run = await finished(world, await client.flows.start({ id: await world.makeFlow(steps) }));
    const [call] = await client.flows.calls({ runId: run.id, row: 1 });
    expect([run.state, call?.state, call?.checks.map(({ seen }) => seen)]).toEqual([
      'failed',
      'failed',
      ['not checked: the body is nested too deep', 'the body is nested too deep', 'the body is nested too deep'],
    ]);
    const loop = { kind: 'cursor', path: '$..next', parameter: 'after', maxPages: 5 } as const;
    const pages = await finished(
      world,
      await client.flows.start({ id: await world.makeFlow([{ id: 'p', name: 'Pages', savedRequestId, loop }]) }),
    );
    expect((await client.flows.calls({ runId: pages.id, row: 1 }))[0]?.words).toContain(
      'the next page is not known: the body is nested too deep',
    );
    expect(engine.db.all("SELECT id FROM exchanges WHERE state = 'sent'")).toEqual([]);
  });
});

it('breaks what a monitor and a runbook’s step want of it, in words', () => {
  const seen = { status: 200, totalMs: 1, bodyText: deep.objects, verdict: 'not_checked' } as const;
  expect(checkAssertions([{ kind: 'json_equals', path: 'a', value: '1' }], seen).broken).toBe('a is not “1”');
  const answer = { status: 200, durationMs: 1, body: deep.objects, fitsContract: null, failure: null };
  expect(checkAnswer([{ kind: 'json', path: '$.a', compare: '=', value: '1' }], answer)).toMatchObject([
    { isHeld: false, seen: 'nested too deep' },
  ]);
});

describe('a limit that is used up', () => {
  const sendTwice = async (days: number) => {
    const reset = String(testNow / 1000 + days * 86_400);
    const limit = { 'X-RateLimit-Limit': '1', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': reset };
    const world = await startFlowWorld(tests, (_request, response) => json(response, { id: 1 }, limit));
    const send = () => world.client.console.send({ environmentId: world.vendor.environmentId, method: 'GET', path: '/orders' });
    await send();
    return send();
  };

  it('for long is told with its day', async () => {
    expect((await faultFrom(sendTwice(30))).data).toMatchObject({
      code: 'held_back',
      happened: expect.stringMatching(/ used up until [\d:]{8} on 2\d Dec 2026\.$/) as string,
    });
  });

  it('for years is not believed', async () => {
    expect((await sendTwice(30 * 365)).status).toBe(200);
  });
});

it('a stream of nothing but comments does not keep the app from answering while it is counted', async () => {
  const { client, send } = await worldWith(() => ': still here\n\n'.repeat(2_000_000), 'text/event-stream');
  const exchangeId = await send();
  const before = process.cpuUsage();
  const first = await client.answers.events({ exchangeId, from: 1, count: 50 });
  const { user, system } = process.cpuUsage(before);
  expect(first.events).toEqual([]);
  // 28 MB are read by a thread; here only the first megabyte is.
  expect((user + system) / 1000).toBeLessThan(600);
  await expect
    .poll(async () => client.answers.events({ exchangeId, from: 1, count: 50 }), { timeout: 30_000 })
    .toMatchObject({
      total: 0,
      isComplete: true,
    });
});
