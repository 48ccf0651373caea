import type { ExportFormat } from '../../../../shared/contract/scorecards.ts';
import type { Scorecard } from '../../../../shared/domain/scorecards/scorecard.ts';
import { scorecardHtml } from './scorecard-html.ts';
import { scorecardCsv, scorecardMarkdown } from './scorecard-text.ts';

export interface ExportedPage {
  readonly fileName: string;
  readonly mediaType: string;
  readonly base64: string;
  /** Of a PDF. */
  readonly pages: number | null;
}

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  pdf: 'application/pdf',
  html: 'text/html',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  md: 'text/markdown',
  json: 'application/json',
};

/** The page as a file; `json` is the facts that it is computed from, byte by byte as they are kept and hashed. */
export async function exportPage(scorecard: Scorecard, facts: string, format: ExportFormat): Promise<ExportedPage> {
  const { bytes, pages } = await write(scorecard, facts, format);
  return { fileName: fileName(scorecard, format), mediaType: mediaTypes[format], base64: Buffer.from(bytes).toString('base64'), pages };
}

async function write(
  scorecard: Scorecard,
  facts: string,
  format: ExportFormat,
): Promise<{ bytes: Uint8Array | string; pages: number | null }> {
  switch (format) {
    case 'pdf': {
      // The writers of PDF and XLSX are large, and are read when they are wanted.
      const { scorecardPdf } = await import('./scorecard-pdf.ts');
      return scorecardPdf(scorecard);
    }
    case 'xlsx': {
      const { scorecardXlsx } = await import('./scorecard-xlsx.ts');
      return { bytes: await scorecardXlsx(scorecard), pages: null };
    }
    case 'html':
      return { bytes: scorecardHtml(scorecard), pages: null };
    case 'csv':
      return { bytes: scorecardCsv(scorecard), pages: null };
    case 'md':
      return { bytes: scorecardMarkdown(scorecard), pages: null };
    case 'json':
      return { bytes: facts, pages: null };
  }
}

function fileName({ month, audience, vendorName, edition, state }: Scorecard, format: ExportFormat): string {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const parts = [
    'scorecard',
    month,
    plain(audience),
    ...(vendorName === null ? [] : [plain(vendorName)]),
    edition ? `v${edition.version}` : plain(state),
  ];
  return `${parts.join('-')}.${format}`;
}
