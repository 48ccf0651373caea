import type { ReactElement } from 'react';
import { MarkDrawing, type MarkDrawingProps } from './mark-shape.tsx';

const items: readonly (readonly [MarkDrawingProps['shape'], string])[] = [
  ['stop', 'stops'],
  ['former', 'former date'],
  ['announced', 'deprecated'],
  ['dated', 'dated'],
  ['start', 'start by'],
  ['rung done', 'rung done'],
  ['rung open', 'open'],
  ['rung to come', 'to come'],
];

/** What the shapes of the time line mean. */
export function TimeLineLegend(): ReactElement {
  return (
    <div className="cal-legend" aria-hidden="true">
      {items.map(([shape, words]) => (
        <span key={words}>
          <svg width={14} height={14}>
            <MarkDrawing shape={shape} x={7} y={7} />
          </svg>
          {words}
        </span>
      ))}
      <span>
        <svg width={18} height={14}>
          <rect className="cal-bar" data-unknown x={1} y={2} width={16} height={10} />
        </svg>
        exposure unknown
      </span>
      <span>
        <svg width={18} height={14}>
          <rect className="cal-freeze" x={1} y={2} width={16} height={10} />
        </svg>
        no releases
      </span>
    </div>
  );
}
