import { useMemo } from 'react';
import type { Endpoint } from '../../../shared/contract/inventory.ts';
import { go } from '../../app/navigate.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { panelColumns } from './endpoint-columns.tsx';
import { count } from './inventory-words.ts';

/** The endpoints of one API, inside its panel. */
export function OwnEndpoints({ endpoints }: { readonly endpoints: readonly Endpoint[] }) {
  const hasMarks = endpoints.some((one) => one.isDeprecated || one.sunsetAt !== null);
  const columns = useMemo(() => panelColumns(hasMarks), [hasMarks]);
  return (
    <DataTable
      rows={endpoints}
      columns={columns}
      rowId={(row) => row.id}
      onOpen={(row) => go({ place: 'inventory', kind: 'endpoint', id: row.id })}
      csvName="Endpoints of an API"
      footerWords={count(endpoints.length, 'endpoint')}
      empty={<p className="inv-nothing">This API has no endpoints yet. Import its contract, and they stand here.</p>}
    />
  );
}
