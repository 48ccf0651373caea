import type { ReactElement } from 'react';

/** What was counted in an hour of service. */
export interface HourCell {
  readonly at: number;
  /** "08", in the zone of the service hours. */
  readonly hour: string;
  readonly good: number;
  readonly bad: number;
  readonly noData: number;
  readonly excluded: number;
}

interface HourGridProps {
  readonly rows: readonly { readonly at: number; readonly day: string; readonly cells: readonly HourCell[] }[];
  /** Opens a bad hour. */
  readonly onChoose: (cell: HourCell, words: string) => void;
}

/** The month as days and hours of service: what was good, bad, unseen (hatched), excluded. A bad hour can be opened. */
export function HourGrid({ rows, onChoose }: HourGridProps): ReactElement {
  const hours = [...new Set(rows.flatMap(({ cells }) => cells.map(({ hour }) => hour)))].toSorted();
  return (
    <div className="mon-grid-scroll" tabIndex={0} role="group" aria-label="Hours of the month">
      <table className="mon-grid">
        <thead>
          <tr>
            <td />
            {hours.map((hour) => (
              <th key={hour} scope="col">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, day, cells }) => (
            <tr key={at}>
              <th scope="row">{day}</th>
              {hours.map((hour) => {
                const cell = cells.find((one) => one.hour === hour);
                if (cell === undefined) return <td key={hour} />;
                const words = `${day} ${hour} h: ${cell.good} good, ${cell.bad} bad, ${cell.noData} unseen${cell.excluded > 0 ? `, ${cell.excluded} excluded` : ''}`;
                return (
                  <td key={hour}>
                    {cell.bad > 0 ? (
                      <button
                        type="button"
                        data-cell="bad"
                        title={words}
                        aria-label={`Open ${words}`}
                        onClick={() => onChoose(cell, `${day} ${hour}:00 to ${nextHour(hour)}:00`)}
                      />
                    ) : (
                      <i data-cell={cellState(cell)} title={words} />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const nextHour = (hour: string): string => String((Number(hour) + 1) % 24).padStart(2, '0');

function cellState({ good, bad, noData, excluded }: HourCell): string {
  if (bad > 0) return 'bad';
  if (excluded > 0) return 'excluded';
  if (good === 0 && noData === 0) return 'ahead';
  return noData > good ? 'unseen' : 'good';
}
