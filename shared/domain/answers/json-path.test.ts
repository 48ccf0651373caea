import fc from 'fast-check';
import { jsonpath } from 'json-p3';
import { describe, expect, it } from 'vitest';
import { generalPath, pathText, stepsAt, type Steps } from './json-path.ts';
import { linesOfPaths } from './path-lines.ts';

/** A value and the steps to something in it. */
const valueWithSteps = fc.jsonValue({ maxDepth: 4 }).chain((value) => {
  const all: Steps[] = [];
  const walk = (one: unknown, steps: Steps): void => {
    all.push(steps);
    if (Array.isArray(one)) one.forEach((item, at) => walk(item, [...steps, at]));
    else if (typeof one === 'object' && one !== null) Object.entries(one).forEach(([name, item]) => walk(item, [...steps, name]));
  };
  walk(value, []);
  return fc.record({ value: fc.constant(value), steps: fc.constantFrom(...all), all: fc.constant(all) });
});

const at = (value: unknown, steps: Steps): unknown =>
  steps.reduce<unknown>((one, step) => (one as Record<string | number, unknown>)[step], value);

describe('the path of a value', () => {
  it('is one that RFC 9535 reads, and leads back to it', () => {
    fc.assert(
      fc.property(valueWithSteps, ({ value, steps }) => {
        expect(jsonpath.query(pathText(steps), value as never).values()).toEqual([at(value, steps)]);
      }),
    );
  });

  it('is short where it can be, and general for the items of an array', () => {
    expect(pathText(['items', 0, 'odd name', "it's"])).toBe(`$.items[0]['odd name']['it\\'s']`);
    expect(generalPath(['items', 3, 'price'])).toBe('$.items[*].price');
    expect(generalPath(['items', 3])).toBe('$.items[3]');
  });

  it('is found under the cursor: on a name, a value, a bracket', () => {
    const text = '{\n  "a": {\n    "b": [\n      10,\n      { "c": "x, y" }\n    ]\n  },\n  "d": null\n}';
    const under = (needle: string): string => pathText(stepsAt(text, text.indexOf(needle)) ?? ['?']);
    expect(under('"a"')).toBe('$.a');
    expect(under('10')).toBe('$.a.b[0]');
    expect(under('y"')).toBe('$.a.b[1].c');
    expect(under('"c"')).toBe('$.a.b[1].c');
    expect(under('null')).toBe('$.d');
    expect(under('[')).toBe('$.a.b');
    expect(under(']')).toBe('$.a.b');
    expect(under('{ "c"')).toBe('$.a.b[1]');
    expect(stepsAt('  ', 1)).toBeNull();
  });
});

describe('the lines of values', () => {
  it('are those of the JSON laid out', () => {
    fc.assert(
      fc.property(valueWithSteps, fc.constantFrom(0, 2), ({ value, all }, spaces) => {
        const pretty = JSON.stringify(value, null, 2).split('\n');
        const lines = linesOfPaths(JSON.stringify(value, null, spaces), all);
        all.forEach((steps, place) => {
          const line = pretty[(lines[place] ?? 0) - 1] ?? 'no such line';
          const last = steps.at(-1);
          const begins = typeof last === 'string' ? `${JSON.stringify(last)}: ` : '';
          const first = JSON.stringify(at(value, steps), null, 2).split('\n')[0] ?? '';
          expect(line.trim().replace(/,$/, '')).toBe(`${begins}${first}`.trim().replace(/,$/, ''));
        });
      }),
    );
  });

  it('are kept for names that repeat or look like numbers, as the text has them', () => {
    expect(linesOfPaths('{"b":1,"2":{"x":1},"1":5,"b":9}', [['b'], ['2', 'x'], ['1'], ['gone']])).toEqual([7, 4, 6, null]);
  });
});
