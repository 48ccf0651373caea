import type { ReactElement } from 'react';
import type { MarkShape } from './time-line-geometry.ts';

export interface MarkDrawingProps {
  readonly shape: MarkShape | 'former' | 'start' | 'rung done' | 'rung open' | 'rung to come';
  readonly x: number;
  readonly y: number;
  /** Somebody must act on it. */
  readonly isHot?: boolean;
}

/** The drawn mark of a date: diamond stops, ring announced, square dated, dashed diamond a former date, small marks its rungs. */
export function MarkDrawing({ shape, x, y, isHot = false }: MarkDrawingProps): ReactElement {
  const hot = isHot || undefined;
  if (shape === 'stop') return <path className="cal-stop" data-hot={hot} d={`M${x} ${y - 6.5}l6.5 6.5l-6.5 6.5l-6.5 -6.5z`} />;
  if (shape === 'former') return <path className="cal-former" d={`M${x} ${y - 6}l6 6l-6 6l-6 -6z`} />;
  if (shape === 'start') return <path className="cal-start" data-hot={hot} d={`M${x - 3} ${y - 4.5}l7 4.5l-7 4.5z`} />;
  if (shape === 'rung done') return <circle className="cal-rung-done" cx={x} cy={y} r={2.6} />;
  if (shape === 'rung open') return <rect className="cal-rung-open" x={x - 3.2} y={y - 3.2} width={6.4} height={6.4} rx={1} />;
  if (shape === 'rung to come') return <circle className="cal-rung-coming" cx={x} cy={y} r={2.6} />;
  if (shape === 'announced') return <circle className="cal-announced" data-hot={hot} cx={x} cy={y} r={4} />;
  return <rect className="cal-dated" data-hot={hot} x={x - 4} y={y - 4} width={8} height={8} rx={1} />;
}
