import type { ApiRow, Endpoint } from '../../../shared/contract/inventory.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useInventoryStore } from './inventory-store.ts';
import { nextStep } from './inventory-words.ts';
import './now-banner.css';

interface NowBannerProps {
  readonly api: ApiRow;
  readonly endpoints: readonly Endpoint[];
}

/** The one thing that matters now about an API, and its button. */
export function NowBanner({ api, endpoints }: NowBannerProps) {
  // A read is the safest first call.
  const first = endpoints.find((one) => one.sideEffect === 'read' && !one.isDeprecated) ?? endpoints[0] ?? null;
  const setTab = useInventoryStore((state) => state.setAsideTab);
  const { title, reason, action } = nextStep(api, first);
  return (
    <section className="inv-now" data-state={api.standing.state} aria-label="What matters now">
      <h3>
        <Mark state={api.standing.state} />
        {title}
      </h3>
      <p>{reason}</p>
      {action || api.calls30d > 0 ? (
        <div className="inv-now-actions">
          {action ? (
            <Button
              small
              changes={false}
              kind={api.standing.state === 'holds' ? 'default' : 'primary'}
              onClick={() =>
                action.door.place !== 'inventory' ? go(action.door) : setTab(action.door.kind === 'changes' ? 'contract' : 'evidence')
              }
            >
              {action.words}
            </Button>
          ) : null}
          {api.calls30d > 0 ? (
            <Button small kind="quiet" onClick={() => go({ place: 'console', kind: 'history', id: api.id })}>
              See the {grouped(api.calls30d)} calls
            </Button>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}
