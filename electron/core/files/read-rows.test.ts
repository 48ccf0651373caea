import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import { readRows, type ReadRowsOptions, type UnreadableRow } from './read-rows.ts';

const folder = await mkdtemp(join(tmpdir(), 'rows-'));
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string | Uint8Array, fileName = 'a.csv', options: ReadRowsOptions = {}) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const rows: Record<string, unknown>[] = [];
  const unreadable: UnreadableRow[] = [];
  const result = await readRows({ bytes, fileName }, { ...options, onUnreadable: (row) => unreadable.push(row) }, (batch) =>
    rows.push(...batch),
  );
  return { ...result, list: rows, unreadable };
}

describe('reading rows', () => {
  it('reads a CSV with quotes, line ends inside cells, a guessed delimiter and a byte order mark', async () => {
    const { list, columns, delimiter } = await read('\uFEFFid;note\r\n1;"a;b\r\nc"\r\n\r\n2;\r\n');
    expect(columns).toEqual(['id', 'note']);
    expect(delimiter).toBe(';');
    expect(list).toEqual([
      { id: '1', note: 'a;b\r\nc' },
      { id: '2', note: '' },
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('reads rows that end in %j with other line ends inside their cells', async (end) => {
    for (const inside of ['\n', '\r\n', '\r']) {
      const { list, rejected } = await read(['id,note', `1,"a${inside}b"`, '2,c', ''].join(end));
      expect([list, rejected]).toEqual([
        [
          { id: '1', note: `a${inside}b` },
          { id: '2', note: 'c' },
        ],
        0,
      ]);
    }
  });

  it('reads rows of which some end in LF and some in CRLF', async () => {
    const rows = Array.from({ length: 30_000 }, (_, at) => `${at},"a\r\nb",last ${at}${at % 3 === 0 ? '\r\n' : '\n'}`);
    for (const head of ['id,note,end\r\n', 'id,note,end\n']) {
      const { list, rejected, columns } = await read(head + rows.join(''));
      expect([columns, list.length, rejected]).toEqual([['id', 'note', 'end'], 30_000, 0]);
      expect(list.every((row, at) => row['end'] === `last ${at}` && row['note'] === 'a\r\nb')).toBe(true);
    }
  });

  it('keeps broken rows apart with their number, and counts them', async () => {
    const { list, unreadable, rows, rejected } = await read('a,b\n1,2\n3\n4,5,6\n7,8\n');
    expect(list).toEqual([
      { a: '1', b: '2' },
      { a: '7', b: '8' },
    ]);
    expect(unreadable).toEqual([
      { row: 2, code: 'too_few_fields', raw: '3' },
      { row: 3, code: 'too_many_fields', raw: '4,5,6' },
    ]);
    expect(rows + rejected).toBe(4);
  });

  it('reads Windows-1252 and UTF-16 without being told', async () => {
    expect((await read(new Uint8Array([...Buffer.from('a\n'), 0xe9, 0x0a]))).list).toEqual([{ a: 'é' }]);
    expect((await read(new Uint8Array(Buffer.from('\uFEFFa\né\n', 'utf16le')))).list).toEqual([{ a: 'é' }]);
  });

  it('reads JSON arrays, a page around one array, and NDJSON, whatever the name says not', async () => {
    expect((await read('[{"a":1},2]', 'x.json')).list).toEqual([{ a: 1 }]);
    expect((await read('{"next":null,"data":[{"a":1},{"a":2}]}', 'x.json')).rows).toBe(2);
    const lines = await read('{"a":1}\nnope\n[1]\n{"a":2}', 'x.json');
    expect(lines.format).toBe('ndjson');
    expect(lines.list).toEqual([{ a: 1 }, { a: 2 }]);
    expect(lines.unreadable.map(({ row, code }) => [row, code])).toEqual([
      [2, 'not_json'],
      [3, 'no_record'],
    ]);
  });

  it('reads a file over many chunks as it reads it at once, with its hash', async () => {
    const text = `id,word\n${Array.from({ length: 60_000 }, (_, index) => `${index},"wörd ""${index}"", ok"`).join('\n')}\n`;
    const path = join(folder, 'big.csv');
    await writeFile(path, text);
    let count = 0;
    let last = 0;
    const result = await readRows({ path }, {}, (batch, first) => {
      expect(first).toBe(count + 1);
      count += batch.length;
      last = Number(batch.at(-1)?.['id']);
      expect(batch.at(-1)?.['word']).toBe(`wörd "${last}", ok`);
    });
    expect(count).toBe(60_000);
    expect(last).toBe(59_999);
    expect(result.sha256).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('gives back what was written, for any cells', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll('\uFEFF', '').replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), async (cells) => {
        const text = Papa.unparse({ fields: ['a', 'b'], data: cells }, { quotes: true, newline: '\n' });
        const { list } = await read(`${text}\n`, 'a.csv', { delimiter: ',' });
        expect(list.map(({ a, b }) => [a, b])).toEqual(cells);
      }),
      { numRuns: 200 },
    );
  });

  it('stops when it is cancelled, and names a file that is not there', async () => {
    await expect(readRows({ path: join(folder, 'big.csv') }, {}, () => undefined, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
    await expect(readRows({ path: join(folder, 'gone.csv') }, {}, () => undefined)).rejects.toMatchObject({ code: 'not_found' });
  });
});
