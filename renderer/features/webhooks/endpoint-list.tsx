import type { ReactElement } from 'react';
import type { WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { schemes } from '../../../shared/domain/webhooks/scheme.ts';
import { doorHref } from '../../app/navigate.ts';
import { StandingWords } from '../../ui/mark.tsx';
import { When } from '../../ui/when.tsx';
import { DeliveryStrip } from './delivery-strip.tsx';
import { plural } from './webhook-words.ts';

export interface EndpointListProps {
  readonly endpoints: readonly WebhookEndpoint[];
  readonly selectedId: string | null;
}

/** Where deliveries come in, each with what came lately; one opens at the right and narrows the inbox to itself. */
export function EndpointList({ endpoints, selectedId }: EndpointListProps): ReactElement {
  return (
    <ul className="who-endpoints" aria-label="Endpoints">
      {endpoints.map((endpoint) => (
        <li key={endpoint.id} data-selected={endpoint.id === selectedId || undefined}>
          <a href={doorHref({ place: 'console', kind: 'webhook', id: endpoint.id })} aria-current={endpoint.id === selectedId || undefined}>
            <span className="strong ellipsis">{endpoint.name}</span>
            <span className="faint ellipsis">
              {schemes[endpoint.scheme].words} · <code>{endpoint.path}</code>
            </span>
          </a>
          <DeliveryStrip days={endpoint.days} />
          <span className="faint who-last">
            {plural(endpoint.deliveries30d, 'delivery', 'deliveries')}
            {endpoint.lastAt !== null && (
              <>
                , last <When at={endpoint.lastAt} />
              </>
            )}
          </span>
          <StandingWords standing={endpoint.standing} />
        </li>
      ))}
    </ul>
  );
}
