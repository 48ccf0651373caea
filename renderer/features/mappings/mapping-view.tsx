import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { MappingDetail, OutputRow } from '../../../shared/contract/mappings.ts';
import { api } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { ChangesSheet } from './changes-sheet.tsx';
import { CoverageDoors } from './coverage-doors.tsx';
import { FieldForm } from './field-form.tsx';
import { FieldMap } from './field-map.tsx';
import { GoldensSheet } from './goldens-sheet.tsx';
import { MappingHeader } from './mapping-header.tsx';
import { useMappingsStore } from './mappings-store.ts';
import { OutputTable } from './output-table.tsx';
import { RowsSheet } from './rows-sheet.tsx';
import { RuleAside } from './rule-aside.tsx';
import { RunSheet } from './run-sheet.tsx';
import { SourcesSheet } from './sources-sheet.tsx';

/** One mapping: what goes where at the left, the rule of the chosen field at the right, real rows below. */
export function MappingView({ id }: { readonly id: string }): ReactElement {
  const [which, setWhich] = useState<'draft' | 'active' | undefined>();
  const show = useQuery(api.mappings.show.queryOptions({ input: { id, ...(which ? { revision: which } : {}) } }));
  const { sheet, runId, open, showRun, choose } = useMappingsStore();
  const chosen = useMappingsStore((state) => state.field[id]);
  const detail = show.data;
  const fields = detail?.spec.destination.fields ?? [];
  const field = fields.find(({ name }) => name === chosen)?.name ?? (detail ? firstField(detail) : '');
  const output = useQuery(api.mappings.output.queryOptions({ input: { id, field, limit: 6 }, enabled: field !== '' }));
  const asked = useMappingsStore((state) => state.row[id]);
  const row = rowOf(output.data?.rows ?? [], asked);
  const hasSheet = sheet !== null || runId !== null;
  const step = (by: number): void => {
    const next = fields[fields.findIndex(({ name }) => name === field) + by];
    if (next) choose(id, next.name);
  };
  useShortcut('j', 'Next destination field', () => step(1), !hasSheet);
  useShortcut('k', 'Destination field before', () => step(-1), !hasSheet);
  useShortcut('e', 'Edit the destination field', () => open('field'), !hasSheet && field !== '');
  useShortcut('Escape', 'Back to the mappings', () => go({ place: 'mappings' }), !hasSheet);
  if (show.isPending) return <Loading />;
  if (show.isError) return <FaultNote fault={show.error} onRetry={() => void show.refetch()} />;
  const loaded = show.data;
  const close = (): void => open(null);
  return (
    <div className="map-page">
      <MappingHeader detail={loaded} which={which} onWhich={setWhich} />
      <CoverageDoors detail={loaded} />
      <div className="map-split">
        <div className="map-left">
          <FieldMap detail={loaded} field={field} />
          <OutputTable detail={loaded} field={field} output={output.data} row={row} />
        </div>
        <RuleAside key={field} detail={loaded} field={field} row={row} />
      </div>
      {sheet === 'goldens' ? <GoldensSheet detail={loaded} onClose={close} /> : null}
      {sheet === 'sources' ? <SourcesSheet detail={loaded} onClose={close} /> : null}
      {sheet === 'changes' ? <ChangesSheet detail={loaded} onClose={close} /> : null}
      {sheet === 'rows' ? <RowsSheet detail={loaded} field={field} onClose={close} /> : null}
      {sheet === 'field' || sheet === 'new field' ? (
        <FieldForm detail={loaded} field={sheet === 'field' ? field : null} onClose={close} />
      ) : null}
      {runId === null ? null : <RunSheet runId={runId} onClose={() => showRun(null)} />}
    </div>
  );
}

/** Where a person should look first: a failing sample's field, one without a rule, else the first. */
function firstField(detail: MappingDetail): string {
  const failing = detail.goldens.flatMap(({ failures }) => failures).find(({ field }) => field !== null)?.field;
  return failing ?? detail.coverage.destination.withoutRule[0] ?? detail.spec.destination.fields[0]?.name ?? '';
}

function rowOf(rows: readonly OutputRow[], asked: number | undefined): number {
  const changed = rows.find((one) => one.before !== undefined && one.before !== one.after && one.outcome === 'written');
  return rows.find((one) => one.row === asked)?.row ?? changed?.row ?? rows[0]?.row ?? 1;
}
