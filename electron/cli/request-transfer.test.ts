import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capturedTerminal } from './testing/captured-terminal.ts';

const fixtures = join(import.meta.dirname, '../core/transfer/testing');
let root = '';
let run: ReturnType<typeof capturedTerminal>;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'quartermaster-transfer-'));
  run = capturedTerminal({ QUARTERMASTER_APP_DATA: join(root, 'app-data'), QUARTERMASTER_WORKSPACE: join(root, 'workspace') }, root);
  expect((await run(['workspace', 'create', join(root, 'workspace'), '--name', 'Test'])).exitCode).toBe(0);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('requests in the terminal', () => {
  it('are imported with a plan before, and exported again without a secret', async () => {
    const collection = join(fixtures, 'secrets.postman_collection.json');
    const environment = join(fixtures, 'acme.postman_environment.json');
    const dry = await run(['request', 'import', collection, '--environment-file', environment, '--dry-run']);
    expect({ code: dry.exitCode, err: dry.err }).toEqual({ code: 0, err: '' });
    expect(dry.out).toContain('8 of 11 requests can be taken over; 3 cannot.');
    expect(dry.out).toContain('WebSocket calls cannot be sent from here.');
    expect((await run(['request', 'list', '--json'])).out).toBe('[]\n');

    const done = await run(['request', 'import', collection, '--environment-file', environment, '--json']);
    expect((JSON.parse(done.out) as { applied: { requests: number } }).applied.requests).toBe(8);
    expect(done.out).not.toContain('canary');

    const out = join(root, 'out.json');
    expect((await run(['request', 'export', '--all', '--format', 'postman', '--out', out])).out).toContain('8 requests written');
    expect(readFileSync(out, 'utf8')).not.toContain('canary');
    const curl = await run(['request', 'export', 'Search', '--format', 'curl']);
    expect(curl.out).toContain("curl -L 'https://sandbox.acme-shop.test/v2/graphql'");
    expect((await run(['request', 'export', '--format', 'curl'])).exitCode).toBe(2);
  });

  it('become a flow when that is asked for, which the terminal knows by the collection’s name', async () => {
    const collection = join(fixtures, 'secrets.postman_collection.json');
    const { out, exitCode } = await run(['request', 'import', collection, '--flow']);
    expect(exitCode).toBe(0);
    const [, name] = /flow run "(.+)"/.exec(out) ?? [];
    const flow = JSON.parse((await run(['flow', 'show', name ?? '', '--json'])).out) as { steps: number };
    expect(flow.steps).toBeGreaterThan(5);
  });

  it('are read from a folder of Bruno’s, without following links out of it', async () => {
    const folder = join(root, 'collection');
    mkdirSync(folder);
    writeFileSync(join(folder, 'bruno.json'), '{ "name": "Shop" }');
    writeFileSync(join(folder, 'One.bru'), 'meta {\n  name: One\n}\nget {\n  url: https://x.test/one\n}\n');
    writeFileSync(join(root, 'outside.bru'), 'meta {\n  name: Outside\n}\nget {\n  url: https://x.test/outside\n}\n');
    symlinkSync(join(root, 'outside.bru'), join(folder, 'Two.bru'));
    symlinkSync(root, join(folder, 'up'));
    const { out, exitCode } = await run(['request', 'import', folder, '--json']);
    expect(exitCode).toBe(0);
    expect((JSON.parse(out) as { plan: { requests: { name: string }[] } }).plan.requests.map(({ name }) => name)).toEqual(['One']);
  });

  it('are read from standard input, several curl commands at once', async () => {
    const { out } = await run(['request', 'import', '-', '--json'], "curl https://x.test/a\ncurl -X POST https://x.test/b -d '{}'\ncurl\n");
    const { plan } = JSON.parse(out) as { plan: { words: string; left: { reason: string }[] } };
    expect(plan.words).toBe('2 of 3 requests can be taken over; 1 cannot.');
    expect(plan.left[0]?.reason).toContain('no address');
  });

  it.each([
    ['a pasted text', '-', '{ "info": ', 'The text is not valid JSON: '],
    ['a file', 'broken.json', '', 'broken.json is not valid JSON: '],
    ['a file that is not there', 'gone.json', '', 'There is no file gone.json.\n'],
  ])('say once where %s is wrong', async (_what, file, stdin, words) => {
    writeFileSync(join(root, 'broken.json'), '{ "info": ');
    const { err } = await run(['request', 'import', file], stdin);
    expect(err).toContain(words);
    expect(err).not.toMatch(/^At /m);
    expect(err.split(file === '-' ? 'The text' : file)).toHaveLength(2);
  });

  it.each([
    ['a file that is not there', ['request', 'import', 'nothing.json'], 2],
    ['an API description', ['request', 'import', 'openapi.json'], 2],
    ['broken JSON', ['request', 'import', 'broken.json'], 2],
  ])('are refused: %s', async (_what, argv, code) => {
    writeFileSync(join(root, 'openapi.json'), '{ "openapi": "3.1.0", "info": {}, "paths": {} }');
    writeFileSync(join(root, 'broken.json'), '{ "info": ');
    const { exitCode, err } = await run(argv);
    expect(err).toContain('Nothing was changed.');
    expect(exitCode).toBe(code);
  });
});
