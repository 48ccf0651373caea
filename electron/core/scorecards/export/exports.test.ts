import { createHash } from 'node:crypto';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { unzipSync } from 'fflate';
import { buildScorecard } from '../../../../shared/domain/scorecards/build-scorecard.ts';
import type { ScorecardFacts } from '../../../../shared/domain/scorecards/facts.ts';
import type { Scorecard } from '../../../../shared/domain/scorecards/scorecard.ts';
import { october, testId } from '../../../../shared/domain/scorecards/testing/october.ts';
import { exportPage } from './export-page.ts';
import { cutRows } from './page-pieces.ts';
import { scorecardPdf } from './scorecard-pdf.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const page = (facts: ScorecardFacts = october): Scorecard => buildScorecard(facts, null, sha256);
const bytesOf = async (format: Parameters<typeof exportPage>[2], facts = october): Promise<Buffer> =>
  Buffer.from((await exportPage(page(facts), JSON.stringify(facts), format)).base64, 'base64');

const many = <T extends { id: string }>(rows: readonly T[], count: number): T[] =>
  Array.from({ length: count }, (_, place) => ({ ...(rows[place % rows.length] as T), id: testId(2_000 + place) }));

describe('the page as a file', () => {
  it('is one A4 page as PDF, the same bytes each time', async () => {
    const [first, second] = [await scorecardPdf(page()), await scorecardPdf(page())];
    expect(first.pages).toBe(1);
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
    expect(Buffer.from(first.bytes).toString('latin1')).toContain('/MediaBox [0 0 595.28 841.89]');
  });

  it('stays one page with more of everything than fits, and counts what finds no room', async () => {
    const facts: ScorecardFacts = {
      ...october,
      audience: 'auditor',
      processes: many(october.processes, 40),
      promises: many(october.promises, 60),
      incidents: many(october.incidents, 50),
      events: many(october.events, 80),
      risks: many(october.risks, 30),
      ledgers: many(october.ledgers, 12),
      vendors: many(october.vendors, 40),
      costs: {
        ...october.costs,
        plans: many(october.costs.plans, 40).map((plan, place) => ({ ...plan, vendorId: testId(place), vendorName: `Vendor ${place}` })),
      },
    };
    const { pages, bytes } = await scorecardPdf(page(facts));
    expect(pages).toBe(1);
    expect(bytes.length).toBeGreaterThan(50_000);
  });

  it('stays one page with next to nothing', async () => {
    const empty: ScorecardFacts = {
      ...october,
      promises: [],
      incidents: [],
      events: [],
      risks: [],
      decisions: [],
      ledgers: [],
      vendors: [],
    };
    expect((await scorecardPdf(page(empty))).pages).toBe(1);
  });

  it('keeps the sum of every currency, however few rows find room', async () => {
    const plans = many(october.costs.plans, 30).map((plan, place) => ({
      ...plan,
      vendorId: testId(place),
      currency: place % 2 === 0 ? 'EUR' : 'USD',
    }));
    const cost = page({ ...october, audience: 'auditor', costs: { ...october.costs, plans } }).blocks.find(({ key }) => key === 'cost');
    if (!cost) throw new Error('no cost');
    const { shown, left } = cutRows(cost, 1);
    const names = new Set(shown.map(([name]) => name?.text));
    expect(names.has('Total EUR') && names.has('Total USD')).toBe(true);
    expect(left).toBe(cost.rows.length - 3);
  });

  it('is one HTML file that asks nobody for anything, its numbers leading to the evidence', async () => {
    const html = (await bytesOf('html', { ...october, workspace: '<img src=x onerror=alert(1)>' })).toString();
    expect(html).not.toMatch(/<(script|link|img|iframe|object|embed)\b|https?:|url\(|@import/i);
    for (const [, number] of html.matchAll(/href="#e(\d+)"/g)) expect(html).toContain(`id="e${number}"`);
    expect(html).toContain('Five of nine promises were kept.');
  });

  it('is a workbook with a sheet for each block, figures as figures, the same bytes each time', async () => {
    const [first, second] = [await bytesOf('xlsx'), await bytesOf('xlsx')];
    expect(Buffer.compare(first, second)).toBe(0);
    const files = unzipSync(new Uint8Array(first));
    const names = new TextDecoder().decode(files['xl/workbook.xml']).match(/<sheet [^>]*name="[^"]+"/g);
    expect(names).toHaveLength(11);
    const promises = new TextDecoder().decode(files['xl/worksheets/sheet3.xml']);
    expect(promises).toContain('<v>0.99</v>');
  });

  it.each(['=1+1', '+1+1', '-1+1', '@SUM(1)', '\t=1+1', "=cmd|'/c calc'!A0", '=HYPERLINK("http://x","y")'])(
    'is a workbook in which %j stays text',
    async (text) => {
      const facts = {
        ...october,
        workspace: text,
        risks: [{ ...october.risks[0]!, title: text }],
        processes: october.processes.map((process) => ({ ...process, name: text })),
      };
      const files = unzipSync(new Uint8Array(await bytesOf('xlsx', facts)));
      const read = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
      const strings = read(files['xl/sharedStrings.xml']).replaceAll('&quot;', '"').replaceAll('&apos;', "'");
      expect(strings).toContain(`>${text}<`);
      const sheets = Object.entries(files).flatMap(([name, bytes]) => (/^xl\/worksheets\/[^/]+\.xml$/.test(name) ? [read(bytes)] : []));
      expect(sheets).toHaveLength(11);
      for (const sheet of sheets) {
        expect(sheet).not.toMatch(/<f[ >/]|t="str"/);
        // A cell of text points into the shared strings; any other has a plain number.
        const cells = [...sheet.matchAll(/<c [^>]*?(?:t="(\w+)")?[^>]*><v>([^<]*)<\/v>/g)];
        for (const [, type, value] of cells) expect(`${type ?? 'n'} ${value}`).toMatch(/^[sn] -?[\d.]+(?:E-?\d+)?$/i);
      }
    },
  );

  it('is a CSV that reads back, with nothing that a spreadsheet would run', async () => {
    const facts = { ...october, risks: [{ ...october.risks[0]!, title: '=HYPERLINK("http://x","y")' }] };
    const { data, errors } = Papa.parse<Record<string, string>>((await bytesOf('csv', facts)).toString(), {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    const observed = data.find((row) => row['name'] === 'Checkout' && row['column'] === 'Observed');
    expect(observed).toMatchObject({ block: '2', text: '99.72 %', unit: 'share', sources: '1' });
    expect(Number(observed?.['value'])).toBeCloseTo(3_315 / 3_324, 12);
    for (const row of data) expect(row['text'] ?? '').not.toMatch(/^[=+@]/);
  });

  it('is Markdown, and the facts themselves', async () => {
    expect((await bytesOf('md')).toString()).toContain('## 2. Promises');
    expect(JSON.parse((await bytesOf('json')).toString())).toEqual(october);
  });
});
