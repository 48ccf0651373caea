import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCurl, type CurlCommand } from './read-curl.ts';
import { shellWords } from './shell-words.ts';

const read = (text: string): CurlCommand => {
  const { command, problem } = readCurl(text);
  if (problem) throw new Error(`${problem.kind}: ${problem.at}`);
  return command;
};

describe('a curl command', () => {
  it('is read as vendors write it in their docs', () => {
    const command = read(String.raw`$ curl https://checkout-test.adyen.com/v71/payments/8836/refunds \
  -H 'X-API-Key: secret' \
  -H "content-type: application/json" \
  -X POST \
  -d '{"amount":{"value":4990},"reference":"it'\''s"}'`);
    expect(command).toMatchObject({
      method: 'POST',
      url: 'https://checkout-test.adyen.com/v71/payments/8836/refunds',
      headers: [
        ['X-API-Key', 'secret'],
        ['content-type', 'application/json'],
      ],
      body: '{"amount":{"value":4990},"reference":"it\'s"}',
      notes: [],
    });
  });

  it('is read as a browser copies it', () => {
    const command = read(
      String.raw`curl 'https://api.example.com/v1/orders?limit=2' -H 'accept: */*' --data-raw $'{"note":"it\'s \u00e9\n"}' --compressed`,
    );
    expect(command).toMatchObject({ method: 'POST', body: '{"note":"it\'s é\n"}', notes: [] });
  });

  it.each([
    ['curl -XPUT -sSL a.example', { method: 'PUT', url: 'https://a.example', body: null }],
    ['curl a.example -d a=1 -d b=2', { method: 'POST', body: 'a=1&b=2' }],
    ['curl -G a.example -d a=1 --data-urlencode "q=x y"', { method: 'GET', url: 'https://a.example?a=1&q=x%20y', body: null }],
    [
      'curl --json \'{"a":1}\' a.example',
      {
        method: 'POST',
        headers: [
          ['Content-Type', 'application/json'],
          ['Accept', 'application/json'],
        ],
      },
    ],
    ['curl -I a.example', { method: 'HEAD' }],
    ['curl --url=http://a.example/x', { url: 'http://a.example/x' }],
    ['curl -u me:pass a.example', { username: 'me', hadPassword: true }],
    ['curl -k a.example', { notes: ['-k was left out: certificates are always checked.'] }],
    ['curl --max-time 5 a.example', { url: 'https://a.example' }],
  ])('%s', (text, expected) => expect(read(text)).toMatchObject(expected));

  it.each([
    ['wget a.example', 'not_curl'],
    ["curl 'a.example", 'unclosed_quote'],
    ['curl -X POST', 'no_address'],
    ['curl a.example b.example', 'several_addresses'],
    ['curl a.example -H', 'missing_value'],
    ['curl a.example -d @-', 'file'],
  ])('that cannot be taken over is refused: %s', (text, kind) => expect(readCurl(text).problem?.kind).toBe(kind));

  it('takes a form with files over: texts, files by their place, types', () => {
    const { command } = readCurl(
      `curl a.example/x -F 'note=a;b' -F "file=@/tmp/a b.csv;type=text/csv;filename=x.csv" --form-string 'raw=@not'`,
    );
    expect(command).toMatchObject({
      method: 'POST',
      body: null,
      parts: [
        { name: 'note', value: 'a;b', path: null },
        { name: 'file', value: '', path: '/tmp/a b.csv', mediaType: 'text/csv' },
        { name: 'raw', value: '@not', path: null },
      ],
    });
  });

  it('takes --data-binary @file over as the body, by its name only; two of them, or one beside other data, are refused', () => {
    expect(readCurl('curl -X PUT a.example --data-binary @/home/me/.ssh/id_rsa').command).toMatchObject({
      method: 'PUT',
      body: null,
      file: '/home/me/.ssh/id_rsa',
    });
    expect(readCurl('curl a.example --data-binary @a.bin').command?.method).toBe('POST');
    for (const text of [
      'curl a.example --data-binary @a --data-binary @b',
      'curl a.example --data-binary @a -d x=1',
      'curl a.example --data-binary @-',
    ])
      expect(readCurl(text).problem?.kind).toBe('file');
  });

  it.each([
    ['-d @body.json -H "Content-Type: application/json"', { method: 'POST', file: 'body.json', body: null }],
    ['--json @/tmp/order.json', { method: 'POST', file: '/tmp/order.json' }],
    ['-T report.pdf', { method: 'PUT', file: 'report.pdf', headers: [] }],
    ['-d @- <<\'EOF\'\n{\n "a": "it\'s"\n}\nEOF\n', { method: 'POST', body: '{\n "a": "it\'s"\n}' }],
  ])('takes a body over that stands in a file or behind it: %s', (options, expected) => {
    expect(read(`curl a.example ${options}`)).toMatchObject(expected);
  });

  it.each([
    'curl -s a.example/x?a=1&b=2 -H "A: b" | jq .items',
    'curl a.example/x?a=1&b=2 -H "A: b" > out.json 2>&1',
    'curl a.example/x?a=1&b=2 -H "A: b" 2> /dev/null && echo done',
    'curl a.example/x?a=1&b=2 -H "A: b" ; curl b.example',
    'curl a.example/x?a=1&b=2 \\  \n  -H "A: b"',
    'curl a.example/x?a=1&b=2 `\r\n  -H "A: b"',
    '% curl a.example/x?a=1&b=2 -H “A: b”',
    'PS C:\\Users\\ann> curl.exe a.example/x?a=1&b=2 –H "A: b"',
    'C:\\Users\\ann>curl a.example/x?a=1&b=2 —header "A: b"',
    '/usr/bin/curl a.example/x?a=1&b=2 -H ‘A: b’',
    'curl a.example/x?a=1^&b=2 ^\r\n  -H "A: b"',
  ])('is read whatever stands around it, as its shell would: %s', (text) => {
    expect(read(text)).toMatchObject({ method: 'GET', url: 'https://a.example/x?a=1&b=2', headers: [['A', 'b']], body: null });
  });

  it('is read as a browser on Windows copies it, for cmd', () => {
    const text = String.raw`curl ^"https://api.example.com/v1/orders?a=1^&b=100^%^" ^
  -X ^"POST^" ^
  -H ^"content-type: application/json^" ^
  -H ^"sec-ch-ua: ^\^"Chromium^\^";v=^\^"130^\^"^" ^
  --data-raw ^"^{^\^"note^\^":^\^"it's ^^ one^

two C:^\^\x^\^"^}^"`;
    expect(read(text)).toMatchObject({
      method: 'POST',
      url: 'https://api.example.com/v1/orders?a=1&b=100%',
      headers: [
        ['content-type', 'application/json'],
        ['sec-ch-ua', '"Chromium";v="130"'],
      ],
      body: '{"note":"it\'s ^ one\ntwo C:\\\\x"}',
    });
  });

  it('is read as a word processor spoils it: round quotes and dashes', () => {
    expect(read('curl –X POST “https://a.example/x” —data ‘{“a”:”b”}’')).toMatchObject({
      method: 'POST',
      url: 'https://a.example/x',
      body: '{"a":"b"}',
    });
    expect(read("curl a.example -d '{“a”:1}'").body).toBe('{“a”:1}');
  });

  it('takes over how it travels, and says where the rest of it has its place', () => {
    expect(read('curl -m 2.5 --max-redirs 0 --http1.1 a.example')).toMatchObject({
      timeoutMs: 2500,
      maxRedirects: 0,
      httpVersion: '1.1',
      notes: [],
    });
    expect(read('curl -m 99999 a.example').timeoutMs).toBe(600_000);
    expect(read('curl a.example')).toMatchObject({ timeoutMs: null, maxRedirects: null, httpVersion: null });
    expect(read('curl -x http://p:1 --cert a.pem --cacert ca.pem a.example').notes).toEqual([
      '-x was left out: the proxy is set under Settings.',
      '--cert was left out: a client certificate is added under Settings, for its host.',
      '--cacert was left out: an authority is added under Settings.',
    ]);
  });

  it('gives back every header and body that is quoted for a shell, whatever is in it', () => {
    const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
    fc.assert(
      fc.property(
        fc.string(),
        fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !/[\r\n]/.test(text)),
        (body, value) => {
          const command = read(`curl https://a.example -H ${quoted(`X-A: ${value}`)} --data-raw ${quoted(body)}`);
          expect(command.body).toBe(body);
          expect(command.headers[0]).toEqual(['X-A', value]);
        },
      ),
    );
  });

  it('never hangs or throws on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void [shellWords(text), readCurl(`curl ${text}`)]));
  });
});
