import { classWords, stateWords } from '../../../shared/domain/ledger/break-class.ts';
import { moneyText } from '../../../shared/domain/ledger/difference-words.ts';
import type { LedgerBreak } from '../../../shared/contract/ledger.ts';
import type { Column } from '../../ui/data-table.tsx';
import { formatDay } from '../../ui/format.ts';
import { ClassGlyph } from './class-glyph.tsx';
import { ageWords, dueWords, needsOwner } from './ledger-words.ts';
import { StateMark } from './state-mark.tsx';

/**
 * The table of breaks. Columns sort only when every row is there (`isWhole`): sorting the first pages of a million would be a lie, and the server
 * sends them by due date, then amount.
 */
export function breakColumns(now: number, isWhole: boolean): readonly Column<LedgerBreak>[] {
  const columns: readonly Column<LedgerBreak>[] = [
    { key: 'key', header: 'Key', width: 104, cell: (one) => <code>{one.key}</code>, value: (one) => one.key },
    {
      key: 'class',
      header: 'Class',
      width: 120,
      cell: (one) => (
        <>
          <ClassGlyph kind={one.class} missingSide={one.missingSide} />
          {classWords[one.class]}
        </>
      ),
      value: (one) => classWords[one.class],
    },
    {
      key: 'difference',
      header: 'Difference, left → right',
      cell: (one) => <span className="muted small">{one.words}</span>,
      value: (one) => one.words,
    },
    {
      key: 'risk',
      givesWay: true,
      header: 'At risk',
      width: 86,
      align: 'right',
      cell: (one) =>
        one.atRiskMinor === 0 ? (
          <span className="faint">–</span>
        ) : (
          <span className="strong">{moneyText(one.atRiskMinor, one.currency)}</span>
        ),
      value: (one) => one.atRiskMinor,
    },
    {
      key: 'age',
      isMinor: true,
      header: 'Age',
      width: 58,
      align: 'right',
      cell: (one) => <span className="muted small">{ageWords(one.openedAt, now)}</span>,
      value: (one) => one.openedAt,
    },
    {
      key: 'owner',
      givesWay: true,
      header: 'Owner',
      width: 60,
      cell: (one) => (
        <span className={one.ownerName === null ? (needsOwner(one) ? 'led-soon small' : 'faint small') : 'small'}>
          {one.ownerName ?? (one.explainedBy === 'rule' ? 'rule' : 'nobody')}
        </span>
      ),
      value: (one) => one.ownerName,
    },
    {
      key: 'state',
      givesWay: true,
      header: 'State',
      width: 104,
      cell: (one) => <StateMark state={one.state} />,
      value: (one) => stateWords[one.state],
    },
    {
      key: 'due',
      givesWay: true,
      header: 'Due',
      width: 74,
      align: 'right',
      cell: (one) => {
        const { words, tone } = dueWords(one.dueAt, now);
        return (
          <span
            className={tone === 'late' ? 'led-soon strong small' : tone === 'today' ? 'strong small' : 'small'}
            title={one.dueAt === null ? undefined : formatDay(one.dueAt, now)}
          >
            {words}
          </span>
        );
      },
      value: (one) => one.dueAt,
    },
  ];
  return isWhole ? columns : columns.map(({ value: _, ...column }) => column);
}
