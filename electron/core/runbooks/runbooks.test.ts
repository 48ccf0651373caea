import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunDetail } from '../../../shared/contract/runbooks.ts';
import { coresForTests, faultFrom, testNow, type TestCore } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import { runbooksAttention } from './attention.ts';
import { peopleProgress } from './people-progress.ts';
import { runsForIncident } from './report.ts';
import { starterNames } from './starters.ts';

const tests = coresForTests();
const hourMs = 3_600_000;

const small = `---
name: Small one
kind: incident
purpose: A short run
trigger: [outage]
severity: high
owner: Nobody here
---

## 1. Look {instruction}

- expected: all well

## 2. Does it answer? {decision}

- Yes → 4: skip the call
- No → 3: ask again

## 3. Which ticket? {input}

- input ticket (text, required): Number

## 4. Tick them {checklist}

- [ ] one
- [ ] two
`;

async function published({ client }: Pick<TestCore, 'client'>, source = small): Promise<string> {
  const { id } = await client.runbooks.add({ source });
  await client.runbooks.publish({ id });
  return id;
}

const act = (
  client: TestCore['client'],
  run: RunDetail,
  action: Parameters<TestCore['client']['runbooks']['act']>[0]['action'],
): Promise<RunDetail> => client.runbooks.act({ runId: run.run.id, step: run.current ?? 0, action });

