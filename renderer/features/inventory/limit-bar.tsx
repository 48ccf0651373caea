import type { ApiRow } from '../../../shared/contract/inventory.ts';
import { limitWords, shortLimitWords } from './limit-words.ts';
import './limit-bar.css';

interface LimitBarProps {
  readonly percent: number | null;
  /** Said in its place where no share is known. */
  readonly written?: ApiRow['writtenLimit'];
}

/** The highest share of a limit seen in 30 days; the written limit where no answer named one; hatched when nobody knows any, never drawn as empty. */
export function LimitBar({ percent, written = null }: LimitBarProps) {
  if (percent === null && written !== null) {
    const words = limitWords({ ...written, policy: '', remaining: null });
    return (
      <span className="faint num" title={`Written down: ${words}. No answer has named it in 30 days.`}>
        {shortLimitWords(written)}
      </span>
    );
  }
  if (percent === null) {
    return (
      <span className="inv-limit" title="No data: no answer has named a limit in 30 days">
        <span className="inv-limit-bar" data-none aria-hidden="true" />
        <span className="inv-limit-words faint">–</span>
      </span>
    );
  }
  return (
    <span className="inv-limit" title={`Peak of 30 days: ${Math.round(percent)} % of the limit`}>
      <span className="inv-limit-bar" aria-hidden="true">
        <b style={{ width: `${Math.min(100, Math.max(percent, 3))}%` }} />
      </span>
      <span className="inv-limit-words">{Math.round(percent)} %</span>
    </span>
  );
}
