import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ApiDetail, Endpoint } from '../../../shared/contract/inventory.ts';
import { assertNever } from '../../app/assert-never.ts';
import { api } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Section } from '../../ui/section.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ApiDependencies } from './api-dependencies.tsx';
import { ApiEscalation } from './api-escalation.tsx';
import { ApiFacts } from './api-facts.tsx';
import { ContractTab } from './contract-tab.tsx';
import { Environments } from './environments.tsx';
import { EvidenceLines } from './evidence-lines.tsx';
import { FindingsList } from './findings-list.tsx';
import { HistoryTab } from './history-tab.tsx';
import { useInventoryStore } from './inventory-store.ts';
import type { AsideTab } from './inventory-store.ts';
import { NowBanner } from './now-banner.tsx';
import { OwnEndpoints } from './own-endpoints.tsx';
import { removeWithWords } from './remove-with-words.ts';

/** An API's detail, its tabs included. */
export function ApiAside({ id, opensOn = null }: { readonly id: string; readonly opensOn?: AsideTab | null }) {
  const tab = useInventoryStore((state) => state.asideTab);
  const setTab = useInventoryStore((state) => state.setAsideTab);
  // A door that leads to a tab opens it; after that the person chooses.
  useEffect(() => {
    if (opensOn) setTab(opensOn);
  }, [opensOn, setTab]);
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
      <ApiDependencies detail={detail} />
      <ApiEscalation detail={detail} />
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
          About the vendor
        </Button>
        <Button small kind="quiet" onClick={() => void removeWithWords('api', detail.api.id)}>
          Remove API
        </Button>
      </div>
    </>
  );
}
