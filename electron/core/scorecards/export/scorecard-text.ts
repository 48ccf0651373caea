import { csvLine } from '../../../../shared/domain/csv-cell.ts';
import type { PaperBlock } from '../../../../shared/domain/documents/paper-document.ts';
import type { Cell, Scorecard } from '../../../../shared/domain/scorecards/scorecard.ts';
import { renderMarkdown } from '../../documents/index.ts';

const cellText = ({ text, aside }: Cell): string => `${text}${aside ?? ''}`;

/** The page as Markdown. */
export function scorecardMarkdown(scorecard: Scorecard): string {
  const { overline, monthWords, head, lead, method, blocks, evidence, edition, sha256, asOf } = scorecard;
  return renderMarkdown({
    title: `${monthWords}: ${overline}`,
    subtitle: lead,
    header: [
      ['Edition', head.join('; ')],
      ['How it is counted', method.join(' ')],
    ],
    createdAt: edition?.frozenAt ?? asOf,
    blocks: [
      ...blocks.flatMap((block): PaperBlock[] => [
        { kind: 'heading', level: 1, text: `${block.number}. ${block.title}` },
        { kind: 'paragraph', text: `${block.note}${block.sources.length === 0 ? '' : ` [${block.sources.join(', ')}]`}` },
        { kind: 'table', columns: block.columns, rows: block.rows.map((row) => row.map(cellText)) },
        ...(block.more > 0 ? [{ kind: 'paragraph', text: `and ${block.more} more` } as const] : []),
        ...(block.words.length > 0 ? [{ kind: 'paragraph', text: block.words.map(({ text }) => text).join(' ') } as const] : []),
      ]),
      { kind: 'heading', level: 1, text: '10. Evidence' },
      {
        kind: 'table',
        columns: [{ title: 'No.' }, { title: 'Source' }, { title: 'sha256' }],
        rows: evidence.map(({ number, words, sha256: hash }) => [String(number), words, hash]),
      },
      ...(edition && edition.reason !== ''
        ? ([
            { kind: 'paragraph', text: `Correction ${edition.version - 1}: ${edition.reason}` },
            { kind: 'list', items: edition.changes },
          ] as const)
        : []),
    ],
    footer: `${edition ? `Version ${edition.version}` : 'Not frozen'}, sha256 of the facts: ${sha256}`,
  });
}

/** One long table: a line for every cell, with its figure beside its words. */
export function scorecardCsv(scorecard: Scorecard): string {
  const lines = [['block', 'title', 'row', 'name', 'column', 'text', 'value', 'unit', 'sources']];
  const sourceText = (sources: readonly number[]): string => sources.join(' ');
  lines.push(['0', 'Verdict', '1', scorecard.monthWords, 'lead', scorecard.lead, '', '', '']);
  for (const block of scorecard.blocks) {
    block.rows.forEach((row, number) =>
      row.forEach((cell, place) => {
        const value = cell.value == null ? '' : cell.unit === 'date' ? new Date(cell.value).toISOString().slice(0, 10) : String(cell.value);
        const name = cellText(row[block.key === 'dates' ? 2 : 0] ?? { text: '' });
        lines.push([
          String(block.number),
          block.title,
          String(number + 1),
          name,
          block.columns[place]?.title ?? '',
          cellText(cell),
          value,
          cell.unit ?? '',
          sourceText(block.sources),
        ]);
      }),
    );
    block.words.forEach(({ text }, number) =>
      lines.push([String(block.number), block.title, '', `note ${number + 1}`, '', text, '', '', sourceText(block.sources)]),
    );
  }
  for (const { number, words, sha256 } of scorecard.evidence)
    lines.push(['10', 'Evidence', String(number), words, 'sha256', sha256, '', '', '']);
  return `${lines.map(csvLine).join('\r\n')}\r\n`;
}
