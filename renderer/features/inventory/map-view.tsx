import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DependencyMap, ProcessLink } from '../../../shared/contract/processes.ts';
import { reachOf, type MapKind } from '../../../shared/domain/inventory/dependency-reach.ts';
import { api } from '../../app/client.ts';
import { useDoor } from '../../app/navigate.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { useInventoryStore } from './inventory-store.ts';
import { LinkTable } from './link-table.tsx';
import { MapGraph } from './map-graph.tsx';

/** What depends on what, as a picture and as a table of the same links. */
export function MapView() {
  const { mapForm, text } = useInventoryStore();
  const door = useDoor();
  const map = useQuery(api.inventory.map.queryOptions({ input: {} }));
  const chosen = useMemo((): { kind: MapKind; id: string } | null => {
    if (door.id === undefined) return null;
    if (door.kind === 'process' || door.kind === 'vendor') return { kind: door.kind, id: door.id };
    return door.kind === 'endpoint' ? null : { kind: 'api', id: door.id };
  }, [door]);
  const shown = useMemo(() => (map.data ? filterMap(map.data, text.map) : null), [map.data, text.map]);
  return (
    <>
      {map.isError ? <FaultNote fault={map.error} onRetry={() => void map.refetch()} /> : null}
      {map.isPending ? <Loading /> : null}
      {shown && mapForm === 'graph' ? <MapGraph map={shown} chosen={chosen} /> : null}
      {shown && mapForm === 'table' ? <LinkTable links={tableLinks(shown, chosen)} /> : null}
    </>
  );
}

/** With something chosen, the table has only what is on a path through it. */
function tableLinks(map: DependencyMap, chosen: { kind: MapKind; id: string } | null): readonly ProcessLink[] {
  if (chosen === null) return map.links;
  const reach = reachOf(map, chosen.kind, chosen.id);
  return map.links.filter((link) => reach.links.has(link.id));
}

/** Nodes that have every word in their names or in those of what they are linked to, and the links between them. */
function filterMap(map: DependencyMap, text: string): DependencyMap {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return map;
  const links = map.links.filter((link) => {
    const names = `${link.processName} ${link.vendorName} ${link.apiName} ${link.apiVersion}`.toLowerCase();
    return words.every((word) => names.includes(word));
  });
  const apis = new Set(links.map(({ apiId }) => apiId));
  const processes = new Set(links.map(({ processId }) => processId));
  const vendors = new Set(links.map(({ vendorId }) => vendorId));
  return {
    processes: map.processes.filter(({ id }) => processes.has(id)),
    apis: map.apis.filter(({ id }) => apis.has(id)),
    vendors: map.vendors.filter(({ id }) => vendors.has(id)),
    links,
  };
}
