import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Risk } from '../../../shared/contract/scorecards.ts';
import { api, client } from '../../app/client.ts';
import { go, useDoor } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Split } from '../../ui/split.tsx';
import { When } from '../../ui/when.tsx';
import { changeWithUndo } from '../../ui/undo-last.ts';
import { OutcomeDialog } from './outcome-dialog.tsx';
import { RiskForm } from './risk-form.tsx';

const columns: readonly Column<Risk>[] = [
  { key: 'title', header: 'What may happen', width: 300, cell: (row) => <b className="strong">{row.title}</b>, value: (row) => row.title },
  { key: 'kind', isMinor: true, header: 'Kind', width: 76, cell: (row) => row.kind, value: (row) => row.kind },
  {
    key: 'weight',
    header: 'Weight',
    width: 76,
    cell: (row) => <span title="Likelihood × impact">{`${row.likelihood} × ${row.impact}`}</span>,
    value: (row) => row.likelihood * row.impact,
  },
  {
    key: 'owner',
    header: 'Owner',
    width: 90,
    cell: (row) => row.ownerName ?? <span className="faint">nobody</span>,
    value: (row) => row.ownerName,
  },
  {
    key: 'vendor',
    isMinor: true,
    header: 'Vendor',
    width: 100,
    cell: (row) => row.vendorName ?? <span className="faint">–</span>,
    value: (row) => row.vendorName,
  },
  {
    key: 'due',
    header: 'Due or ends',
    width: 110,
    cell: (row) => (row.dueAt === null ? <span className="faint">no date</span> : <When at={row.dueAt} precision="day" />),
    value: (row) => row.dueAt,
  },
];

/** Open risks and waivers, the heaviest first. */
export function RisksTab({ tabs }: { readonly tabs: ReactNode }): ReactElement {
  const door = useDoor();
  const list = useQuery(api.scorecards.risks.queryOptions({ input: { withClosed: true } }));
  const [form, setForm] = useState<{ risk: Risk | null } | null>(null);
  const [closing, setClosing] = useState<Risk | null>(null);
  const open = (list.data ?? []).filter(({ closedAt }) => closedAt === null);
  const selected = (list.data ?? []).find(({ id }) => id === door.id);
  const add = (): void => setForm({ risk: null });
  useShortcut('n', 'Note a risk', add);
  useShortcut('e', 'Edit the risk', () => selected && setForm({ risk: selected }), selected !== undefined);
  usePaletteActions('scorecards-risks', [{ words: 'Note a risk', keys: 'n', run: add }]);
  if (list.error) return <FaultNote fault={list.error} onRetry={() => void list.refetch()} />;
  const waivers = open.filter(({ kind }) => kind === 'waiver').length;
  return (
    <>
      <Split
        storageKey="risks"
        asideTitle={selected?.title ?? 'Risk'}
        aside={
          selected ? <RiskAside risk={selected} onEdit={() => setForm({ risk: selected })} onEnd={() => setClosing(selected)} /> : null
        }
        onClose={() => go({ place: 'scorecards', kind: 'risks' })}
        main={
          <div className="sc-page">
            <PageHeader
              title={open.length === 0 ? 'No risk is open' : `${open.length} ${open.length === 1 ? 'risk is' : 'risks are'} open`}
              sub={
                waivers === 0
                  ? 'They stand on the scorecard until they are closed.'
                  : `${waivers} of them accepted by a waiver, until its day.`
              }
              actions={
                open.length === 0 ? undefined : (
                  <Button icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />} onClick={add}>
                    Note risk
                  </Button>
                )
              }
            />
            {tabs}
            <div className="sc-fill">
              <DataTable<Risk>
                rows={open}
                columns={columns}
                rowId={({ id }) => id}
                selectedId={selected?.id ?? null}
                onOpen={({ id }) => go({ place: 'scorecards', kind: 'risk', id })}
                csvName="risks"
                of={['risk', 'risks']}
                isLoading={list.isPending}
                empty={
                  <Empty
                    title="What may go wrong and has no end yet stands here, with an owner and a day."
                    action={
                      <Button kind="primary" onClick={add}>
                        Note risk
                      </Button>
                    }
                    example="“One person holds the PayPal key”, Ines, until 30 November."
                  />
                }
              />
            </div>
          </div>
        }
      />
      {form && <RiskForm risk={form.risk} onClose={() => setForm(null)} />}
      {closing && (
        <OutcomeDialog
          title={`Close “${closing.title}”`}
          label="How it ended"
          action="Close risk"
          entity="risk"
          save={(outcome) => client.scorecards.closeRisk({ id: closing.id, outcome })}
          onClose={() => setClosing(null)}
        />
      )}
    </>
  );
}

function RiskAside({
  risk,
  onEdit,
  onEnd,
}: {
  readonly risk: Risk;
  readonly onEdit: () => void;
  readonly onEnd: () => void;
}): ReactElement {
  const remove = async (): Promise<void> => {
    if (await changeWithUndo(`“${risk.title}” removed`, 'risk', risk.id, () => client.scorecards.removeRisk({ id: risk.id })))
      go({ place: 'scorecards', kind: 'risks' });
  };
  return (
    <div className="sc-aside">
      <Facts
        items={[
          ['Kind', risk.kind],
          ['Likelihood × impact', `${risk.likelihood} × ${risk.impact} of 5 × 5`],
          ['Owner', risk.ownerName ?? 'nobody'],
          [
            risk.kind === 'waiver' ? 'Ends' : 'To be gone by',
            risk.dueAt === null ? 'no date' : <When key="1" at={risk.dueAt} precision="day" />,
          ],
          ['Noted', <When key="2" at={risk.createdAt} />],
          ...(risk.closedAt === null ? [] : [['Closed', <When key="3" at={risk.closedAt} />] as const]),
        ]}
      />
      {risk.reason !== '' && <p>{risk.reason}</p>}
      {risk.outcome !== '' && <p>Ended: {risk.outcome}</p>}
      <div className="sc-buttons">
        <Button onClick={onEdit} keys="e">
          Edit
        </Button>
        {risk.closedAt === null && <Button onClick={onEnd}>Close risk</Button>}
        <Button kind="quiet" onClick={() => void remove()}>
          Remove
        </Button>
      </div>
    </div>
  );
}
