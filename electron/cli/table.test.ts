import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutFacts, layoutTable } from './table.ts';
import { cutText, textWidth, wrapText } from './text-width.ts';
import { lookOf, plain, render } from './text.ts';

const look = { width: 80, isColoured: false };
const columns = [
  { title: 'Name', least: 6 },
  { title: 'Calls', align: 'right' as const },
];

describe('a table', () => {
  it('aligns words left and numbers right under a heading', () => {
    const text = render(
      layoutTable(
        columns,
        [
          ['Adyen', '12'],
          ['PayPal Orders', '3,410'],
        ],
        80,
      ),
      look,
    );
    expect(text).toBe('Name           Calls\nAdyen             12\nPayPal Orders  3,410\n');
  });

  it('cuts what may be cut when it is too wide, and never numbers', () => {
    const text = render(layoutTable(columns, [['A very long name of an API', '1,234,567']], 20), look);
    expect(text.split('\n')[1]).toBe('A very l…  1,234,567');
  });

  it('goes on below with sentences in its last column', () => {
    const text = render(
      layoutTable([{ title: 'Part' }, { title: 'Words', least: 8, wraps: true }], [['Disk', 'one two three four']], 16),
      look,
    );
    expect(text).toBe('Part  Words\nDisk  one two\n      three four\n');
  });

  it('is never wider than asked while every column may be cut', () => {
    const cells = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), { maxLength: 5 });
    fc.assert(
      fc.property(cells, fc.integer({ min: 20, max: 120 }), (rows, width) => {
        const lines = render(
          layoutTable(
            [
              { title: 'One', least: 5 },
              { title: 'Two', least: 5 },
            ],
            rows,
            width,
          ),
          look,
        ).split('\n');
        return lines.every((line) => textWidth(line) <= width);
      }),
    );
  });

  it('counts wide characters as two columns', () => {
    expect(textWidth('決済')).toBe(4);
    expect(cutText('決済の結果', 6)).toBe('決済…');
    expect(textWidth('Zoë')).toBe(3);
  });

  it('wraps between words only', () => {
    expect(wrapText('a extraordinarily long word', 6)).toEqual(['a', 'extraordinarily', 'long', 'word']);
  });
});

describe('facts', () => {
  it('stand below each other without the empty ones', () => {
    expect(
      render(
        layoutFacts([
          ['Owner', 'Ines'],
          ['Notes', ''],
          ['Criticality', 'high'],
          ['Docs', null],
        ]),
        look,
      ),
    ).toBe('Owner        Ines\nCriticality  high\n');
  });
});

describe('text from elsewhere', () => {
  it('cannot steer the terminal', () => {
    expect(plain('a\u001B]0;title\u0007b\u009B2Jc\u202Ed\re')).toBe('a\uFFFD]0;title\uFFFDb\uFFFD2Jc\uFFFDd e');
  });

  it('is not coloured without colours, and keeps its words with them', () => {
    const lines = [{ text: '■ breaks\u001B[0m', tone: 'broken' as const }];
    expect(render(lines, look)).toBe('■ breaks\uFFFD[0m\n');
    expect(render(lines, { width: 80, isColoured: true })).toBe('\u001B[31m■ breaks\uFFFD[0m\u001B[39m\n');
  });
});

describe('the look', () => {
  it('has colours on a terminal only, and not with NO_COLOR', () => {
    expect(lookOf({ isTTY: true, columns: 100 }, {})).toEqual({ width: 100, isColoured: true });
    expect(lookOf({ isTTY: true, columns: 100 }, { NO_COLOR: '1' }).isColoured).toBe(false);
    expect(lookOf({ isTTY: true, columns: 100 }, { TERM: 'dumb' }).isColoured).toBe(false);
    expect(lookOf({ isTTY: false }, {}).isColoured).toBe(false);
  });

  it('stays between 80 and 120 columns', () => {
    expect(lookOf({ isTTY: true, columns: 300 }, {}).width).toBe(120);
    expect(lookOf({ isTTY: true, columns: 40 }, {}).width).toBe(80);
    expect(lookOf({}, { COLUMNS: '100' }).width).toBe(100);
    expect(lookOf({}, {}).width).toBe(120);
  });
});
