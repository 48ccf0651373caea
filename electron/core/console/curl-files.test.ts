import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCurls } from '../../../shared/domain/transfer/read-curls.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';

const tests = coresForTests();

it.each([
  ['a part', (path: string) => `-F doc=@${path} -F note=hi`, 'The part doc'],
  ['a part that is read as text', (path: string) => `-F 'doc=<${path}'`, 'The part doc'],
  ['the body', (path: string) => `--data-binary @${path}`, 'The body'],
])('a pasted command reads no file that nobody chose: %s', async (_what, options, place) => {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, (_request, response) => json(response, { id: 1 }));
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-curl-'));
  tests.later(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'id_rsa');
  writeFileSync(path, 'a private key');
  const { client } = started;
  const { draft, notes, isIncomplete } = await client.console.readCurl({ text: `curl ${vendor.peer.url}/v1/orders ${options(path)}` });
  expect(isIncomplete).toBe(true);
  expect(notes.join('\n')).toContain('id_rsa');
  expect(notes.join('\n')).not.toContain(folder);
  expect(JSON.stringify(draft)).toContain('id_rsa');
  expect(JSON.stringify(draft)).not.toContain(folder);
  const fault = await faultFrom(client.console.send(draft));
  expect(fault.data).toMatchObject({
    code: 'bad_input',
    place: { path: place },
    happened: expect.stringContaining('“id_rsa” is to be chosen'),
  });
  expect(vendor.received).toEqual([]);
  const [request] = readCurls(`curl https://a.example/v1 ${options(path)}`).requests;
  expect(JSON.stringify(request)).not.toContain(folder);
  expect(request?.lost.join('\n')).toContain('(id_rsa): choose it again.');
});
