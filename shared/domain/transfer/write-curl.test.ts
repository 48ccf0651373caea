import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCurls, splitCurls } from './read-curls.ts';
import type { OutgoingRequest } from './outgoing.ts';
import { writeCurl } from './write-curl.ts';

const request = (more: Partial<OutgoingRequest>): OutgoingRequest => ({
  name: 'R',
  folder: '',
  notes: '',
  method: 'POST',
  url: 'https://x.test/a',
  headers: [],
  mediaType: 'application/json',
  body: '{}',
  content: { kind: 'text' },
  credential: null,
  followsRedirects: false,
  ...more,
});

describe('a curl command', () => {
  it('gives the shell the very texts, whatever is in them', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', "'", '"', '$', '`', '\\', '!', '\n', '%', ' ') }), (body) => {
        const written = writeCurl(request({ body: `x${body}` })).replace(/^curl /, 'printf "%s\\0" ');
        const words = execFileSync('sh', ['-c', written]).toString().split('\0');
        expect(words.at(-2)).toBe(`x${body}`);
      }),
      { numRuns: 30 },
    );
  });

  it('lets no text out of its quotes in cmd, which ends them at every quote', () => {
    const written = writeCurl(request({ body: '{"a":"b & calc | x", "c":"d\\"}\r& calc' }), 'cmd').replaceAll(' ^\n  ', ' ');
    expect(written).toContain(String.raw`--data-raw "{""a"":""b & calc | x"", ""c"":""d\\""} & calc"`);
    let isQuoted = false;
    const outside = Array.from(written).filter((char) => {
      if (char === '"') isQuoted = !isQuoted;
      return !isQuoted;
    });
    expect(outside.join('')).not.toMatch(/[&|<>^\r\n]/);
    expect(isQuoted).toBe(false);
    expect(writeCurl(request({ body: String.raw`C:\dir\ `.trim() }), 'cmd')).toContain(String.raw`"C:\dir\\"`);
  });

  it('lets no text out of its quotes in PowerShell, for which curly quotes are quotes', () => {
    const credential = { kind: 'basic', name: 'K', placement: null, username: 'a” ; calc', oauth: null } as const;
    const written = writeCurl(request({ body: 'it’s ‘; calc', credential }), 'powershell');
    expect(written).toContain("--data-raw 'it’’s ‘‘; calc'");
    expect(written).toContain('-u "a`” ; calc:$($env:K)"');
  });

  it('has no method that is more than one word', () => {
    expect(writeCurl(request({ method: 'GET;REBOOT' }))).toContain("-X 'GET;REBOOT' ");
    expect(writeCurl(request({ method: 'DELETE' }))).toContain('-X DELETE ');
  });

  it('has its secret from the environment, in each shell’s own way', () => {
    const credential = { kind: 'bearer', name: 'Adyen test key', placement: null, username: null, oauth: null } as const;
    expect(writeCurl(request({ credential }))).toContain('-H "Authorization: Bearer ${ADYEN_TEST_KEY}"');
    expect(writeCurl(request({ credential }), 'powershell')).toContain('-H "Authorization: Bearer $($env:ADYEN_TEST_KEY)"');
    expect(writeCurl(request({ credential }), 'cmd')).toContain('-H "Authorization: Bearer %ADYEN_TEST_KEY%"');
    expect(writeCurl(request({ credential: { ...credential, kind: 'basic', username: 'shop' } }))).toContain('-u "shop:${ADYEN_TEST_KEY}"');
    expect(writeCurl(request({ credential: { ...credential, kind: 'api_key', placement: { in: 'query', name: 'key' } } }))).toContain(
      '"https://x.test/a?key=${ADYEN_TEST_KEY}"',
    );
  });

  it('is read again as the same request', () => {
    const { requests } = readCurls(writeCurl(request({ headers: [['X-A', "it's"]], body: '{"a":"b c"}' })));
    expect(requests).toMatchObject([
      {
        method: 'POST',
        url: 'https://x.test/a',
        headers: [{ name: 'X-A', value: "it's" }],
        body: '{"a":"b c"}',
        mediaType: 'application/json',
      },
    ]);
  });
});

it('a command with {{names}} keeps them as values to fill in', () => {
  const { requests } = readCurls(
    `curl 'https://x.test/a/{{id}}?q={{q}}' -H 'X-A: {{a}}' -d '{"b":{{b}}}' -H 'Content-Type: application/json'\ncurl {{base}}/b -F 'f={{f}}'`,
  );
  expect(requests).toMatchObject([
    {
      name: 'POST /a/{{id}}',
      url: 'https://x.test/a/{{id}}',
      query: [{ name: 'q', value: '{{q}}' }],
      headers: [{ name: 'X-A', value: '{{a}}' }],
      body: '{"b":{{b}}}',
    },
    { name: 'POST /b', url: '{{base}}/b', content: { parts: [{ name: 'f', value: '{{f}}' }] } },
  ]);
});

describe('several commands in one paste', () => {
  it('are cut where each begins, not within a text', () => {
    const text = "# first\ncurl https://x.test/a \\\n  -H 'X: 1'\n\n$ curl https://x.test/b -d 'one\ncurl two'\ncurl.exe https://x.test/c";
    expect(splitCurls(text)).toHaveLength(3);
    const set = readCurls(text);
    expect(set.requests.map(({ url, body }) => [url, body])).toEqual([
      ['https://x.test/a', null],
      ['https://x.test/b', 'one\ncurl two'],
      ['https://x.test/c', null],
    ]);
  });

  it('have the names that stand right above them, as an export of ours writes them', () => {
    const text = [
      '#!/bin/sh',
      '# List orders',
      "curl --max-redirs 0 'https://x.test/a' \\\n  -H 'X: # 1'",
      '',
      '# Make one',
      "curl 'https://x.test/b' --data-raw '{\n# no comment\n}'",
      '# of another thing',
      '',
      'curl https://x.test/c -d @- <<END\n# its body\ncurl no\nEND',
      "curl https://x.test/d -d 'a <<b'",
      'curl https://x.test/e',
    ].join('\n');
    expect(readCurls(text)).toMatchObject({
      requests: [
        { name: 'List orders', headers: [{ name: 'X', value: '# 1' }], followsRedirects: false },
        { name: 'Make one', body: '{\n# no comment\n}', followsRedirects: true },
        { name: 'POST /c', body: expect.stringContaining('# its body\ncurl no') },
        { name: 'POST /d' },
        { name: 'GET /e' },
      ],
      left: [],
    });
    expect(
      readCurls('REM One\ncurl.exe "https://x.test/a" ^\n  -H "A: b"\nREM Two\ncurl.exe "https://x.test/b" ^\n  -I').requests,
    ).toMatchObject([
      { name: 'One', method: 'GET' },
      { name: 'Two', method: 'HEAD' },
    ]);
  });

  it('are cut apart as a browser on Windows copies them', () => {
    const set = readCurls('curl ^"https://x.test/a^" ^\r\n  -H ^"A: it\'s^" &\r\ncurl ^"https://x.test/b^" ^\r\n  --data-raw ^"c^"');
    expect(set.requests.map(({ url, body }) => [url, body])).toEqual([
      ['https://x.test/a', null],
      ['https://x.test/b', 'c'],
    ]);
  });
});
