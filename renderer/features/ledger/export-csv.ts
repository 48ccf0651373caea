import { breakCsvLine, breaksCsvHead } from '../../../shared/domain/ledger/breaks-csv.ts';
import type { BreakFilter, LedgerDetail } from '../../../shared/contract/ledger.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { client } from '../../app/client.ts';
import { shell } from '../../app/shell-bridge.ts';
import { toast } from '../../ui/toast.ts';
import { sayFailed } from '../../ui/say-failed.ts';

/** More than this is written by the terminal, page by page. */
const mostRows = 200_000;

interface Shown {
  readonly currency: string;
  readonly only: BreakFilter['only'];
  readonly text: string;
  readonly causeId: string | null;
}

/** Asks where to save, and writes every break that is shown, also those that were not scrolled to. */
export async function exportCsv(detail: LedgerDetail, { currency, only, text, causeId }: Shown): Promise<void> {
  try {
    const filter = { ledgerId: detail.id, currency, only, text, ...(causeId === null ? {} : { causeId }) };
    const lines = [breaksCsvHead];
    let after: string | undefined;
    do {
      const page: Awaited<ReturnType<typeof client.ledger.breaks>> = await client.ledger.breaks({
        ...filter,
        limit: 1000,
        ...(after === undefined ? {} : { after }),
      });
      lines.push(...page.rows.map(breakCsvLine));
      after = page.next ?? undefined;
    } while (after !== undefined && lines.length <= mostRows);
    const saved = await shell.call('saveText', {
      suggestedName: `${detail.name}${currency === '' ? '' : ` ${currency}`} breaks.csv`,
      text: `${lines.join('\n')}\n`,
    });
    if (saved !== null) toast({ words: `${grouped(lines.length - 1)} breaks saved to ${saved}` });
  } catch (error) {
    sayFailed(error);
  }
}
