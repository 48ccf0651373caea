import type { ReactElement } from 'react';
import type { MonthRow } from '../../../shared/contract/scorecards.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { useScorecards } from './scorecards-store.ts';

/** The months, the newest first; j and k move through them. */
export function MonthList({ months }: { readonly months: readonly MonthRow[] }): ReactElement {
  const { month, version, show } = useScorecards();
  const at = months.findIndex((row) => row.month === month);
  const step = (by: number): void => {
    const next = months[Math.min(months.length - 1, Math.max(0, at + by))];
    if (next) show({ month: next.month });
  };
  useShortcut('j', 'Earlier month', () => step(1), months.length > 1);
  useShortcut('k', 'Later month', () => step(-1), months.length > 1);
  return (
    <nav className="sc-months" aria-label="Months">
      <ul>
        {months.map((row) => (
          <li key={row.month}>
            <button type="button" aria-current={row.month === month ? 'page' : undefined} onClick={() => show({ month: row.month })}>
              <b>{row.words}</b>
              <span data-state={row.state}>{stateWords(row)}</span>
            </button>
            {row.month === month && row.versions.length > 1 && (
              <ul className="sc-versions" aria-label={`Versions of ${row.words}`}>
                {row.versions.map((one) => (
                  <li key={one.version}>
                    <button
                      type="button"
                      aria-current={(version ?? row.version) === one.version ? 'true' : undefined}
                      title={one.reason || 'First version'}
                      onClick={() => show({ version: one.version })}
                    >
                      Version {one.version}
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

const stateWords = ({ state, version }: MonthRow): string => (state === 'frozen' ? `frozen, version ${version}` : state);
