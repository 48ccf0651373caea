import { describe, expect, it } from 'vitest';
import type { PaperDocument } from '../../../shared/domain/documents/paper-document.ts';
import { renderHtml, renderMarkdown, renderPdf } from './index.ts';

const document: PaperDocument = {
  title: 'Refund by hand — łódź',
  subtitle: 'Run of 14 October',
  header: [
    ['Started by', 'Ines'],
    ['Took', '42 min'],
  ],
  createdAt: Date.UTC(2026, 9, 14, 12),
  blocks: [
    { kind: 'heading', level: 1, text: 'Steps' },
    { kind: 'list', ordered: true, items: ['Open the <portal> & look', 'Refund *one* order'] },
    {
      kind: 'table',
      columns: [
        { title: 'Order', width: 1 },
        { title: 'Amount', align: 'right' },
      ],
      rows: [
        ['1|2', '12.50 EUR'],
        ['Привет', '1.00'],
      ],
    },
    { kind: 'code', text: 'GET /orders?id=`1`' },
    {
      kind: 'verdicts',
      verdicts: [
        { name: 'Refunds', mark: 'bad', words: 'missed' },
        { name: 'Returns', mark: 'none', words: 'no data' },
      ],
    },
    { kind: 'facts', facts: [['Evidence', '3 exchanges']] },
  ],
};

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const pagesOf = (bytes: Uint8Array): number => textOf(bytes).match(/\/Type \/Page\b/g)?.length ?? 0;

describe('a document on paper', () => {
  it('is the same bytes each time, tagged, titled and in a language', async () => {
    const [first, second] = await Promise.all([renderPdf(document), renderPdf(document)]);
    expect(Buffer.compare(first, second)).toBe(0);
    const text = textOf(first);
    expect(text).toContain('/StructTreeRoot');
    expect(text).toContain('/Lang (en)');
    expect(text).toContain('/DisplayDocTitle true');
    expect(text).toContain('D:20261014120000Z');
    expect(text).not.toContain('Helvetica');
    expect(pagesOf(first)).toBe(1);
  });

  it('goes on over as many pages as it takes, with the table’s head on each', async () => {
    const rows = Array.from({ length: 200 }, (_, place) => [`Order ${place}`, `${place}.00`]);
    const bytes = await renderPdf({
      ...document,
      blocks: [{ kind: 'table', columns: [{ title: 'Order' }, { title: 'Amount', align: 'right' }], rows }],
    });
    const pages = pagesOf(bytes);
    expect(pages).toBeGreaterThan(3);
    expect(textOf(bytes).match(/\/S \/TH\b/g)).toHaveLength(pages * 2);
  });

  it('as HTML asks nobody for anything and runs nothing', () => {
    const html = renderHtml({ ...document, title: '<script>alert(1)</script>' });
    expect(html).not.toMatch(/<(script|link|img|iframe|object)|https?:|url\(/i);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('&lt;portal&gt; &amp; look');
  });

  it('as Markdown keeps its text text', () => {
    const text = renderMarkdown(document);
    expect(text).toContain('# Refund by hand');
    expect(text).toContain('1\\|2 | 12.50 EUR');
    expect(text).toContain('Refund \\*one\\* order');
    expect(text).toContain('GET /orders?id=`1`');
  });
});
