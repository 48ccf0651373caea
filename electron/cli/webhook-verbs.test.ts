import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capturedTerminal } from './testing/captured-terminal.ts';

const home = mkdtempSync(join(tmpdir(), 'quartermaster-hooks-'));
const run = capturedTerminal({ QUARTERMASTER_APP_DATA: join(home, 'app-data') }, home);
const secret = 'It is a secret to everybody';
const message = (body: string, signed = body): string =>
  `X-GitHub-Delivery: d-1\nX-GitHub-Event: push\nX-Hub-Signature-256: sha256=${createHmac('sha256', secret).update(signed).digest('hex')}\n\n${body}`;

beforeAll(async () => {
  expect(await run(['workspace', 'create', 'work', '--name', 'Hooks'])).toMatchObject({ exitCode: 0 });
  expect(
    await run(['credential', 'add', '--name', 'Hook secret', '--kind', 'api_key', '--header', 'X-Unused'], `${secret}\n`),
  ).toMatchObject({ exitCode: 0 });
  expect(
    await run(['webhook', 'add', 'Pushes', '--scheme', 'github', '--path', '/hooks/github', '--signed-by', 'Hook secret']),
  ).toMatchObject({ exitCode: 0 });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('webhook verify', () => {
  it('ends with 0 when the signature holds, from a file and from standard input, and keeps nothing', async () => {
    writeFileSync(join(home, 'good.txt'), message('{"a":1}'));
    expect(await run(['webhook', 'verify', 'good.txt', '--endpoint', 'Pushes'])).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('Signed with “Hook secret”.'),
    });
    expect(await run(['webhook', 'verify', '-', '--endpoint', 'Pushes'], message('{"a":1}'))).toMatchObject({ exitCode: 0 });
    expect((await run(['webhook', 'list', 'Pushes'])).out).toContain('Nothing came.');
  });

  it('ends with 1 and says why when it fails, and shows it from the inbox once it is kept', async () => {
    writeFileSync(join(home, 'bad.txt'), message('{\n  "a": 1\n}', '{"a":1}'));
    const failed = await run(['webhook', 'verify', 'bad.txt', '--endpoint', 'Pushes', '--keep', '--json']);
    expect(failed.exitCode).toBe(1);
    expect(JSON.parse(failed.out)).toMatchObject({
      delivery: { source: 'file', eventId: 'd-1' },
      verdict: { diagnosis: { code: 'body_reserialised', isProven: true } },
    });
    expect((await run(['webhook', 'show', 'd-1'])).out).toContain('as compact JSON its signature fits');
    expect((await run(['webhook', 'list', 'Pushes', '--view', 'dead', '--json'])).out).toContain('d-1');
    expect(await run(['webhook', 'export', 'd-1', '--out', 'd-1.http'])).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(home, 'd-1.http'), 'utf8')).toMatch(/^POST \/ HTTP\/1\.1\r\n/);
  });

  it('ends with 2 for a file that is not there or no delivery', async () => {
    expect((await run(['webhook', 'verify', 'gone.txt', '--endpoint', 'Pushes'])).exitCode).toBe(2);
    expect((await run(['webhook', 'verify', '-', '--endpoint', 'Pushes'], '{"a":1}')).exitCode).toBe(2);
    expect((await run(['webhook', 'verify', '-', '--endpoint', 'Nobody'], message('{}'))).exitCode).toBe(2);
  });
});

describe('webhook verify without --endpoint', () => {
  it('takes the endpoint that the delivery tells, says which, and says which it may be where several fit', async () => {
    expect((await run(['webhook', 'verify', '-'], message('{"a":1}'))).out).toContain('Sent to “Pushes”, as the delivery itself tells.');
    expect((await run(['webhook', 'verify', '-'], 'X-Other: 1\n\n{"a":1}')).out).toContain('“Pushes”, the only endpoint there is.');
    await run(['webhook', 'add', 'Shop', '--scheme', 'shopify', '--path', '/hooks/shop']);
    const told = await run(['webhook', 'verify', '-', '--json'], message('{"a":1}'));
    expect(JSON.parse(told.out)).toMatchObject({ endpoint: { name: 'Pushes' }, verdict: { state: 'holds' } });
    const none = await run(['webhook', 'verify', '-'], 'X-Other: 1\n\n{"a":1}');
    expect(none).toMatchObject({ exitCode: 2, err: expect.stringContaining('Shop (/hooks/shop)') });
    await run(['webhook', 'add', 'Pushes too', '--scheme', 'github', '--path', '/hooks/github-2']);
    const several = await run(['webhook', 'verify', '-'], message('{"a":1}'));
    expect(several.exitCode).toBe(2);
    expect(several.err).toMatch(
      /any of 2 endpoints[\s\S]*Pushes \(\/hooks\/github\)[\s\S]*Pushes too \(\/hooks\/github-2\)[\s\S]*--endpoint/,
    );
    expect((await run(['webhook', 'verify', '-'], '{"a":1}')).exitCode).toBe(2);
  });

  it('takes a part of an endpoint’s name to look, and the whole of it to keep', async () => {
    expect((await run(['webhook', 'verify', '-', '--endpoint', 'too'], message('{"a":1}'))).exitCode).not.toBe(2);
    expect(await run(['webhook', 'verify', '-', '--endpoint', 'too', '--keep'], message('{"a":1}'))).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('Perhaps:\n  Pushes too'),
    });
  });
});

describe('webhook replay', () => {
  it('goes nowhere outside this computer without its confirmation, and says when the target is not there', async () => {
    expect((await run(['webhook', 'replay', 'd-1', '--to', 'https://hooks.example.com/in'])).exitCode).toBe(2);
    expect(await run(['webhook', 'replay', 'd-1', '--to', 'http://127.0.0.1:1/', '--attempts', '1'])).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('refused'),
    });
  });
});

describe('webhook serve', () => {
  it('receives until as many came as were asked for, and ends with 1 when one failed', async () => {
    const serving = run(['webhook', 'serve', '--port', '18789', '--count', '2']);
    const send = async (body: string, signed: string): Promise<number> => {
      for (let attempt = 0; attempt < 100; attempt += 1) {
        try {
          const headers = {
            'x-github-delivery': 's-1',
            'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(signed).digest('hex')}`,
          };
          return (await fetch('http://127.0.0.1:18789/hooks/github', { method: 'POST', body, headers })).status;
        } catch {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
      return 0;
    };
    expect(await send('{"b":1}', '{"b":1}')).toBe(200);
    expect(await send('{"b":2}', '{"b":1}')).toBe(401);
    expect(await serving).toMatchObject({ exitCode: 1, out: expect.stringContaining('2 deliveries, 1 failed.') });
  });
});
