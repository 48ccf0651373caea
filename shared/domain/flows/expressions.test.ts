import { describe, expect, it } from 'vitest';
import { TookTooLong } from '../bounded-work.ts';
import { takeAll } from './captures.ts';
import { evaluateExpression, ExpressionFailed, expressionFault } from './expressions.ts';
import type { Capture } from './flow-spec.ts';
import { isSecretCapture } from './secret-capture.ts';

const document = {
  id: 'o-1',
  access_token: 'fresh-4242',
  items: [
    { sku: 'a', price: 250, open: true },
    { sku: 'b', price: 750, open: false },
  ],
  note: 'n',
};
const answer = { status: 200, headers: [], bodyText: JSON.stringify(document) };
const capture = (parts: Partial<Capture>): Capture => ({ name: 'value', from: 'jsonata', path: '', isSecret: false, ...parts });

describe('a JSONata expression', () => {
  it.each<[string, unknown]>([
    ['$sum(items.price)', 1000],
    ['items[open].sku', 'a'],
    ['[items.sku]', ['a', 'b']],
    ['id & "-" & $count(items)', 'o-1-2'],
    [
      'items.{"sku": sku, "euros": price / 100}',
      [
        { sku: 'a', euros: 2.5 },
        { sku: 'b', euros: 7.5 },
      ],
    ],
    ['$match(id, /o-(\\d)/).groups[0]', '1'],
    ['gone', undefined],
    ['function($x) { $x }', undefined],
  ])('%s', async (source, value) => {
    expect(await evaluateExpression(source, document)).toEqual(value);
  });

  it('is ended when it runs away: in a loop, in depth, in length', async () => {
    const runaways = [
      '($f := function($n) { $f($n + 1) }; $f(1))',
      '($f := function($n) { 1 + $f($n + 1) }; $f(1))',
      '[1..9000000]',
      '$map([1..90000], function($a) { $map([1..90000], function($b) { $a * $b }) })',
    ];
    for (const source of runaways) await expect(evaluateExpression(source, document), source).rejects.toThrow(TookTooLong);
  }, 30_000);

  it('compares many items quickly, and makes no text as long as an answer says', async () => {
    const many = { items: Array.from({ length: 40_000 }, (_none, at) => `i-${at % 39_000}`), width: 400_000_000 };
    const begun = performance.now();
    expect(await evaluateExpression('$count($distinct(items))', many)).toBe(39_000);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(await evaluateExpression('$distinct([{"a": 1, "b": [2]}, {"b": [2], "a": 1}, "1", 1, 1])', many)).toEqual([
      { a: 1, b: [2] },
      '1',
      1,
    ]);
    expect(await evaluateExpression('$distinct(["a", "a"].$)', many)).toBe('a');
    await expect(evaluateExpression('$pad("x", width)', many)).rejects.toThrow(TookTooLong);
    expect(await evaluateExpression('[$pad("7", -3, "0"), $pad("7", 4, "ab"), $pad("7", 1)]', many)).toEqual(['007', '7aba', '7']);
  });

  it('that does not fit says so without anything of the answer', async () => {
    const failed = evaluateExpression('$number(note)', document);
    await expect(failed).rejects.toThrow(ExpressionFailed);
    await expect(failed).rejects.toThrow('it does not fit (JSONata D3030)');
    await expect(evaluateExpression('note + 1', document)).rejects.toThrow(ExpressionFailed);
  });

  it('that cannot be read says where', () => {
    expect(expressionFault('items[')).toMatch(/character \d+/);
    expect(expressionFault(' ')).toBe('it is empty');
    expect(expressionFault('items[price > 300]')).toBeNull();
  });
});

describe('captures by an expression', () => {
  it('stand beside those by a path, and say why they are missing', async () => {
    const taken = await takeAll(
      [
        capture({ name: 'id', from: 'body', path: '$.id' }),
        capture({ name: 'total', path: '$sum(items.price)' }),
        capture({ name: 'none', path: 'gone.further' }),
        capture({ name: 'wrong', path: '$number(note)' }),
      ],
      answer,
    );
    expect(taken.captured).toEqual({ id: 'o-1', total: 1000 });
    expect(taken.why).toEqual({ none: 'it gives nothing for this answer', wrong: 'it does not fit (JSONata D3030)' });
    expect(taken.missing).toHaveLength(2);
  });

  it('take no secret: it has to be known before anything is written', async () => {
    const secret = capture({ name: 'start', path: '$substring(access_token, 0, 6)' });
    expect(isSecretCapture(secret)).toBe(true);
    const taken = await takeAll([secret, capture({ name: 'session', path: 'id', isSecret: true })], answer);
    expect(taken.captured).toEqual({});
    expect(taken.why).toEqual({
      start: 'a secret is taken with a JSONPath, not with JSONata',
      session: 'a secret is taken with a JSONPath, not with JSONata',
    });
  });

  it('bring up no secret without its name either, by an expression or a path', async () => {
    const paths = [
      '*',
      '**',
      '$string($)',
      '$each($, function($v) { $v })',
      '$lookup($, "access" & "_token")',
      'id & $join(*[$type($) = "string"], " ")',
    ];
    const { captured, why } = await takeAll(
      paths.map((path, at) => capture({ name: `v${at}`, path })),
      answer,
    );
    expect(captured).toEqual({});
    expect(new Set(Object.values(why))).toEqual(new Set(['a secret is taken with a JSONPath, not with JSONata']));
    const byPath = await takeAll(
      ['$.*', '$..*', "$['access_token','id']", '$.items[*].sku', '$.id'].map((path, at) =>
        capture({ name: `p${at}`, from: 'body', path }),
      ),
      answer,
    );
    expect(byPath.secret).toEqual(['p0', 'p1', 'p2']);
  });

  it('say that a body is none', async () => {
    const { why } = await takeAll([capture({ path: 'id' })], { ...answer, bodyText: '<html>' });
    expect(why).toEqual({ value: 'the body is no JSON' });
  });
});
