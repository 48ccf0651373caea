import type { ReactElement } from 'react';
import type { BreakClass, Side } from '../../../shared/domain/ledger/break-class.ts';
import type { BridgeLine } from '../../../shared/domain/ledger/bridge.ts';

export interface ClassGlyphProps {
  readonly kind: BreakClass | BridgeLine;
  readonly missingSide?: Side | null;
}

/** A break's class as two small records: dashed is absent, a clock waits, a lower one differs, two thin ones are duplicates. */
export function ClassGlyph({ kind, missingSide = null }: ClassGlyphProps): ReactElement {
  return (
    <svg className="led-glyph" width="17" height="12" viewBox="0 0 17 12" aria-hidden="true">
      {shapes(kind, missingSide)}
    </svg>
  );
}

/** The same shapes for inside another drawing. */
export function shapes(kind: BreakClass | BridgeLine, missingSide: Side | null): ReactElement {
  if (kind === 'missing_left' || (kind === 'late' && missingSide === 'left')) return pair(absent(0.6), full(9));
  if (kind === 'missing_right' || kind === 'late') return pair(full(0), absent(9.6));
  if (kind === 'timing') return missingSide === 'left' ? pair(clock(5), full(10.5)) : pair(full(0), clock(12));
  if (kind === 'duplicate_left') return pair(twice(0), full(10.5));
  if (kind === 'duplicate' || kind === 'duplicate_right') return pair(full(0), twice(8.5));
  if (kind === 'rejected_row')
    return pair(full(0), <path d="M10 3.2l5 5.6M15 3.2l-5 5.6" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />);
  return pair(full(0), <rect x="9" y="5" width="6" height="6" rx="1.5" fill="currentColor" />);
}

const pair = (left: ReactElement, right: ReactElement): ReactElement => (
  <>
    {left}
    {right}
  </>
);
const full = (x: number): ReactElement => <rect x={x} y="1" width="6" height="10" rx="1.5" fill="currentColor" />;
const absent = (x: number): ReactElement => (
  <rect x={x} y="1.6" width="4.8" height="8.8" rx="1" fill="none" stroke="currentColor" strokeWidth="1.2" strokeDasharray="1.8 1.5" />
);
const twice = (x: number): ReactElement => (
  <>
    <rect x={x} y="1" width="3.2" height="10" rx="1.2" fill="currentColor" />
    <rect x={x + 4.3} y="1" width="3.2" height="10" rx="1.2" fill="currentColor" />
  </>
);
const clock = (x: number): ReactElement => (
  <>
    <circle cx={x} cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.1" />
    <path d={`M${x} 3.4V6l1.8 1.3`} fill="none" stroke="currentColor" strokeWidth="1.2" strokeLinecap="round" />
  </>
);
