import type { ReactElement } from 'react';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Mark } from '../../ui/mark.tsx';
import styles from './activity.module.css';

interface Verdict {
  readonly isWhole: boolean;
  readonly words: string;
  readonly lastHash: string;
}

/** How the record's hash chain was found, in words, with the last hash to compare elsewhere. */
export function VerdictLine({
  verdict,
  error,
}: {
  readonly verdict: Verdict | undefined;
  readonly error: Error | null;
}): ReactElement | null {
  if (error !== null) return <FaultNote fault={error} />;
  if (verdict === undefined) return null;
  return (
    <div className={verdict.isWhole ? styles.whole : styles.broken} role="status">
      <Mark state={verdict.isWhole ? 'holds' : 'broken'} />
      <strong>{verdict.words}</strong>
      <code title={verdict.lastHash}>last hash {verdict.lastHash.slice(0, 16)}…</code>
    </div>
  );
}
