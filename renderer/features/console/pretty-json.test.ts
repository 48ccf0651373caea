import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonTemplate, isJsonType, prettyJson } from './pretty-json.ts';

describe('pretty JSON', () => {
  it('lays out any JSON as JSON.stringify does, from any spacing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 4, '\t'), (value, spacing) => {
        expect(prettyJson(JSON.stringify(value, null, spacing))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('keeps numbers that a double cannot hold', () => {
    expect(prettyJson('{"id":12345678901234567890}')).toBe('{\n  "id": 12345678901234567890\n}');
  });

  it('keeps what there is of a text that was cut off', () => {
    expect(prettyJson('{"a":[1,"two')).toBe('{\n  "a": [\n    1,\n    "two');
  });

  it('is not misled by brackets and quotes inside strings', () => {
    expect(prettyJson(String.raw`{"a":"{\"b\":[","c":1}`)).toBe('{\n  "a": "{\\"b\\":[",\n  "c": 1\n}');
  });
});

describe('JSON with values that are filled in', () => {
  it('lays a value in braces out as one value', () => {
    expect(prettyJson('{"amount":{{amount}},"to":["{{name}}",{{$now}}]}')).toBe(
      '{\n  "amount": {{amount}},\n  "to": [\n    "{{name}}",\n    {{$now}}\n  ]\n}',
    );
  });

  it('leaves braces that are meant as they stand together', () => {
    expect(prettyJson(String.raw`{"amount": \{{amount}} }`)).toBe('{\n  "amount": \\{{amount}}\n}');
  });

  it.each([
    ['{"amount":{{amount}}}', true],
    [String.raw`{"amount":\{{amount}},"a":"{{b}}"}`, true],
    ['{"amount":{{amount}', false],
    ['{"amount":}', false],
  ])('%s can be laid out: %s', (text, expected) => {
    expect(isJsonTemplate(text)).toBe(expected);
  });
});

describe('JSON media types', () => {
  it.each([
    ['application/json', true],
    ['application/json; charset=utf-8', true],
    ['application/problem+json', true],
    ['text/html', false],
    ['application/jsonfoo', false],
    [null, false],
  ])('%s: %s', (mediaType, expected) => {
    expect(isJsonType(mediaType)).toBe(expected);
  });
});
