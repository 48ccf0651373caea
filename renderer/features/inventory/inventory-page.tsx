import './inventory.css';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { go, useDoor } from '../../app/navigate.ts';
import { useImportRequest } from '../../app/open-import.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Split } from '../../ui/split.tsx';
import { AddApiDialog } from './add-api-dialog.tsx';
import { AddProcessDialog } from './add-process-dialog.tsx';
import { InventoryList } from './inventory-list.tsx';
import { useInventoryStore } from './inventory-store.ts';
import { useOpenRecord } from './use-open-record.tsx';
import { useViewFinding } from './use-view-finding.ts';
import './inline.css';

/** Every vendor, API and endpoint the team depends on: a list, and the detail of the one that is open. */
export default function InventoryPage() {
  const door = useDoor();
  const setView = useInventoryStore((state) => state.setView);
  const [isAdding, setIsAdding] = useState(false);
  const [isAddingProcess, setIsAddingProcess] = useState(false);
  const view = useInventoryStore((state) => state.view);
  const askImport = useImportRequest((state) => state.ask);
  const summary = useQuery(api.inventory.summary.queryOptions({ input: {} }));
  const finding = useViewFinding(view, summary.data);
  const record = useOpenRecord(door);
  usePaletteActions('inventory', [
    { words: 'Add an API by hand', run: () => setIsAdding(true) },
    { words: 'Show APIs', run: () => setView('apis') },
    { words: 'Show vendors', run: () => setView('vendors') },
    { words: 'Show endpoints of all APIs', run: () => setView('endpoints') },
    { words: 'Show business processes', run: () => setView('processes') },
    { words: 'Show the map of dependencies', run: () => setView('map') },
    { words: 'Add a business process', run: () => setIsAddingProcess(true) },
  ]);

  if (summary.isPending) return <Loading />;
  if (summary.isError) return <FaultNote fault={summary.error} onRetry={() => void summary.refetch()} />;
  const dialog = (
    <>
      {isAdding ? <AddApiDialog onClose={() => setIsAdding(false)} /> : null}
      {isAddingProcess ? <AddProcessDialog onClose={() => setIsAddingProcess(false)} /> : null}
    </>
  );
  if (summary.data.apis === 0 && summary.data.vendors === 0) {
    return (
      <div className="inv-page">
        <PageHeader title="No API yet" sub="Quartermaster starts from what you depend on." />
        <Empty
          title="The inventory holds every third-party API you depend on: who owns it, what stops in the business when it fails, and what its limits are."
          action={
            <span className="inv-empty-actions">
              <Button kind="primary" icon={<IconFileImport size={16} stroke={1.6} />} onClick={() => askImport(null)}>
                Import an OpenAPI file
              </Button>
              <Button icon={<IconPlus size={16} stroke={1.6} />} onClick={() => setIsAdding(true)}>
                Add API by hand
              </Button>
            </span>
          }
          example="An import reads the vendor, the environments and every endpoint from the file. You can also drop the file anywhere on this window."
        />
        {dialog}
      </div>
    );
  }
  const openId = door.id ?? null;
  return (
    <>
      <Split
        storageKey="inventory"
        asideTitle={record?.title ?? ''}
        aside={record?.body ?? null}
        onClose={() => go({ place: 'inventory' })}
        main={
          <div className="inv-page">
            <PageHeader
              title={finding.title}
              sub={finding.facts}
              actions={
                <>
                  <Button icon={<IconFileImport size={16} stroke={1.6} />} onClick={() => askImport(null)}>
                    Import
                  </Button>
                  {view === 'processes' || view === 'map' ? (
                    <Button icon={<IconPlus size={16} stroke={1.6} />} onClick={() => setIsAddingProcess(true)}>
                      Add process
                    </Button>
                  ) : (
                    <Button icon={<IconPlus size={16} stroke={1.6} />} onClick={() => setIsAdding(true)}>
                      Add API
                    </Button>
                  )}
                </>
              }
            />
            <InventoryList summary={summary.data} openId={openId} />
          </div>
        }
      />
      {dialog}
    </>
  );
}
