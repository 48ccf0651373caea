import type { ReactElement } from 'react';
import { formatMs } from '../../ui/format.ts';

const width = 300;
const height = 40;

/** How long the last passing checks took, from zero; the last one written out. */
export function LatencyLine({ points }: { readonly points: readonly { readonly at: number; readonly ms: number }[] }): ReactElement | null {
  const last = points.at(-1);
  if (!last || points.length < 2) return null;
  const most = Math.max(...points.map(({ ms }) => ms), 1);
  const x = (index: number): number => (index / (points.length - 1)) * (width - 8) + 2;
  const y = (ms: number): number => height - 3 - (ms / most) * (height - 8);
  const line = points.map(({ ms }, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(ms).toFixed(1)}`).join('');
  return (
    <figure className="mon-latency">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`The last ${points.length} passing checks, slowest ${formatMs(most)}, last ${formatMs(last.ms)}`}
      >
        <line x1="0" x2={width} y1={height - 3} y2={height - 3} className="mon-axis" />
        <path d={line} className="mon-trace" />
        <circle cx={x(points.length - 1)} cy={y(last.ms)} r="2.5" className="mon-dot" />
      </svg>
      <figcaption>
        last <b className="num">{formatMs(last.ms)}</b> · slowest of {points.length}: {formatMs(most)}
      </figcaption>
    </figure>
  );
}