describe('runbooks', () => {
  it('offers every starter, complete enough to be published as it is', async () => {
    const { client } = await tests.startOpen();
    const starters = await client.runbooks.starters({});
    expect(starters.map(({ name }) => name)).toEqual([...starterNames]);
    for (const { name, steps } of starters) {
      expect(steps).toBeGreaterThanOrEqual(10);
      const added = await client.runbooks.add({ starter: name });
      expect(await client.runbooks.publish({ id: added.id })).toMatchObject({ published: 1, hasDraft: false });
    }
    expect((await client.runbooks.starters({})).every(({ isAdded }) => isAdded)).toBe(true);
    expect((await client.runbooks.list({})).flatMap(({ findings }) => findings.filter((one) => one.severity === 'error'))).toEqual([]);
  });

  it('names the line of what cannot be published, and publishes nothing', async () => {
    const { client } = await tests.startOpen();
    const { id } = await client.runbooks.add({ source: small.replace('→ 4: skip', '→ 9: skip') });
    const fault = await faultFrom(client.runbooks.publish({ id }));
    expect(fault.data).toMatchObject({ code: 'bad_input', place: { line: 14 } });
    expect((await client.runbooks.show({ id })).revisions).toEqual([]);
  });

  it('keeps a run on its revision, whatever is published later', async () => {
    const core = await tests.startOpen();
    const id = await published(core);
    const run = await core.client.runbooks.start({ runbookId: id });
    await core.client.runbooks.save({ id, source: small.replace('## 1. Look', '## 1. Look twice') });
    await core.client.runbooks.publish({ id, note: 'clearer' });
    const again = await core.client.runbooks.run({ id: run.run.id });
    expect(again).toMatchObject({ isNewestRevision: false, run: { revision: 1 } });
    expect(again.steps[0]?.title).toBe('Look');
  });

  it('goes on where it stood after the core was closed and opened again', async () => {
    const core = await tests.startOpen();
    const id = await published(core);
    let run = await core.client.runbooks.start({ runbookId: id, reason: 'alert' });
    run = await act(core.client, run, { kind: 'done', differs: 'it was red' });
    run = await act(core.client, run, { kind: 'note', text: 'seen at the screen' });
    run = await act(core.client, run, { kind: 'answer', option: 1 });
    await core.core.close();
    await core.core.open(core.folder);
    run = await core.client.runbooks.run({ id: run.run.id });
    expect(run).toMatchObject({ current: 3, run: { state: 'running', stepsDone: 2, deviations: 1 } });
    expect(run.steps.map(({ state }) => state)).toEqual(['differs', 'done', 'now', 'open']);
    run = await act(core.client, run, { kind: 'fill', values: { ticket: 'PP-1' } });
    run = await act(core.client, run, { kind: 'tick', item: 0, isTicked: true });
    await expect(act(core.client, run, { kind: 'done', differs: null })).rejects.toThrow('1 of 2 items');
    run = await act(core.client, run, { kind: 'tick', item: 1, isTicked: true });
    run = await act(core.client, run, { kind: 'done', differs: null });
    expect(run.current).toBeNull();
    run = await core.client.runbooks.finish({
      runId: run.run.id,
      isSolved: true,
      outcome: 'over',
      followUps: [{ text: 'Ask for the cause', dueAt: testNow }],
    });
    expect(run.run).toMatchObject({ state: 'done', percent: 100, openFollowUps: 1 });
    expect(run.events.at(-1)?.words).toBe('finished: over');
  });

  it('refuses an answer that was meant for another step, and keeps nothing of it', async () => {
    const core = await tests.startOpen();
    const run = await core.client.runbooks.start({ runbookId: await published(core) });
    await expect(core.client.runbooks.act({ runId: run.run.id, step: 2, action: { kind: 'answer', option: 0 } })).rejects.toThrow(
      'stands at step 1',
    );
    expect((await core.client.runbooks.run({ id: run.run.id })).events).toHaveLength(1);
  });

  it('sends the step’s request, checks the answer and keeps exchange and hash', async () => {
    const core = await tests.startOpen();
    let isUp = false;
    const vendor = await startVendor(tests, core, (_request, response) =>
      json(response, isUp ? { id: 7 } : { wrong: 1 }, {}, isUp ? 200 : 503),
    );
    const [api] = await core.client.inventory.list({});
    const source = small.replace(
      /## 4[^]*$/,
      `## 4. Is it over? {verify}\n\n\`\`\`request ${api?.vendorName} ${api?.name}: GET /orders/{id}\nwith id = {{input.ticket or 12}}\nexpect status 200\nexpect json $.id = 7\n\`\`\`\n`,
    );
    let run = await core.client.runbooks.start({ runbookId: await published(core, source) });
    run = await act(core.client, run, { kind: 'done', differs: null });
    run = await act(core.client, run, { kind: 'answer', option: 0 });
    await expect(act(core.client, run, { kind: 'done', differs: null })).rejects.toThrow('not been verified');
    run = await core.client.runbooks.send({ runId: run.run.id, step: 4 });
    expect(run.steps[3]?.sends[0]).toMatchObject({ status: 503, isHeld: false });
    await expect(act(core.client, run, { kind: 'done', differs: null })).rejects.toThrow('does not hold');
    isUp = true;
    run = await core.client.runbooks.send({ runId: run.run.id, step: 4 });
    expect(run.steps[3]?.sends[1]?.checks).toEqual([
      { words: 'status 200', isHeld: true, seen: '200' },
      { words: 'json $.id = 7', isHeld: true, seen: '7' },
    ]);
    expect(vendor.received.at(-1)?.url).toBe('/v1/orders/12');
    run = await act(core.client, run, { kind: 'done', differs: null });
    expect(run.artifacts.map(({ name, sha256 }) => [name, sha256.length])).toEqual([
      ['step-4-try-1.http', 64],
      ['step-4-try-2.http', 64],
    ]);
    const { rows } = await core.client.console.exchanges({});
    expect(rows.map(({ source: from }) => from)).toEqual(['runbook', 'runbook']);
  });

  it('keeps an attached file sealed, gives it back whole, and refuses one with a secret in it', async () => {
    const core = await tests.startOpen();
    const { id: credentialId } = await core.client.credentials.add({ name: 'Key', kind: 'bearer', secret: 'sk-very-secret-0123' });
    expect(credentialId).toBeTruthy();
    const run = await core.client.runbooks.start({ runbookId: await published(core) });
    const where = { runId: run.run.id, step: 1 };
    const attached = await core.client.runbooks.attach({
      ...where,
      file: new File(['the status page'], 'status.txt', { type: 'text/plain' }),
    });
    const artifact = attached.artifacts[0];
    expect(Buffer.from((await core.client.runbooks.artifact({ id: artifact?.id ?? '' })).base64, 'base64').toString()).toBe(
      'the status page',
    );
    const fault = await faultFrom(core.client.runbooks.attach({ ...where, file: new File(['key=sk-very-secret-0123'], 'log.txt') }));
    expect(fault.data.happened).toContain('secret');
    expect(
      (await faultFrom(core.client.runbooks.act({ ...where, action: { kind: 'note', text: 'it is sk-very-secret-0123' } }))).code,
    ).toBe('bad_input');
    expect(existsSync(join(core.folder, 'attachments'))).toBe(true);
    expect(readdirSync(join(core.folder, 'attachments'))).toHaveLength(1);
  });

  it('exports a run with who, when and hashes, as Markdown and PDF', async () => {
    const core = await tests.startOpen();
    let run = await core.client.runbooks.start({ runbookId: await published(core), reason: 'alert' });
    run = await act(core.client, run, { kind: 'skip', reason: 'seen already' });
    const text = async (format: 'markdown' | 'pdf'): Promise<string> =>
      Buffer.from((await core.client.runbooks.exportRun({ id: run.run.id, format })).base64, 'base64').toString('latin1');
    expect(await text('markdown')).toMatch(/Small one, run 1[^]*skipped step 1: seen already/);
    expect((await text('pdf')).startsWith('%PDF-')).toBe(true);
    expect(
      Buffer.from((await core.client.runbooks.exportRunbook({ id: run.run.runbookId, format: 'markdown' })).base64, 'base64').toString(),
    ).toBe(small);
  });

  it('tells Today of a run that nobody goes on with, and a newcomer of what is next', async () => {
    const core = await tests.startOpen();
    const { engine, clock, client } = core;
    const added = await client.runbooks.add({ starter: 'onboarding-a-person' });
    await client.runbooks.publish({ id: added.id });
    const noah = await client.inventory.addPerson({ name: 'Noah' });
    await expect(client.runbooks.start({ runbookId: added.id })).rejects.toThrow('about a person');
    await client.runbooks.start({ runbookId: added.id, subjectPersonId: noah.id });
    const id = await published(core);
    await client.runbooks.start({ runbookId: id });
    expect(runbooksAttention(engine.db, clock.now())).toEqual([]);
    expect(runbooksAttention(engine.db, clock.now() + 5 * hourMs).map((item) => item.attention.title)).toEqual([
      'Small one has waited 5 h',
    ]);
    expect(runbooksAttention(engine.db, clock.now() + 120 * hourMs).map((item) => item.attention.title)).toContain(
      'Noah has been stuck for 5 days',
    );
    const [first] = peopleProgress(engine.db, clock.now());
    expect(first).toMatchObject({ name: 'Noah', percent: 0, nextWords: 'step 1, Who is it, and who helps?', read: 0 });
    await client.runbooks.acknowledge({ id, personId: noah.id });
    expect(peopleProgress(engine.db, clock.now())[0]?.read).toBe(1);
    expect(runsForIncident(engine.db, noah.id)).toEqual([]);
  });
});
