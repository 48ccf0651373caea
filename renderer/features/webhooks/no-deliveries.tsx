import type { ReactElement } from 'react';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import type { InboxView } from './webhooks-store.ts';

export interface NoDeliveriesProps {
  readonly view: InboxView;
  readonly isFiltered: boolean;
  readonly hasEndpoint: boolean;
  readonly onPaste: () => void;
  readonly onAdd: () => void;
}

/** What stands in place of the inbox when it has no row. */
export function NoDeliveries({ view, isFiltered, hasEndpoint, onPaste, onAdd }: NoDeliveriesProps): ReactElement {
  if (isFiltered) return <Empty title="No delivery fits the filter." />;
  if (view === 'failing') return <Empty title="No delivery fails. One whose signature does not fit stands here, with the reason." />;
  if (view === 'duplicates') return <Empty title="No event came twice." />;
  if (view === 'dead') return <Empty title="No dead letters. What nobody can process stands here until somebody deals with it." />;
  return (
    <Empty
      title={
        hasEndpoint
          ? 'Nothing came in yet. Open the receiver, or paste a delivery from the vendor’s log.'
          : 'A webhook says that something happened at a vendor. Here its signature is verified, and why one fails is found out.'
      }
      action={
        hasEndpoint ? (
          <Button onClick={onPaste}>Paste a delivery</Button>
        ) : (
          <div className="who-first">
            <Button kind="primary" onClick={onPaste}>
              Paste a delivery
            </Button>
            <Button onClick={onAdd}>Add an endpoint</Button>
          </div>
        )
      }
      example="A delivery is its headers, an empty line and its body, as GitHub’s “Recent deliveries” shows them. A curl command or a HAR entry does too."
    />
  );
}
