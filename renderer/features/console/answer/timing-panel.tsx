import { useElementSize } from '@mantine/hooks';
import type { ReactElement } from 'react';
import type { Exchange, Timings } from '../../../../shared/contract/console.ts';
import { formatCount, formatMs } from '../../../ui/format.ts';
import { wholeMs } from './attempts-geometry.ts';
import { AttemptsEnd, AttemptsLine } from './attempts-line.tsx';
import { waterfall } from './waterfall-geometry.ts';

export interface TimingPanelProps {
  readonly exchange: Exchange;
  /** Of its last attempt. */
  readonly timings: Timings;
}

/** Where the time went, drawn to scale, with every figure written out under it; above it the attempts, when there was more than one. */
export function TimingPanel({ exchange, timings }: TimingPanelProps): ReactElement {
  const { ref, width: measured } = useElementSize<HTMLDivElement>();
  const { attempts } = exchange;
  const width = Math.max(200, measured);
  const phases = waterfall(timings, width);
  return (
    <section className="con-timing" aria-label="Timings">
      <div className="con-timing-head">
        <h2>{titleOf(exchange.timingWords)}</h2>
        <span className="num">
          {attempts.length > 1 && `${attempts.length} attempts, `}
          {inAll(attempts.length > 0 ? wholeMs(attempts) : timings.totalMs)}
        </span>
      </div>
      <div ref={ref}>
        {attempts.length > 0 && <AttemptsLine attempts={attempts} width={width} />}
        <svg className="con-waterfall" width={width} height={14} aria-hidden="true">
          {phases.map((phase) => (
            <rect key={phase.name} data-phase={phase.name} x={phase.x} y={0} width={phase.width} height={14} />
          ))}
        </svg>
      </div>
      <div className="con-phases">
        {phases.map((phase) => (
          <span key={phase.name}>
            <i data-phase={phase.name} aria-hidden="true" />
            {phase.name} <b className="num">{phaseMs(phase.ms)}</b>
          </span>
        ))}
        <span className="faint">ms</span>
      </div>
      <AttemptsEnd exchange={exchange} />
    </section>
  );
}

/** The core's sentence without the figure that stands beside it: "The server took 92 % of the time". */
function titleOf(words: string): string {
  return words === '' ? 'Where the time went' : words.replace(/ of the [\d.,]+ m?s\.?$/, ' of the time').replace(/\.$/, '');
}

const inAll = (ms: number): string => `${ms < 10_000 ? `${formatCount(Math.round(ms))} ms` : formatMs(ms)} in all`;

function phaseMs(ms: number): string {
  return ms > 0 && ms < 1 ? '<1' : formatCount(Math.round(ms));
}
