import { useElementSize } from '@mantine/hooks';
import type { ReactElement } from 'react';
import type { Timings } from '../../../../shared/contract/console.ts';
import { formatCount, formatMs } from '../../../ui/format.ts';
import { waterfall } from './waterfall-geometry.ts';

export interface TimingPanelProps {
  readonly timings: Timings;
  /** The finding: "Adyen took 92 % of the time". */
  readonly words: string;
}

/** Where the time went, drawn to scale, with every figure written out under it. */
export function TimingPanel({ timings, words }: TimingPanelProps): ReactElement {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const phases = waterfall(timings, Math.max(200, width));
  return (
    <section className="con-timing" aria-label="Timings">
      <div className="con-timing-head">
        <h2>{titleOf(words)}</h2>
        <span className="num">
          {timings.totalMs < 10_000 ? `${formatCount(Math.round(timings.totalMs))} ms` : formatMs(timings.totalMs)} in all
        </span>
      </div>
      <div ref={ref}>
        <svg className="con-waterfall" width={Math.max(200, width)} height={14} aria-hidden="true">
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
    </section>
  );
}

/** The core's sentence without the figure that stands beside it: "The server took 92 % of the time". */
function titleOf(words: string): string {
  return words === '' ? 'Where the time went' : words.replace(/ of the [\d.,]+ m?s\.?$/, ' of the time').replace(/\.$/, '');
}

function phaseMs(ms: number): string {
  return ms > 0 && ms < 1 ? '<1' : formatCount(Math.round(ms));
}
