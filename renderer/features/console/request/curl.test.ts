import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credentialPlaceholder, curlOf } from './curl.ts';

describe('copy as curl', () => {
  it('puts one option on a line', () => {
    const text = curlOf({ method: 'POST', url: 'https://a.example/x', headers: [['Accept', 'application/json']], body: '{"a":1}' });
    expect(text).toBe("curl -X POST 'https://a.example/x' \\\n  -H 'Accept: application/json' \\\n  --data-raw '{\"a\":1}'");
  });

  it('leaves the method out of a plain GET', () => {
    expect(curlOf({ method: 'GET', url: 'https://a.example/', headers: [], body: null })).toBe("curl 'https://a.example/'");
  });

  it('keeps every word as it is under the quoting rules of a POSIX shell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (body) => {
        const command = curlOf({ method: 'PUT', url: 'https://a.example/', headers: [['X-Note', "it's"]], body });
        expect(shellWords(command)).toEqual(['curl', '-X', 'PUT', 'https://a.example/', '-H', "X-Note: it's", '--data-raw', body]);
      }),
    );
  });

  it('names the credential and never holds its secret', () => {
    const bearer = { name: 'Adyen test', kind: 'bearer', placement: null, username: null } as const;
    expect(credentialPlaceholder(bearer)).toEqual({ in: 'header', name: 'Authorization', value: 'Bearer <secret of Adyen test>' });
    const key = { name: 'Key', kind: 'api_key', placement: { in: 'query', name: 'k' }, username: null } as const;
    expect(credentialPlaceholder(key)).toEqual({ in: 'query', name: 'k', value: '<secret of Key>' });
  });
});

/** Splits a command as POSIX.1-2024, 2.2 says: single quotes keep all, a backslash keeps one, backslash and newline are nothing. */
function shellWords(command: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < command.length; at += 1) {
    const letter = command.charAt(at);
    if (letter === "'") {
      const end = command.indexOf("'", at + 1);
      word = (word ?? '') + command.slice(at + 1, end);
      at = end;
    } else if (letter === '\\') {
      at += 1;
      if (command.charAt(at) !== '\n') word = (word ?? '') + command.charAt(at);
    } else if (letter === ' ' || letter === '\n') {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + letter;
  }
  return word === null ? words : [...words, word];
}
