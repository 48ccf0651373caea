import type { ReactElement } from 'react';
import { moneyText } from '../../../shared/domain/ledger/difference-words.ts';
import { formatCount } from '../../ui/format.ts';
import type { BridgeChartProps } from './bridge-chart.tsx';
import { lineWords, shownLines, signedMoney } from './ledger-words.ts';

/** The bridge in figures, for reading out and for checking. */
export function BridgeTable({ bridge, leftName, rightName }: BridgeChartProps): ReactElement {
  const { currency } = bridge;
  return (
    <table className="led-bridge-table">
      <caption className="visually-hidden">Bridge {currency}</caption>
      <thead>
        <tr>
          <th scope="col">Line</th>
          <th scope="col">Rows or breaks</th>
          <th scope="col">{currency}</th>
        </tr>
      </thead>
      <tbody>
        <Row name={leftName} count={bridge.leftRows} sum={moneyText(bridge.leftMinor, currency)} isTotal />
        {shownLines(bridge).map((line) => (
          <Row key={line} name={lineWords[line]} count={bridge.lines[line].count} sum={signedMoney(bridge.lines[line].minor, currency)} />
        ))}
        <Row name={rightName} count={bridge.rightRows} sum={moneyText(bridge.rightMinor, currency)} isTotal />
        <Row name="Unexplained" count={null} sum={moneyText(bridge.remainderMinor, currency)} isTotal />
      </tbody>
    </table>
  );
}

function Row({
  name,
  count,
  sum,
  isTotal = false,
}: {
  readonly name: string;
  readonly count: number | null;
  readonly sum: string;
  readonly isTotal?: boolean;
}): ReactElement {
  return (
    <tr className={isTotal ? 'led-sum' : undefined}>
      <th scope="row">{name}</th>
      <td>{count === null ? '' : formatCount(count)}</td>
      <td>{sum}</td>
    </tr>
  );
}
