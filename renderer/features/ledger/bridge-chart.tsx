import { useElementSize } from '@mantine/hooks';
import type { ReactElement } from 'react';
import type { BridgeLine } from '../../../shared/domain/ledger/bridge.ts';
import { moneyText } from '../../../shared/domain/ledger/difference-words.ts';
import { formatCount } from '../../ui/format.ts';
import { drawBridge, drawing } from './bridge-geometry.ts';
import { shapes } from './class-glyph.tsx';
import { lineWords, signedMoney, tabWords, type Bridge } from './ledger-words.ts';
import './bridge.css';

export interface BridgeChartProps {
  readonly bridge: Bridge;
  readonly leftName: string;
  readonly rightName: string;
}

/** From the left sum to the right one, to scale, the totals visibly cut, what is unexplained under a double rule. */
export function BridgeChart({ bridge, leftName, rightName }: BridgeChartProps): ReactElement {
  const { ref, width } = useElementSize();
  return (
    <div ref={ref} className="led-bridge">
      {width > 0 ? <Drawing bridge={bridge} leftName={leftName} rightName={rightName} width={Math.max(560, width)} /> : null}
    </div>
  );
}

function Drawing({ bridge, leftName, rightName, width }: BridgeChartProps & { readonly width: number }): ReactElement {
  const { left, right, bars, levels, unexplained, isTight } = drawBridge(bridge, width);
  const { currency } = bridge;
  const apart = bridge.rightMinor - bridge.leftMinor;
  const isExact = bridge.remainderMinor === 0;
  const words = `Bridge ${currency}: ${leftName} ${moneyText(bridge.leftMinor, currency)}, ${bars
    .map(({ line }) => `${lineWords[line].toLowerCase()} ${signedMoney(bridge.lines[line].minor, currency)}`)
    .join(', ')}, ${rightName} ${moneyText(bridge.rightMinor, currency)}, unexplained ${moneyText(bridge.remainderMinor, currency)}`;
  const gapTop = Math.min(left.y, right.y);
  const gap = Math.abs(left.y - right.y);
  return (
    <svg
      width={width}
      height={164}
      viewBox={`0 0 ${width} 164`}
      role="img"
      aria-label={words}
      className={isTight ? 'led-tight' : undefined}
    >
      {levels.map(({ x1, x2, y }) => (
        <path key={x1} d={`M${x1} ${y}H${x2}`} className="led-conn" />
      ))}
      {gap >= 26 ? (
        <>
          <path d={`M${left.width} ${left.y}H${right.x + right.width}`} className="led-ref" />
          <path
            d={`M${right.x + right.width - 12} ${gapTop + 3}V${gapTop + gap - 3}m-3 -4 3 4 3 -4M${right.x + right.width - 15} ${gapTop + 7}l3 -4 3 4`}
            className="led-dim"
          />
          <text x={right.x + right.width - 20} y={gapTop + gap / 2 + 4} className="led-apart">
            {signedMoney(apart, currency)}
          </text>
        </>
      ) : null}
      <Total {...left} name={leftName} sum={moneyText(bridge.leftMinor, currency)} rows={bridge.leftRows} />
      {bars.map(({ line, x, y, width: barWidth, height, isDown }) => (
        <g key={line}>
          {height > 0 ? <rect x={x} y={y} width={barWidth} height={height} rx="1.5" className={isDown ? 'led-down' : 'led-up'} /> : null}
          <Label x={x + barWidth} name={lineWords[line]} sum={signedMoney(bridge.lines[line].minor, currency)} />
          <Count x={x + barWidth} line={line} count={bridge.lines[line].count} isTight={isTight} />
        </g>
      ))}
      <Total {...right} name={rightName} sum={moneyText(bridge.rightMinor, currency)} rows={bridge.rightRows} />
      <rect
        x={unexplained.x}
        y={unexplained.y - 1}
        width={unexplained.width}
        height="2"
        className={isExact ? 'led-zero' : 'led-remainder'}
      />
      <Label x={width} name="Unexplained" sum={moneyText(bridge.remainderMinor, currency)} />
      <path d={`M${width - 30} 143.5h30M${width - 30} 146h30`} className="led-double" />
      <text x={width} y="160" className={isExact ? 'led-small led-exact' : 'led-small led-wrong'}>
        {isExact ? 'exactly' : 'a fault of ours'}
      </text>
      {isExact ? (
        <svg x={width - 56} y="151" width="11" height="11" viewBox="0 0 12 12" className="led-good">
          <circle cx="6" cy="6" r="5.4" fill="currentColor" />
          <path
            d="M3.6 6.2 5.3 7.8 8.5 4.4"
            fill="none"
            stroke="var(--panel)"
            strokeWidth="1.5"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      ) : null}
    </svg>
  );
}

interface TotalProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly name: string;
  readonly sum: string;
  readonly rows: number;
}

function Total({ x, y, width, name, sum, rows }: TotalProps): ReactElement {
  const teeth = Math.ceil((width + 4) / 32);
  const zig = Array.from({ length: teeth }, () => '16 -5 16 5').join(' ');
  const zag = Array.from({ length: teeth }, () => '-16 -5 -16 5').join(' ');
  return (
    <g>
      <rect x={x} y={y} width={width} height={drawing.floor - y} rx="1.5" className="led-total" />
      <path d={`M${x - 2} 96l${zig}v4l${zag}z`} className="led-cut" />
      <Label x={x + width} name={name} sum={sum} most={Math.floor(width / 5.6)} />
      <text x={x + width} y="156" className="led-small">
        {formatCount(rows)} rows
      </text>
    </g>
  );
}

function Label({
  x,
  name,
  sum,
  most = 40,
}: {
  readonly x: number;
  readonly name: string;
  readonly sum: string;
  readonly most?: number;
}): ReactElement {
  return (
    <>
      <text x={x} y="123" className="led-label">
        {name.length > most ? `${name.slice(0, most - 1)}…` : name}
      </text>
      <text x={x} y="140" className="led-figure">
        {sum}
      </text>
    </>
  );
}

interface CountProps {
  readonly x: number;
  readonly line: BridgeLine;
  readonly count: number;
  readonly isTight: boolean;
}

function Count({ x, line, count, isTight }: CountProps): ReactElement {
  const words = line === 'tolerated' ? 'pairs agree' : tabWords(count);
  return (
    <>
      <text x={x} y="156" className="led-small">
        {words}
      </text>
      {line === 'tolerated' || isTight ? null : (
        <svg x={x - 20 - words.length * 5.7} y="147" width="15" height="10.6" viewBox="0 0 17 12" className="led-glyph">
          {shapes(line, null)}
        </svg>
      )}
    </>
  );
}
