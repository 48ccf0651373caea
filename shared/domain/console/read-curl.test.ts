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
    ['curl a.example -d @body.json', 'file'],
    ['curl a.example -T x', 'file'],
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
