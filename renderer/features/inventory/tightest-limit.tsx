import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import type { Door } from '../../../shared/contract/procedure.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { useInventoryStore } from './inventory-store.ts';
import { limitWords } from './limit-words.ts';

interface NearestLimit {
  readonly words: string;
  readonly percent: number;
  readonly door: Door;
}

/** The limit that the last 30 days came nearest to, or null when no figure of any is known. */
export function tightestOf({ limits, declaredLimits }: Pick<ApiDetail, 'limits' | 'declaredLimits'>): NearestLimit | null {
  const known: NearestLimit[] = [
    ...limits.flatMap((one) =>
      one.peakPercent === null
        ? []
        : [
            {
              words: limitWords({ ...one, remaining: null }),
              percent: one.peakPercent,
              door: { place: 'console', kind: 'exchange', id: one.exchangeId } as const,
            },
          ],
    ),
    ...declaredLimits.flatMap((one) =>
      one.peakCalls === null || one.overruledBy
        ? []
        : [
            {
              words: limitWords({ ...one, remaining: null }),
              percent: (one.peakCalls / one.limit) * 100,
              door: { place: 'console', kind: 'history', id: one.apiId } as const,
            },
          ],
    ),
  ];
  return known.toSorted((a, b) => b.percent - a.percent)[0] ?? null;
}

/** How near the last 30 days came to the tightest limit, in one line; all of them stand beside the contract. */
export function LimitsFact({ detail }: { readonly detail: ApiDetail }) {
  const setTab = useInventoryStore((state) => state.setAsideTab);
  const tightest = tightestOf(detail);
  const known = detail.limits.length + detail.declaredLimits.length;
  if (tightest !== null && known === 1) return <Nearest limit={tightest} />;
  return (
    <span>
      {tightest === null ? null : (
        <>
          <Nearest limit={tightest} />
          <span className="faint"> · </span>
        </>
      )}
      <button type="button" className="inv-door-button" onClick={() => setTab('contract')}>
        {known === 0 ? 'none known, write one down' : tightest === null ? `${known} known, no peak seen` : `all ${known}`}
      </button>
    </span>
  );
}

function Nearest({ limit }: { readonly limit: NearestLimit }) {
  return (
    <>
      <DoorLink door={limit.door}>
        {limit.percent > 0 && limit.percent < 1 ? 'under 1' : Math.round(limit.percent)} % of {limit.words}
      </DoorLink>
      <span className="faint"> at peak, 30 days</span>
    </>
  );
}
