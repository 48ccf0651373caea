import './limit-bar.css';

/** The highest share of a limit seen in 30 days; hatched when nobody saw a limit, never drawn as empty. */
export function LimitBar({ percent }: { readonly percent: number | null }) {
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
