import type { KeyboardEvent, ReactElement } from 'react';
import type { LedgerDetail } from '../../../shared/contract/ledger.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { useLedgerStore } from './ledger-store.ts';
import { tabWords } from './ledger-words.ts';
import { StateMark } from './state-mark.tsx';
import './currency-tabs.css';

export interface CurrencyTabsProps {
  readonly detail: LedgerDetail;
  readonly value: string;
  readonly isTable: boolean;
  readonly onTable: (isTable: boolean) => void;
}

/** One tab a currency, with what is open in it; sums of two currencies never meet. */
export function CurrencyTabs({ detail, value, isTable, onTable }: CurrencyTabsProps): ReactElement {
  const choose = useLedgerStore((state) => state.choose);
  const open = new Map(detail.tallies.map((tally) => [tally.currency, tally.open]));
  const names = [
    ...new Set([...detail.bridges.map(({ currency }) => currency), ...detail.tallies.map(({ currency }) => currency)]),
  ].toSorted((a, b) => Number(a === '') - Number(b === ''));
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = (names.indexOf(value) + step + names.length) % names.length;
    choose(detail.id, names[at] ?? '');
    event.currentTarget.querySelectorAll<HTMLButtonElement>('[role="tab"]')[at]?.focus();
  };
  return (
    <div className="led-tabs">
      <div className="led-tablist" role="tablist" aria-label="Currencies" onKeyDown={onKeyDown}>
        {names.map((currency) => {
          const count = open.get(currency) ?? 0;
          return (
            <button
              key={currency}
              type="button"
              role="tab"
              aria-selected={currency === value}
              tabIndex={currency === value ? 0 : -1}
              onClick={() => choose(detail.id, currency)}
            >
              {currency === '' ? 'Rejected rows' : currency}
              {count === 0 ? (
                <StateMark state="resolved">agrees</StateMark>
              ) : (
                <small>{currency === '' ? grouped(count) : tabWords(count)}</small>
              )}
            </button>
          );
        })}
      </div>
      {value === '' ? null : (
        <span className="led-scale">
          {isTable ? 'In figures · ' : 'To scale, totals cut · '}
          <button type="button" onClick={() => onTable(!isTable)}>
            {isTable ? 'Drawing' : 'Table'}
          </button>
        </span>
      )}
    </div>
  );
}
