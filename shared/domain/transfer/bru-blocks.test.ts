import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBru } from './bru-blocks.ts';
import { readAssertions } from './bruno-parts.ts';

describe('a .bru file', () => {
  it('has blocks of pairs, of text and of lists', () => {
    const { blocks, fault } = readBru(
      [
        'meta {',
        '  name: Get: it',
        '}',
        '',
        'headers {',
        '  ~X-Off: 1',
        '  "odd name": a:b',
        "  Long: '''",
        '    one',
        '    two',
        "  '''",
        '}',
        'body:json {',
        '  {',
        '    "a": { }',
        '  }',
        '}',
        'vars:secret [',
        '  token,',
        '  key',
        ']',
        'query {}',
      ].join('\r\n'),
    );
    expect(fault).toBeNull();
    expect(blocks.map(({ name }) => name)).toEqual(['meta', 'headers', 'body:json', 'vars:secret', 'query']);
    expect(blocks[0]?.pairs).toEqual([{ name: 'name', value: 'Get: it', isOff: false }]);
    expect(blocks[1]?.pairs).toEqual([
      { name: 'X-Off', value: '1', isOff: true },
      { name: 'odd name', value: 'a:b', isOff: false },
      { name: 'Long', value: 'one\ntwo', isOff: false },
    ]);
    expect(blocks[2]?.text).toBe('{\n  "a": { }\n}');
    expect(blocks[3]?.list).toEqual(['token', 'key']);
  });

  it('says the line where it stops being one', () => {
    expect(readBru('meta {\n}\n\nnonsense\n').fault).toEqual({ line: 4, happened: '“nonsense” begins no block' });
    expect(readBru('meta {\n  name: x\n').fault).toEqual({ line: 1, happened: 'The block “meta” is not closed' });
  });

  it('gives texts back as they were written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', '{', '}', ' ', '"', ':', '[') }), { minLength: 1, maxLength: 8 }),
        (lines) => {
          const source = `body:json {\n${lines.map((one) => `  ${one}`).join('\n')}\n}\n`;
          expect(readBru(source).blocks[0]?.text).toBe(lines.join('\n'));
        },
      ),
    );
  });
});

describe('an assertion', () => {
  it.each([
    ['res.status', 'eq 200', { what: 'status', at: '', how: 'eq', value: 200 }],
    ['res.status', '200', { what: 'status', at: '', how: 'eq', value: 200 }],
    ['res.body.id', "eq '7'", { what: 'body', at: '$.id', how: 'eq', value: '7' }],
    ['res.body.items[0].name', 'startsWith a.b', { what: 'body', at: '$.items[0].name', how: 'matches', value: '^a\\.b' }],
    ['res.status', 'in [200, 201]', { what: 'status', at: '', how: 'in', value: [200, 201] }],
    ['res.headers.etag', 'isDefined', { what: 'header', at: 'etag', how: 'exists', value: null }],
    ['res.body.lines', 'isEmpty', { what: 'body', at: '$.lines', how: 'in', value: [[], {}, ''] }],
    ['res("data.id")', 'neq null', { what: 'body', at: '$.data.id', how: 'ne', value: null }],
  ])('%s: %s', (expression, written, expected) =>
    expect(readAssertions([{ name: expression, value: written }])).toEqual({ checks: [expected], lost: [] }),
  );

  it.each([
    ['res.body.a', 'isArray'],
    ['res.body.a', 'length 3'],
    ['res.body.a', 'isNotEmpty'],
    ['2 + 2', 'eq 4'],
    ['res.status', 'between 1, 2'],
  ])('without a counterpart is named: %s %s', (expression, written) =>
    expect(readAssertions([{ name: expression, value: written }])).toEqual({ checks: [], lost: [expect.stringContaining(expression)] }),
  );

  it('of a list is one check with what else is said of it', () => {
    const asserts = [
      { name: 'res.body.lines', value: 'isArray' },
      { name: 'res.status', value: 'eq 200' },
      { name: 'res.body.lines', value: 'length 2' },
    ];
    expect(readAssertions(asserts)).toMatchObject({
      checks: [{ at: '$.lines[1]', value: null }, { at: '$.lines[2]', value: false }, { what: 'status' }],
      lost: [],
    });
  });
});
