import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockBytes, createLineIndex, fillLineIndex, isComplete, type ReadableBody } from './line-index.ts';
import type { LineWay } from './line-scanner.ts';
import { foldEnd } from './fold-end.ts';
import { placedText } from './placed-text.ts';
import { readLines, shownLineBytes } from './read-lines.ts';

const bodyOf = (text: string): ReadableBody & { readonly reads: number[] } => {
  const bytes = new TextEncoder().encode(text);
  const reads: number[] = [];
  return {
    byteLength: bytes.length,
    reads,
    read: (offset, length) => {
      reads.push(offset);
      return bytes.subarray(offset, offset + length);
    },
  };
};

function indexed(way: LineWay, text: string) {
  const body = bodyOf(text);
  const index = createLineIndex(way, body.byteLength);
  fillLineIndex(index, body, () => true);
  body.reads.length = 0;
  return {
    body,
    index,
    lines: (from: number, count: number) => readLines(index, placedText(body, { name: 'utf-8' }), from, count),
    end: (line: number) => foldEnd(index, body, line),
  };
}

describe('the lines of a JSON body', () => {
  it('are those of JSON laid out with two spaces, wherever reading begins', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.constantFrom(0, 1, 4),
        fc.nat(40),
        fc.integer({ min: 1, max: 30 }),
        (value, spaces, skip, count) => {
          const text = JSON.stringify(value, null, spaces);
          const expected = JSON.stringify(value, null, 2).split('\n');
          const { index, lines } = indexed('json', text);
          expect(index.lines[0]).toBe(expected.length);
          expect(isComplete(index)).toBe(true);
          const from = (skip % expected.length) + 1;
          expect(lines(from, count).map(({ text: line }) => line)).toEqual(expected.slice(from - 1, from - 1 + count));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('are found in the middle of megabytes by reading a block or two', () => {
    const rows = Array.from({ length: 40_000 }, (_, id) => ({
      id,
      name: `row "${id}" with } and , in it`,
      tags: ['a', 'ß'],
      none: [],
      empty: {},
    }));
    const expected = JSON.stringify(rows, null, 2).split('\n');
    const { index, body, lines } = indexed('json', JSON.stringify(rows));
    expect(body.byteLength).toBeGreaterThan(blockBytes * 40);
    expect(index.lines[0]).toBe(expected.length);
    for (const from of [1, 2, 777, 123_456, expected.length - 3]) {
      body.reads.length = 0;
      expect(lines(from, 50).map(({ text }) => text)).toEqual(expected.slice(from - 1, from + 49));
      expect(new Set(body.reads.map((offset) => Math.floor(offset / blockBytes))).size).toBeLessThanOrEqual(3);
    }
  });

  it('that are very long are cut, said to be, and passed over', () => {
    const { body, lines } = indexed('json', JSON.stringify({ before: 1, image: 'x'.repeat(5_000_000), after: 2 }));
    const shown = lines(2, 5);
    expect(shown.map(({ text }) => text.slice(0, 12))).toEqual(['  "before": ', '  "image": "', '  "after": 2', '}']);
    expect(shown[1]?.cutBytes).toBeGreaterThan(4_990_000);
    expect(shown[1]?.text.length).toBeLessThan(shownLineBytes + 20);
    expect(body.reads.length).toBeLessThan(12);
  });

  it('that were cut off or are no JSON are shown as far as they go', () => {
    expect(
      indexed('json', '{"a":[1,{"b":"unfinish')
        .lines(1, 20)
        .map(({ text }) => text),
    ).toEqual(['{', '  "a": [', '    1,', '    {', '      "b": "unfinish']);
    expect(
      indexed('json', ']]}')
        .lines(1, 20)
        .map(({ text }) => text),
    ).toEqual(['', ']', ']', '}']);
  });
});

describe('what a line opens', () => {
  /** Of the laid-out text: the line of the bracket that closes what a line's last letter opens. */
  const endIn = (pretty: readonly string[], line: number): number | null => {
    const text = pretty[line - 1] ?? '';
    if (!/[[{]$/.test(text)) return null;
    const indent = text.length - text.trimStart().length;
    const at = pretty.findIndex((one, place) => place >= line && one.length - one.trimStart().length === indent);
    return at + 1;
  };

  it('ends where the laid-out JSON closes it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1, 4), (value, spaces) => {
        const pretty = JSON.stringify(value, null, 2).split('\n');
        const { end } = indexed('json', JSON.stringify(value, null, spaces));
        for (let line = 1; line <= pretty.length; line += 1) expect(end(line)).toBe(endIn(pretty, line));
      }),
      { numRuns: 300 },
    );
  });

  it('is found across megabytes by reading a block or two, and waits for what is not counted yet', () => {
    const rows = Array.from({ length: 40_000 }, (_, id) => ({ id, tags: ['a', 'b'] }));
    const text = JSON.stringify({ rows, last: [1] });
    const pretty = JSON.stringify({ rows, last: [1] }, null, 2).split('\n');
    const { end, body, index } = indexed('json', text);
    for (const line of [1, 2, 3, 5, 140_003, pretty.length - 3]) {
      body.reads.length = 0;
      expect(end(line)).toBe(endIn(pretty, line));
      expect(body.reads.length).toBeLessThanOrEqual(3);
    }
    const early = createLineIndex('json', body.byteLength);
    fillLineIndex(early, body, (offset) => offset < blockBytes * 2);
    expect(foldEnd(early, body, 2)).toBeNull();
    expect(foldEnd(early, body, 3)).toBe(foldEnd(index, body, 3));
  });

  it('is nothing in a text that is no JSON, or was cut off', () => {
    expect(indexed('plain', '{\n}\n').end(1)).toBeNull();
    expect(indexed('json', '{"a":[1,2').end(2)).toBeNull();
  });
});

describe('a text in UTF-16', () => {
  it.each(['utf-16le', 'utf-16be'])('has the lines of the same text in UTF-8: %s', (name) => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.boolean(), (value, hasMark) => {
        const text = JSON.stringify({ 'ß“𝄞': value });
        const wide = Buffer.from(`${hasMark ? '\ufeff' : ''}${text}`, 'utf16le');
        const bytes = name === 'utf-16be' ? wide.swap16() : wide;
        const body = { byteLength: bytes.length, read: (offset: number, length: number) => bytes.subarray(offset, offset + length) };
        const source = placedText(body, { name });
        const index = createLineIndex('json', source.scanned.byteLength);
        fillLineIndex(index, source.scanned, () => true);
        const pretty = JSON.stringify({ 'ß“𝄞': value }, null, 2).split('\n');
        expect(readLines(index, source, 1, pretty.length + 5).map((line) => line.text)).toEqual(pretty);
      }),
    );
  });
});

describe('the lines of any other text', () => {
  it('are where the text breaks them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'ü', ' ', '"', '{') })), fc.nat(20), (all, skip) => {
        const { lines, index } = indexed('plain', all.join('\n'));
        const expected = all.length === 0 ? [''] : all;
        expect(index.lines[0]).toBe(expected.length);
        const from = (skip % expected.length) + 1;
        expect(lines(from, 100).map(({ text }) => text)).toEqual(expected.slice(from - 1));
      }),
    );
  });
});
