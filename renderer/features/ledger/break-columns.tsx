import type { LedgerBreak } from '../../../shared/contract/ledger.ts';
import type { Column } from '../../ui/data-table.tsx';
import { formatMoney } from '../../ui/format.ts';
import { When } from '../../ui/when.tsx';
import { ClassGlyph } from './class-glyph.tsx';
import { classWords } from './break-words.ts';

const none = <span className="faint">–</span>;

/** The ledger's table of open breaks. */
export const breakColumns: readonly Column<LedgerBreak>[] = [
  { key: 'key', header: 'Key', width: 132, cell: (one) => <code>{one.key}</code>, value: (one) => one.key },
  {
    key: 'class',
    header: 'Class',
    width: 124,
    cell: (one) => (
      <>
        <ClassGlyph kind={one.class} />
        {classWords[one.class]}
      </>
    ),
    value: (one) => classWords[one.class],
  },
  { key: 'field', header: 'Field', width: 92, cell: (one) => one.field ?? none, value: (one) => one.field },
  { key: 'left', header: 'Left', cell: (one) => (one.left === null ? none : <code>{one.left}</code>), value: (one) => one.left },
  { key: 'right', header: 'Right', cell: (one) => (one.right === null ? none : <code>{one.right}</code>), value: (one) => one.right },
  {
    key: 'amount',
    header: 'At risk',
    width: 106,
    align: 'right',
    cell: (one) => (one.amountMinor === null || one.currency === null ? none : formatMoney(one.amountMinor, one.currency)),
    value: (one) => (one.amountMinor === null ? null : Math.abs(one.amountMinor)),
  },
  { key: 'ledger', header: 'Ledger', width: 130, cell: (one) => one.ledgerName, value: (one) => one.ledgerName },
  {
    key: 'owner',
    header: 'Owner',
    width: 74,
    cell: (one) => one.ownerName ?? <span className="faint">nobody</span>,
    value: (one) => one.ownerName,
  },
  { key: 'opened', header: 'Opened', width: 98, cell: (one) => <When at={one.openedAt} precision="day" />, value: (one) => one.openedAt },
];
