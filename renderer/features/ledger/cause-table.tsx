import { useState, type ReactElement } from 'react';
import type { LedgerCause } from '../../../shared/contract/ledger.ts';
import { stateWords } from '../../../shared/domain/ledger/break-class.ts';
import { moneyText } from '../../../shared/domain/ledger/difference-words.ts';
import { formatCount, formatDay } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { useLedgerStore } from './ledger-store.ts';
import { StateMark } from './state-mark.tsx';
import './cause-table.css';

const fewest = 3;

/** What open breaks have in common, one line each: choosing one shows its rows and what can be done with all of them. */
export function CauseTable({
  ledgerId,
  causes,
  currency,
}: {
  readonly ledgerId: string;
  readonly causes: readonly LedgerCause[];
  readonly currency: string;
}): ReactElement | null {
  const { causeId, setCause, choose } = useLedgerStore();
  const [isWhole, setIsWhole] = useState(false);
  const now = useNow();
  // Most rows first; what has no pattern comes after what has one.
  const ordered = causes
    .filter(({ kind, rows }) => kind !== 'other' || rows > 1)
    .toSorted(
      (a, b) =>
        Number(a.kind === 'other') - Number(b.kind === 'other') ||
        b.rows - a.rows ||
        Number(b.currency === currency) - Number(a.currency === currency),
    );
  if (ordered.length === 0) return null;
  const shown = isWhole ? ordered : ordered.slice(0, fewest);
  const more = ordered.length - shown.length;
  return (
    <div className="led-causes" role="region" aria-label="Causes">
      <table>
        <colgroup>
          <col style={{ width: 98 }} />
          <col style={{ width: 160 }} />
          <col />
          <col style={{ width: 132 }} />
          <col style={{ width: 148 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Causes</th>
            <th scope="col">What the rows share</th>
            <th scope="col">Likely reason</th>
            <th scope="col" className="right">
              At risk
            </th>
            <th scope="col">
              <span className="led-causes-state">
                State
                {more > 0 || isWhole ? (
                  <button type="button" className="led-more" onClick={() => setIsWhole(!isWhole)}>
                    {isWhole ? 'fewer' : `${formatCount(more)} more`}
                  </button>
                ) : null}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((cause) => (
            <tr key={cause.id} aria-selected={cause.id === causeId}>
              <td>
                <button
                  type="button"
                  className="led-cause-door"
                  aria-pressed={cause.id === causeId}
                  onClick={() => {
                    if (cause.currency !== currency) choose(ledgerId, cause.currency);
                    setCause(cause.id);
                  }}
                >
                  {formatCount(cause.rows)} {cause.rows === 1 ? 'row' : 'rows'}
                </button>
              </td>
              <td title={cause.words}>
                <code>{cause.words}</code>
              </td>
              <td className="muted" title={cause.likely}>
                {cause.likely}
                {cause.mappingName === null ? '' : `: ${cause.mappingName}`}
              </td>
              <td className="right">
                {cause.currency === '' ? '–' : moneyText(cause.atRiskMinor, cause.currency)}{' '}
                <span className="faint small">{cause.currency}</span>
              </td>
              <td>
                <StateMark state={cause.state}>{causeStateWords(cause, now)}</StateMark>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function causeStateWords(cause: LedgerCause, now: number): string {
  if (cause.withoutOwner > 0) return `${formatCount(cause.withoutOwner)} without owner`;
  if (cause.state === 'explained' && cause.explainedUntil !== null) return `until ${formatDay(cause.explainedUntil, now)}`;
  return stateWords[cause.state];
}
