import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { TransferPlan } from '../../../../shared/contract/transfer.ts';
import { api } from '../../../app/client.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Segments } from '../../../ui/segments.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { apiTitle } from '../endpoint-rows.ts';
import { PlanFlow } from './plan-flow.tsx';
import { PlanHomes } from './plan-homes.tsx';
import { planColumns, planRows, rowIdOf, type PlanRow } from './plan-columns.tsx';
import { PlanRowNotes } from './plan-row-notes.tsx';
import { toggled, type PlanChoice } from './plan-choice.ts';

export interface PlanViewProps {
  readonly plan: TransferPlan;
  readonly choice: PlanChoice;
  readonly onChoice: (choice: PlanChoice) => void;
  /** The API that everything is put into; null: each where it belongs. */
  readonly apiId: string | null;
  readonly onPlace: (apiId: string | null) => void;
}

type View = 'all' | 'part' | 'not';
const everywhere = 'where each belongs';

/** What an import would add, request by request, before it adds anything. */
export function PlanView({ plan, choice, onChoice, apiId, onPlace }: PlanViewProps): ReactElement {
  const [view, setView] = useState<View>('all');
  const [shownKey, setShownKey] = useState<string | null>(null);
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' } }));
  const rows = useMemo(() => planRows(plan), [plan]);
  const table = useRef<HTMLDivElement>(null);
  // What was chosen is read: the keyboard goes on in what came of it.
  useEffect(() => table.current?.querySelector<HTMLElement>('[role="grid"]')?.focus(), []);
  const part = rows.filter(({ refusal, lost }) => refusal === null && lost.length > 0);
  const not = rows.filter(({ refusal }) => refusal !== null);
  const visible = view === 'all' ? rows : view === 'part' ? part : not;
  const toggle = (key: string): void => onChoice({ ...choice, keys: toggled(choice.keys, key) });
  const columns = useMemo(
    () => planColumns(choice.keys, (key) => onChoice({ ...choice, keys: toggled(choice.keys, key) })),
    [choice, onChoice],
  );
  const takeable = rows.filter(({ refusal }) => refusal === null);
  const isAll = takeable.length > 0 && takeable.every(({ key }) => choice.keys.has(key));
  const shown = rows.find(({ key }) => key === shownKey) ?? null;
  // The table knows which row the keyboard is on; "x" takes it or leaves it out.
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key !== 'x' || event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement) return;
    const active = (event.target as HTMLElement).getAttribute('aria-activedescendant') ?? '';
    const row = rows.find((one) => active.endsWith(rowIdOf(one)));
    if (row && row.refusal === null) toggle(row.key);
    event.preventDefault();
  };
  return (
    <div className="trf-plan">
      <div className="trf-plan-head">
        <p className="faint">{[...new Set([plan.format, plan.name, plan.fileName])].filter((words) => words !== '').join(' · ')}</p>
        <SelectField
          label="Put the requests into"
          value={apiId ?? everywhere}
          onChange={(next) => onPlace(next === null || next === everywhere ? null : next)}
          searchable
          items={[
            { value: everywhere, label: 'the API that each address belongs to' },
            ...(apis.data ?? []).map((one) => ({ value: one.id, label: apiTitle(one) })),
          ]}
        />
      </div>
      <PlanHomes plan={plan} choice={choice} onChoice={onChoice} />
      <div className="trf-plan-bar">
        <Segments
          label="Show"
          value={view}
          onChange={setView}
          items={[
            { value: 'all', label: `All ${formatCount(rows.length)}` },
            { value: 'part', label: `In part ${formatCount(part.length)}` },
            { value: 'not', label: `Not ${formatCount(not.length)}` },
          ]}
        />
        <label className="trf-check">
          <input
            type="checkbox"
            checked={isAll}
            disabled={takeable.length === 0}
            onChange={() => onChoice({ ...choice, keys: isAll ? new Set() : new Set(takeable.map(({ key }) => key)) })}
          />
          Take all that can be taken
        </label>
      </div>
      <div ref={table} className="trf-plan-table" onKeyDown={onKeyDown}>
        <DataTable<PlanRow>
          rows={visible}
          columns={columns}
          rowId={rowIdOf}
          selectedId={shown === null ? null : rowIdOf(shown)}
          onOpen={(row) => setShownKey(row.key === shownKey ? null : row.key)}
          csvName="What the import adds"
          footerWords={`${formatCount(choice.keys.size)} of ${formatCount(rows.length)} taken. Enter shows what stays behind, X takes or leaves out.`}
          empty={<p className="faint trf-none">{view === 'part' ? 'Nothing of them stays behind.' : 'All of it can be taken over.'}</p>}
        />
      </div>
      <PlanFlow choice={choice} onChoice={onChoice} />
      {shown ? <PlanRowNotes row={shown} isTaken={choice.keys.has(shown.key)} onToggle={() => toggle(shown.key)} /> : null}
      {plan.notes.length === 0 || shown ? null : (
        <ul className="trf-notes" aria-label="Notes on the whole">
          {plan.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
