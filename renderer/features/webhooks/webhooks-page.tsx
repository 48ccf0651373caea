import './webhooks.css';
import { IconClipboardText, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { WebhookDelivery } from '../../../shared/contract/webhooks.ts';
import { api } from '../../app/client.ts';
import { go, goInstead, useDoor } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Split } from '../../ui/split.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { DeliveryAside } from './delivery-aside.tsx';
import { deliveryColumns } from './delivery-columns.tsx';
import { EndpointAside } from './endpoint-aside.tsx';
import { EndpointList } from './endpoint-list.tsx';
import { EndpointSheet } from './endpoint-sheet.tsx';
import { exportDelivery } from './export-delivery.ts';
import { NoDeliveries } from './no-deliveries.tsx';
import { PasteSheet } from './paste-sheet.tsx';
import { closeReceiver, ReceiverButton } from './receiver-button.tsx';
import { hasSecretHere, inboxSub, inboxTitle } from './webhook-words.ts';
import { useInboxStore, type InboxView } from './webhooks-store.ts';

/** The inbox of webhooks: endpoints with what came lately, every delivery, and one of them at the right. */
export default function WebhooksPage(): ReactElement {
  const door = useDoor();
  const { view, text, endpointId: narrowedTo, setView, setText, setEndpoint } = useInboxStore();
  const openEndpoint = door.kind === 'webhook' && door.id !== 'new' ? (door.id ?? null) : null;
  const openDelivery = door.kind === 'delivery' ? (door.id ?? null) : null;
  const endpointId = openEndpoint ?? narrowedTo;
  if (openEndpoint !== null && openEndpoint !== narrowedTo) setEndpoint(openEndpoint);
  const endpoints = useQuery(api.webhooks.endpoints.queryOptions({ input: {} }));
  const receiver = useQuery(api.webhooks.receiver.queryOptions({ input: {} }));
  const inbox = useQuery(api.webhooks.deliveries.queryOptions({ input: { view, text, ...(endpointId === null ? {} : { endpointId }) } }));
  const [isAdding, setIsAdding] = useState(false);
  const [isPasting, setIsPasting] = useState(false);
  const [isAskingPort, setIsAskingPort] = useState(false);

  const all = endpoints.data ?? [];
  const isEmpty = endpoints.data !== undefined && all.length === 0;
  const current = all.find(({ id }) => id === openEndpoint);
  const narrowed = all.find(({ id }) => id === endpointId);
  const add = (): void => setIsAdding(true);
  const paste = (): void => setIsPasting(true);
  const showAll = (): void => {
    setEndpoint(null);
    if (openEndpoint !== null) goInstead({ place: 'console', kind: 'webhooks' });
  };
  // One level out: from a delivery to the endpoint whose deliveries are shown, from there to all of them.
  const closeAside = (): void => {
    if (openDelivery !== null && narrowed) return go({ place: 'console', kind: 'webhook', id: narrowed.id });
    setEndpoint(null);
    go({ place: 'console', kind: 'webhooks' });
  };
  useShortcut('n', 'Add an endpoint', add);
  useShortcut('p', 'Paste a delivery', paste);
  usePaletteActions('webhooks', [
    { words: 'Add a webhook endpoint', keys: 'n', run: add },
    { words: 'Paste a webhook delivery', keys: 'p', run: paste },
    receiver.data?.isOpen === true
      ? { words: 'Close the webhook receiver', run: () => void closeReceiver() }
      : { words: 'Open the webhook receiver', run: () => setIsAskingPort(true) },
    ...(inbox.data && inbox.data.rows.length > 0
      ? [{ words: 'Export the deliveries shown', run: () => void exportDelivery(inbox.data.rows.map(({ id }) => id)) }]
      : []),
  ]);
  const closeAdd = (): void => {
    setIsAdding(false);
    if (door.id === 'new') goInstead({ place: 'console', kind: 'webhooks' });
  };

  const fault = endpoints.error ?? inbox.error;
  if (fault) return <FaultNote fault={fault} onRetry={() => void endpoints.refetch()} />;
  const counts = inbox.data?.counts;
  const rows = inbox.data?.rows ?? [];
  const table = (
    <DataTable<WebhookDelivery>
      of={['delivery', 'deliveries']}
      rows={rows}
      columns={deliveryColumns}
      rowId={(row) => row.id}
      selectedId={openDelivery}
      onOpen={(row) => go({ place: 'console', kind: 'delivery', id: row.id })}
      csvName="Deliveries"
      isLoading={inbox.isPending}
      empty={<NoDeliveries view={view} isFiltered={text !== ''} hasEndpoint={!isEmpty} onPaste={paste} onAdd={add} />}
    />
  );
  return (
    <>
      <Split
        storageKey="webhooks"
        asideTitle={openDelivery === null ? (current?.name ?? 'Endpoint') : 'Delivery'}
        aside={
          openDelivery !== null ? (
            <DeliveryAside key={openDelivery} id={openDelivery} endpoints={all} />
          ) : openEndpoint === null ? null : current ? (
            <EndpointAside key={current.id} endpoint={current} />
          ) : endpoints.data ? (
            <Empty title="This endpoint is gone." />
          ) : null
        }
        onClose={closeAside}
        main={
          <>
            <PageHeader
              title={endpoints.data ? (isEmpty ? 'No webhooks yet' : inboxTitle(all)) : 'Webhooks'}
              sub={endpoints.data ? (isEmpty ? undefined : inboxSub(all, receiver.data)) : ' '}
              actions={
                isEmpty ? undefined : (
                  <>
                    <Button
                      aria-label="Add endpoint"
                      title="Add endpoint (n)"
                      icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />}
                      onClick={add}
                    />
                    {receiver.data && <ReceiverButton receiver={receiver.data} isAsking={isAskingPort} onAsk={setIsAskingPort} />}
                    <Button
                      kind={openDelivery === null && (openEndpoint === null || !current || hasSecretHere(current)) ? 'primary' : 'default'}
                      icon={<IconClipboardText size={16} stroke={1.6} aria-hidden="true" />}
                      onClick={paste}
                    >
                      Paste a delivery
                    </Button>
                  </>
                )
              }
            />
            {!isEmpty && (
              <>
                <EndpointList endpoints={all} selectedId={endpointId} />
                <div className="who-views">
                  <Tabs<InboxView>
                    label="Which deliveries"
                    value={view}
                    onChange={setView}
                    items={[
                      { value: 'all', label: 'All', ...(counts && { count: counts.all }) },
                      {
                        value: 'dead',
                        label: 'Dead letters',
                        ...(counts && { count: counts.dead }),
                        ...(counts && counts.dead > 0 && { tone: 'bad' }),
                      },
                      { value: 'failing', label: 'Failing', ...(counts && { count: counts.failing }) },
                      { value: 'duplicates', label: 'Duplicates', ...(counts && { count: counts.duplicates }) },
                    ]}
                  />
                  {narrowed && (
                    <Button small kind="quiet" onClick={showAll}>
                      All endpoints
                    </Button>
                  )}
                  <FilterField value={text} onChange={setText} placeholder="Filter deliveries" />
                </div>
              </>
            )}
            {table}
          </>
        }
      />
      {(isAdding || (door.kind === 'webhook' && door.id === 'new')) && <EndpointSheet endpoint={null} onClose={closeAdd} />}
      {isPasting && <PasteSheet endpoints={all} endpointId={endpointId} onClose={() => setIsPasting(false)} />}
    </>
  );
}
