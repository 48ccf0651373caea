import { useQuery } from '@tanstack/react-query';
import type { ApiDetail, Endpoint } from '../../../shared/contract/inventory.ts';
import { assertNever } from '../../app/assert-never.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { confirm } from '../../ui/confirm.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Section } from '../../ui/section.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { toast } from '../../ui/toast.ts';
import { ApiFacts } from './api-facts.tsx';
import { ContractTab } from './contract-tab.tsx';
import { DependencyMap } from './dependency-map.tsx';
import { Environments } from './environments.tsx';
import { EvidenceLines } from './evidence-lines.tsx';
import { FindingsList } from './findings-list.tsx';
import { HistoryTab } from './history-tab.tsx';
import { useInventoryStore } from './inventory-store.ts';
import type { AsideTab } from './inventory-store.ts';
import { count } from './inventory-words.ts';
import { NowBanner } from './now-banner.tsx';
import { OwnEndpoints } from './own-endpoints.tsx';
import { failureWords } from './undo-last.ts';

/** An API's detail, its tabs included. */
export function ApiAside({ id }: { readonly id: string }) {
  const tab = useInventoryStore((state) => state.asideTab);
  const setTab = useInventoryStore((state) => state.setAsideTab);
  const detail = useQuery(api.inventory.show.queryOptions({ input: { id } }));
  const endpoints = useQuery(api.inventory.endpoints.queryOptions({ input: { apiId: id } }));
  if (detail.isPending || endpoints.isPending) return <Loading />;
  if (detail.isError) return <FaultNote fault={detail.error} onRetry={() => void detail.refetch()} />;
  const rows = endpoints.data ?? [];
  return (
    <>
      <div className="inv-aside-tabs">
        <Tabs<AsideTab>
          label="About this API"
          value={tab}
          onChange={setTab}
          items={[
            { value: 'overview', label: 'Overview' },
            { value: 'endpoints', label: 'Endpoints', count: rows.length },
            { value: 'contract', label: 'Contract' },
            { value: 'evidence', label: 'Evidence', count: detail.data.evidence.length },
            { value: 'history', label: 'History' },
          ]}
        />
      </div>
      <div className="inv-aside-body" data-tab={tab}>
        <AsideTabBody tab={tab} detail={detail.data} endpoints={rows} />
      </div>
    </>
  );
}

function AsideTabBody({ tab, detail, endpoints }: { tab: AsideTab; detail: ApiDetail; endpoints: readonly Endpoint[] }) {
  switch (tab) {
    case 'overview':
      return <Overview detail={detail} endpoints={endpoints} />;
    case 'endpoints':
      return <OwnEndpoints endpoints={endpoints} />;
    case 'contract':
      return <ContractTab detail={detail} />;
    case 'evidence':
      return (
        <>
          <FindingsList findings={detail.findings} />
          <Section title="Evidence">
            {detail.evidence.length === 0 ? (
              <p className="inv-note">
                Every call and every document leaves evidence here: headers, limits, answers that break the contract.
              </p>
            ) : (
              <EvidenceLines lines={detail.evidence} />
            )}
          </Section>
        </>
      );
    case 'history':
      return <HistoryTab entity="api" entityId={detail.api.id} />;
    default:
      return assertNever(tab);
  }
}

function Overview({ detail, endpoints }: { detail: ApiDetail; endpoints: readonly Endpoint[] }) {
  const setTab = useInventoryStore((state) => state.setAsideTab);
  const shown = 4;
  return (
    <>
      <NowBanner api={detail.api} endpoints={endpoints} />
      <ApiFacts detail={detail} endpoints={endpoints} />
      <DependencyMap detail={detail} />
      <Environments detail={detail} endpoints={endpoints} />
      <FindingsList findings={detail.findings.filter((one) => one.status === 'open')} />
      {detail.evidence.length === 0 ? null : (
        <Section
          title="Evidence"
          right={
            detail.evidence.length > shown ? (
              <button type="button" className="inv-door-button" onClick={() => setTab('evidence')}>
                All {detail.evidence.length}
              </button>
            ) : undefined
          }
        >
          <EvidenceLines lines={detail.evidence.slice(0, shown)} />
        </Section>
      )}
      <div className="inv-last">
        <Button small kind="quiet" onClick={() => go({ place: 'inventory', kind: 'vendor', id: detail.vendor.id })}>
          About {detail.vendor.name}
        </Button>
        <Button small kind="quiet" onClick={() => void removeApi(detail, endpoints.length)}>
          Remove API
        </Button>
      </div>
    </>
  );
}

/** Removes an API once a person has read what goes with it. */
async function removeApi(detail: ApiDetail, endpointCount: number): Promise<void> {
  const name = `${detail.vendor.name} ${detail.api.name}`;
  const parts = [
    count(endpointCount, 'endpoint'),
    count(detail.environments.length, 'environment'),
    count(detail.contracts.length, 'contract'),
  ].join(', ');
  const uses = detail.api.processes.length > 0 ? ` ${detail.api.processes.join(', ')} will show no API for it.` : '';
  const isSure = await confirm({
    title: `Remove ${name}`,
    consequence: `Its ${parts} go with it, and its answers are no longer checked.${uses} Exchanges already made and the credentials stay.`,
    action: 'Remove API',
    danger: true,
  });
  if (!isSure) return;
  try {
    await client.inventory.removeApi({ id: detail.api.id });
    go({ place: 'inventory' });
    toast({ words: `${name} removed` });
  } catch (error) {
    toast({ words: failureWords(error), state: 'broken' });
  }
}
