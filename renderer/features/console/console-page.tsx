import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactElement } from 'react';
import { api } from '../../app/client.ts';
import { goInstead, useDoor } from '../../app/navigate.ts';
import { useImportRequest } from '../../app/open-import.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useConsoleStore } from './console-store.ts';
import { EndpointList } from './endpoint-list.tsx';
import { HistoryView } from './history/history-view.tsx';
import { RequestPane } from './request/request-pane.tsx';
import './console.css';
import './request/request.css';
import './answer/answer.css';
import './history/history.css';

/** Makes calls by hand and shows what came back; and the history of every call there was. */
export default function ConsolePage(): ReactElement {
  const door = useDoor();
  if (door.kind === 'history') return <HistoryView exchangeId={null} apiId={door.id ?? null} />;
  if (door.kind === 'exchange') return <HistoryView exchangeId={door.id ?? null} />;
  return <Requests endpointId={door.kind === 'endpoint' ? (door.id ?? null) : null} />;
}

function Requests({ endpointId }: { readonly endpointId: string | null }): ReactElement {
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' } }));
  const endpoints = useQuery(api.inventory.endpoints.queryOptions({ input: { text: '' } }));
  const askImport = useImportRequest((state) => state.ask);
  const lastEndpointId = useConsoleStore((state) => state.lastEndpointId);

  const all = endpoints.data;
  const first = all && (all.find((one) => one.id === lastEndpointId) ?? all.toSorted((one, other) => other.calls30d - one.calls30d)[0]);
  useEffect(() => {
    if (endpointId !== null) useConsoleStore.getState().visit(endpointId);
    else if (first) goInstead({ place: 'console', kind: 'endpoint', id: first.id });
  }, [endpointId, first]);

  const error = apis.error ?? endpoints.error;
  if (error) return <FaultNote fault={error} onRetry={() => void Promise.all([apis.refetch(), endpoints.refetch()])} />;
  if (!apis.data || !all) return <Loading />;
  if (all.length === 0) {
    return (
      <>
        <PageHeader title="No endpoint to call yet" sub="Endpoints come with an API’s OpenAPI file." />
        <Empty
          title="Here you send one call to an API and see all of its answer: timings, headers, body, and whether it fits the contract."
          action={
            <Button kind="primary" onClick={() => askImport(null)}>
              Import an OpenAPI file
            </Button>
          }
          example="Its endpoints then stand here with an example body for each, and answers leave evidence: limits left, dates for the calendar, drift."
        />
      </>
    );
  }
  return (
    <div className="con-page">
      <EndpointList apis={apis.data} endpoints={all} selectedId={endpointId} />
      {endpointId !== null && <RequestPane key={endpointId} endpointId={endpointId} />}
    </div>
  );
}
