import type { ReactElement } from 'react';
import type { LedgerBreak } from '../../../shared/contract/ledger.ts';

/** A break's class as two small records: dashed is absent, filled is there, two at one side are a duplicate. */
export function ClassGlyph({ kind }: { readonly kind: LedgerBreak['class'] }): ReactElement {
  const isLeftMissing = kind === 'missing left';
  const isRightMissing = kind === 'missing right';
  return (
    <svg
      width="17"
      height="12"
      viewBox="0 0 17 12"
      aria-hidden="true"
      style={{ marginRight: 7, verticalAlign: -1, color: 'var(--text-2)' }}
    >
      <Box x={0.7} isMissing={isLeftMissing} />
      <Box x={10.3} isMissing={isRightMissing} />
      {kind === 'differs' ? <path d="M2.2 6h3M11.8 4.6h3M11.8 7.4h3" stroke="currentColor" strokeWidth="1.2" /> : null}
      {kind === 'duplicate' ? (
        <rect x="12.3" y="3.4" width="4" height="7.9" rx="1" fill="var(--panel)" stroke="currentColor" strokeWidth="1.2" />
      ) : null}
    </svg>
  );
}

function Box({ x, isMissing }: { readonly x: number; readonly isMissing: boolean }): ReactElement {
  return (
    <rect
      x={x}
      y="0.7"
      width="6"
      height="10.6"
      rx="1.2"
      fill={isMissing ? 'none' : 'currentColor'}
      fillOpacity={isMissing ? 0 : 0.18}
      stroke="currentColor"
      strokeWidth="1.2"
      strokeDasharray={isMissing ? '1.8 1.6' : undefined}
    />
  );
}
