import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../../shared/contract/settings.ts';
import { readPacAnswer } from '../../../shared/domain/pac-answer.ts';
import { createProxyFinder } from './find-proxy.ts';
import { PacFailed } from './pac.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { failureOf, get, memorySink, startHttp } from './testing/peers.ts';

const { engineOf, keep } = closeAfterEach();
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function finderOf(pac: string, more: Partial<Settings['proxy']> = {}) {
  const settings: Settings['proxy'] = { mode: 'pac', pac, url: '', username: '', bypass: ['direct.test'], ...more };
  return createProxyFinder({ settings: () => settings, password: () => 'pw', authorities: () => [], env: {} });
}

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-pac-'));
  folders.push(folder);
  writeFileSync(join(folder, 'proxy.pac'), text);
  return join(folder, 'proxy.pac');
}

const rules = `function FindProxyForURL(url, host) {
  if (isPlainHostName(host) || dnsDomainIs(host, '.inside.example')) return 'DIRECT';
  if (shExpMatch(host, '*.shop.example')) return 'SOCKS5 socks.example:1080; DIRECT';
  if (url.indexOf('secret') !== -1) return 'PROXY told-the-path.example:1';
  return 'PROXY proxy.example:3128; DIRECT';
}`;

describe('a PAC file', () => {
  it('on disk decides by address, is not told the path of https, and has the login added', async () => {
    const find = finderOf(fileOf(rules), { username: 'me' });
    expect(await find('https://intranet/')).toBeNull();
    expect(await find('https://a.inside.example/')).toBeNull();
    expect(await find('https://api.shop.example/x')).toBe('socks5://me:pw@socks.example:1080');
    expect(await find('https://api.vendor.example/secret?key=1')).toBe('http://me:pw@proxy.example:3128/');
    expect(await find('https://direct.test/')).toBeNull();
  });

  it('from an address is fetched once for many calls', async () => {
    const peer = await keep(startHttp((_request, response) => response.end(rules)));
    const find = finderOf(`${peer.url}/proxy.pac`);
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => find(`https://${name}.vendor.example/`)));
    expect(new Set(answers)).toEqual(new Set(['http://proxy.example:3128']));
    expect(peer.connections()).toBe(1);
  });

  it.each([
    ['is not there', '/nowhere/proxy.pac', /ENOENT/],
    ['is no JavaScript', 'function (', /Unexpected token|expect/i],
    ['has no function', 'var a = 1;', /FindProxyForURL/],
    ['never ends', 'function FindProxyForURL() { for (;;) {} }', /end/],
    ['reaches for the computer', 'function FindProxyForURL() { return process.env.HOME; }', /process/],
    ['answers nothing known', 'function FindProxyForURL() { return "TELEPATHY x"; }', /TELEPATHY/],
  ])(
    'that %s fails by name, and the call does not go out',
    async (_what, text, words) => {
      const find = finderOf(text.startsWith('/') ? text : fileOf(text));
      await expect(find('https://api.vendor.example/')).rejects.toThrow(words);
      await expect(find('https://api.vendor.example/')).rejects.toBeInstanceOf(PacFailed);
      const failure = failureOf(await engineOf({ proxyUrl: find }).send(get('https://api.vendor.example/'), { sink: memorySink() }));
      expect(failure).toMatchObject({ phase: 'proxy', cause: 'pac_failed', mayHaveReachedServer: false });
    },
    20_000,
  );

  it('runs in the machine that the package ships', () => {
    const read = (path: string): Buffer => readFileSync(new URL(path, import.meta.url));
    expect(read('../../../resources/pac/quickjs.wasm').equals(read('../../../node_modules/quickjs-wasi/quickjs.wasm'))).toBe(true);
  });

  it('answers are read in their order, whatever else stands between', () => {
    const known = fc.constantFrom('DIRECT', 'PROXY a:1', 'HTTPS b:2', 'SOCKS c:3');
    const meaning: Record<string, string | null> = {
      DIRECT: null,
      'PROXY a:1': 'http://a:1',
      'HTTPS b:2': 'https://b:2',
      'SOCKS c:3': 'socks5://c:3',
    };
    fc.assert(
      fc.property(fc.array(fc.tuple(known, fc.constantFrom(';', ' ; ', ';;', '; TELEPATHY x;'))), (parts) => {
        expect(readPacAnswer(parts.flat().join(''))).toEqual(parts.map(([part]) => meaning[part]));
      }),
    );
  });
});
