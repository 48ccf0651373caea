import { useRef, type ReactElement } from 'react';
import type { Exchange, Timings } from '../../../../shared/contract/console.ts';
import { ownShareMs } from '../../../../shared/domain/console/own-share.ts';
import { formatCount } from '../../../ui/format.ts';
import { useBoxWidth } from '../../../ui/use-box-width.ts';
import { AttemptsLine } from './attempts-line.tsx';
import { waterfall } from './waterfall-geometry.ts';

export interface TimingPanelProps {
  readonly exchange: Exchange;
  /** Of its last attempt. */
  readonly timings: Timings;
}

/** Where the time went, drawn to scale, with every figure written out under it; above it the attempts, when there was more than one. */
export function TimingPanel({ exchange, timings }: TimingPanelProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const measured = useBoxWidth(box, true);
  const { attempts } = exchange;
  const width = Math.max(200, Number.isFinite(measured) ? measured : 0);
  const phases = waterfall(timings, width);
  const ours = ownShareMs(exchange);
  return (
    <div className="con-timing">
      <div ref={box}>
        {attempts.length > 0 && <AttemptsLine attempts={attempts} width={width} />}
        <Waterfall timings={timings} width={width} height={14} />
      </div>
      <div className="con-phases">
        {phases.map((phase) => (
          <span key={phase.name}>
            <i data-phase={phase.name} aria-hidden="true" />
            {phase.name} <b className="num">{phaseMs(phase.ms)}</b>
          </span>
        ))}
        <span className="faint">ms</span>
        {ours !== null && ours > 0 && (
          <span title="Making the call ready, and reading and keeping what came. It is in no phase above.">
            <i data-phase="ours" aria-hidden="true" />
            Quartermaster <b className="num">{ours}</b> ms more
          </span>
        )}
      </div>
    </div>
  );
}

export interface WaterfallProps {
  readonly timings: Timings;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** The phases of a call side by side, to scale. */
export function Waterfall({ timings, width, height }: WaterfallProps): ReactElement {
  return (
    <svg className="con-waterfall" width={width} height={height} aria-hidden="true">
      {waterfall(timings, width).map((phase) => (
        <rect key={phase.name} data-phase={phase.name} x={phase.x} y={0} width={phase.width} height={height} />
      ))}
    </svg>
  );
}

function phaseMs(ms: number): string {
  return ms > 0 && ms < 1 ? '<1' : formatCount(Math.round(ms));
}
