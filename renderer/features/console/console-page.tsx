import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { Door } from '../../../shared/contract/procedure.ts';
import { api } from '../../app/client.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { goInstead, useDoor } from '../../app/navigate.ts';
import { useImportRequest } from '../../app/open-import.ts';
import { usePaste } from '../../app/open-paste.ts';
import { useTransferRequest } from '../../app/open-transfer.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { CompareGuard } from './answer/compare/compare-guard.tsx';
import { DiffPage } from './answer/compare/diff-page.tsx';
import { GuidancePage } from './answer/guidance/guidance-page.tsx';
import { useConsoleStore } from './console-store.ts';
import { RequestList } from './endpoint-list.tsx';
import { HistoryView } from './history/history-view.tsx';
import { NewRequest } from './request/new-request.tsx';
import { RequestPane } from './request/request-pane.tsx';
import type { Subject } from './request/subject.ts';
import { ExportDialog } from './transfer/export-dialog.tsx';
import './console.css';
import './request/request.css';
import './request/bodies.css';
import './request/travel.css';
import './request/narrow.css';
import './saved/saved.css';
import './answer/answer.css';
import './answer/body/body.css';
import './answer/compare/compare.css';
import './answer/guidance/guidance.css';
import './history/history.css';

/** Makes calls by hand and shows what came back; and the history of every call there was. */
export default function ConsolePage(): ReactElement {
  return (
    <>
      <View />
      <CompareGuard />
    </>
  );
}

function View(): ReactElement {
  const door = useDoor();
  if (door.kind === 'history') return <HistoryView exchangeId={null} apiId={door.id ?? null} />;
  if (door.kind === 'exchange') return <HistoryView exchangeId={door.id ?? null} />;
  if (door.kind === 'history-credential') return <HistoryView exchangeId={null} apiId={null} credentialId={door.id ?? null} />;
  if (door.kind === 'history-run') return <CallsOfRun number={door.id ?? ''} />;
  if (door.kind === 'diff') {
    const [leftId = '', rightId = ''] = (door.id ?? '').split('~');
    return <DiffPage key={door.id} leftId={leftId} rightId={rightId} />;
  }
  if (door.kind === 'guidance') return <GuidancePage key={door.id} id={door.id ?? null} />;
  return <Plain door={door} />;
}

/** The history asked for the calls of a flow's run; from there it is any search. */
function CallsOfRun({ number }: { readonly number: string }): ReactElement {
  useEffect(() => {
    useConsoleStore.getState().setHistoryText(`run:${number}`);
    goInstead({ place: 'console', kind: 'history' });
  }, [number]);
  return <Loading />;
}

function Plain({ door }: { readonly door: Door }): ReactElement {
  const subject = useMemo(() => subjectOf(door), [door]);
  return <Requests subject={subject} />;
}

const kinds = { endpoint: 'endpoint', savedRequest: 'saved', free: 'free' } as const;

function subjectOf({ kind, id }: Door): Subject | null {
  const known = kinds[kind as keyof typeof kinds] as Subject['kind'] | undefined;
  return known === undefined || id === undefined ? null : { kind: known, key: id };
}

function Requests({ subject }: { readonly subject: Subject | null }): ReactElement {
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' } }));
  const endpoints = useQuery(api.inventory.endpoints.queryOptions({ input: { text: '' } }));
  const saved = useQuery(api.console.savedRequests.queryOptions({ input: {} }));
  const askImport = useImportRequest((state) => state.ask);
  const askTransfer = useTransferRequest((state) => state.ask);
  const [isExporting, setIsExporting] = useState(false);
  const lastEndpointId = useConsoleStore((state) => state.lastEndpointId);
  usePaletteActions('console-page', saved.data?.length ? [{ words: 'Export saved requests', run: () => setIsExporting(true) }] : []);

  const all = endpoints.data;
  const first = all && (all.find((one) => one.id === lastEndpointId) ?? all.toSorted((one, other) => other.calls30d - one.calls30d)[0]);
  const firstSaved = saved.data?.[0]?.id;
  useEffect(() => {
    const store = useConsoleStore.getState();
    if (subject?.kind === 'endpoint') store.visit(subject.key);
    if (subject?.kind === 'saved') store.setMode('saved');
    if (subject === null && first) goInstead({ place: 'console', kind: 'endpoint', id: first.id });
    // Requests that were taken over can be all that there is.
    else if (subject === null && all?.length === 0 && firstSaved) goInstead({ place: 'console', kind: 'savedRequest', id: firstSaved });
  }, [subject, first, all, firstSaved]);

  const error = apis.error ?? endpoints.error;
  if (error) return <FaultNote fault={error} onRetry={() => void Promise.all([apis.refetch(), endpoints.refetch()])} />;
  if (!apis.data || !all || !saved.data) return <Loading />;
  if (all.length === 0 && saved.data.length === 0 && subject?.kind !== 'free') {
    return (
      <>
        <PageHeader title="Nothing to call yet" sub="Paste a call, or take over what you have." />
        <Empty
          title="Here you send one call to an API and see all of its answer: timings, headers, body, and whether it fits the contract."
          action={
            <>
              {apis.data.length > 0 && <NewRequest apis={apis.data} kind="default" />}{' '}
              <Button kind="primary" onClick={() => usePaste.getState().ask()}>
                Paste a curl command or an address
              </Button>{' '}
              <Button onClick={() => askImport(null)}>Import an OpenAPI file</Button>{' '}
              <Button onClick={() => askTransfer()}>Import requests</Button>
            </>
          }
          example="An OpenAPI file gives every endpoint with an example body. Requests come from Postman, Insomnia, Bruno or a HAR. Answers leave evidence: limits left, dates for the calendar, drift."
        />
      </>
    );
  }
  return (
    <div className="con-page">
      <RequestList apis={apis.data} endpoints={all} selectedId={subject?.key ?? null} />
      {subject !== null && <RequestPane key={subject.key} subject={subject} />}
      {isExporting && (
        <ExportDialog savedRequestId={subject?.kind === 'saved' ? subject.key : null} onClose={() => setIsExporting(false)} />
      )}
    </div>
  );
}
