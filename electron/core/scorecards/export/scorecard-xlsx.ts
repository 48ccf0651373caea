import type { Cell as SheetCell, Sheet } from 'write-excel-file/node';
import type { Block, Cell, Scorecard } from '../../../../shared/domain/scorecards/scorecard.ts';
import { withFixedTime } from './zip-time.ts';

const formats: Readonly<Record<NonNullable<Cell['unit']>, string>> = {
  share: '0.00%',
  money: '#,##0.00',
  count: '#,##0',
  date: 'yyyy-mm-dd',
  days: '0',
};

/** The page as a workbook: a sheet for each block, figures as figures. */
export async function scorecardXlsx(scorecard: Scorecard): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const sheets: Sheet<never>[] = [summarySheet(scorecard), ...scorecard.blocks.map(blockSheet), evidenceSheet(scorecard)];
  const buffer = await writeXlsxFile(sheets as never).toBuffer();
  return withFixedTime(new Uint8Array(buffer), scorecard.edition?.frozenAt ?? scorecard.asOf);
}

const title = (value: string): SheetCell => ({ value, type: String, fontWeight: 'bold' });
const text = (value: string): SheetCell => ({ value, type: String });
const wide = (value: string): SheetCell => ({ value, type: String, wrap: true });

function summarySheet({ overline, monthWords, head, lead, method, edition, sha256 }: Scorecard): Sheet<never> {
  const lines: [string, string][] = [
    ['Month', monthWords],
    ['Page', overline],
    ['Verdict', lead],
    ...head.map((line): [string, string] => ['Edition', line]),
    ...method.map((line): [string, string] => ['How it is counted', line]),
    ...(edition && edition.reason !== '' ? [['Correction', edition.reason] as [string, string]] : []),
    ...(edition?.changes ?? []).map((change): [string, string] => ['Changed', change]),
    ['sha256 of the facts', sha256],
  ];
  return { sheet: 'Summary', columns: [{ width: 20 }, { width: 100 }], data: lines.map(([label, value]) => [title(label), wide(value)]) };
}

function blockSheet(block: Block): Sheet<never> {
  return {
    sheet: `${block.number} ${block.title}`.slice(0, 31),
    stickyRowsCount: 1,
    columns: block.columns.map(({ title: name }, place) => ({
      width: Math.min(
        60,
        Math.max(name.length + 2, ...block.rows.map((row) => (row[place]?.text.length ?? 0) + (row[place]?.aside?.length ?? 0) + 2)),
      ),
    })),
    data: [
      block.columns.map(({ title: name, align }) => ({
        value: name,
        type: String,
        fontWeight: 'bold' as const,
        ...(align ? { align } : {}),
      })),
      ...block.rows.map((row) => row.map(typed)),
      ...(block.more > 0 ? [[text(`and ${block.more} more`)]] : []),
      [],
      [text(block.note)],
      ...block.words.map(({ text: words }) => [text(words)]),
      ...(block.sources.length > 0 ? [[text(`Evidence: ${block.sources.join(', ')}`)]] : []),
    ],
  };
}

/** A figure with its format where the words are no more than the figure; else the words. */
function typed(cell: Cell): SheetCell {
  const weight = cell.tone === 'strong' ? { fontWeight: 'bold' as const } : {};
  const isRange = / to /.test(cell.text);
  if (cell.value == null || cell.unit === undefined || isRange)
    return { value: `${cell.text}${cell.aside ?? ''}`, type: String, ...weight };
  if (cell.unit === 'date') return { value: new Date(cell.value), type: Date, format: formats.date, ...weight };
  return { value: cell.value, type: Number, format: formats[cell.unit], ...weight };
}

function evidenceSheet({ evidence }: Scorecard): Sheet<never> {
  return {
    sheet: '10 Evidence',
    columns: [{ width: 6 }, { width: 60 }, { width: 70 }],
    data: [
      [title('No.'), title('Source'), title('sha256')],
      ...evidence.map(({ number, words, sha256 }) => [{ value: number, type: Number }, text(words), text(sha256)]),
    ],
  };
}
