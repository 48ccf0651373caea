import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFault } from '../../../shared/contract/errors.ts';
import type { TransferFile } from '../../../shared/contract/transfer.ts';
import { readFiles } from './read-files.ts';

const fixtures = join(import.meta.dirname, 'testing');
const filesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? filesIn(join(folder, name)) : [join(folder, name)]));
const read = (path: string): TransferFile => ({ path: relative(fixtures, path), text: readFileSync(path, 'utf8') });
const documents = filesIn(fixtures)
  .filter((path) => /\.(?:json|har)$/.test(path) && statSync(path).size < 200_000)
  .map(read);

/** What a reader of a stranger's file may do: read it, or say in a fault why not. Anything else is a bug of ours. */
function readOrFault(files: readonly TransferFile[]): 'read' | 'fault' {
  try {
    const set = readFiles(files);
    // What was read is kept: it has to be plain text and numbers.
    JSON.stringify(set);
    return 'read';
  } catch (error) {
    if (isFault(error)) return 'fault';
    throw error;
  }
}

const oddKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  '',
  'item',
  'url',
  'body',
  'raw',
  'name',
);
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    1e308,
    '',
    'x'.repeat(3000),
    '\u0000\u202egnp.exe',
    '{{a}}{{b',
    '../../etc/passwd',
    [],
    {},
    [[]],
    'http://',
    'javascript:1',
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(oddKey, fc.jsonValue({ maxDepth: 1 })),
);

/** A copy with another value at a place that `pick` leads to. */
function changed(value: unknown, picks: readonly number[], by: unknown): unknown {
  const [pick = 0, ...rest] = picks;
  if (Array.isArray(value)) {
    if (value.length === 0 || picks.length === 0) return by;
    const at = pick % value.length;
    return value.map((one: unknown, index) => (index === at ? changed(one, rest, by) : one));
  }
  if (typeof value !== 'object' || value === null || picks.length === 0) return by;
  const entries = Object.entries(value);
  if (entries.length === 0) return by;
  const at = pick % entries.length;
  return Object.fromEntries(entries.map(([name, one]: [string, unknown], index) => [name, index === at ? changed(one, rest, by) : one]));
}

describe('a file of a stranger', () => {
  it.each(documents.map((file) => [file.path, file] as const))('%s, changed anywhere, is read or refused in words', (_path, file) => {
    const whole: unknown = JSON.parse(file.text);
    fc.assert(
      fc.property(
        fc.array(fc.nat(40), { minLength: 1, maxLength: 9 }),
        odd,
        fc.array(fc.nat(40), { maxLength: 9 }),
        odd,
        (one, by, two, other) => {
          readOrFault([{ path: file.path, text: JSON.stringify(changed(changed(whole, one, by), two, other)) }]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    [
      'a billion laughs',
      'a.yaml',
      `type: collection.insomnia.rest/5.0\na: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n${'bcdefghij'
        .split('')
        .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[at]}`).join(',')}]`)
        .join('\n')}\ncollection: *j\n`,
    ],
    ['a cycle in YAML', 'a.yaml', 'type: collection.insomnia.rest/5.0\ncollection: &a\n  - name: x\n    children: *a\n'],
    ['a tag that makes things', 'a.yaml', 'type: collection.insomnia.rest/5.0\ncollection: !!js/function "function(){}"\n'],
    [
      'a prototype in YAML',
      'a.yaml',
      'type: collection.insomnia.rest/5.0\n__proto__: {polluted: true}\ncollection: [{__proto__: {polluted: 1}, url: "http://a.example", method: GET, name: x}]\n',
    ],
    [
      'JSON nested a hundred thousand times',
      'a.json',
      `{"info":{"schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    ],
    [
      'folders nested ten thousand times',
      'a.json',
      `{"info":{"name":"x","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":${'[{"name":"f","item":'.repeat(10_000)}[]${'}]'.repeat(10_000)}}`,
    ],
    ['a HAR of nothing', 'a.har', '{"log":{"version":"1.2","entries":[null,1,{},{"request":null},{"request":{"url":5}}]}}'],
    ['a curl that never closes its quote', '', `curl 'https://a.example ${'-H "x'.repeat(50_000)}`],
    ['a curl of a hundred thousand options', '', `curl https://a.example ${'-H a:b '.repeat(100_000)}`],
    ['a file of Bruno’s that never closes', 'a.bru', `meta {\n name: x\n}\nget {\n${'  a: {\n'.repeat(50_000)}`],
    ['YAML of one line', 'a.yaml', `a: ${'{b: '.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ])('%s is read or refused in words, soon', (_what, path, text) => {
    const before = process.cpuUsage();
    readOrFault([{ path, text }]);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(3_000);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
