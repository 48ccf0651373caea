import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Decision } from '../../../shared/contract/scorecards.ts';
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
import { DecisionForm } from './decision-form.tsx';
import { OutcomeDialog } from './outcome-dialog.tsx';

const columns: readonly Column<Decision>[] = [
  {
    key: 'title',
    header: 'What must be decided',
    width: 220,
    cell: (row) => <b className="strong">{row.title}</b>,
    value: (row) => row.title,
  },
  {
    key: 'due',
    header: 'Needed by',
    width: 100,
    cell: (row) => (row.dueAt === null ? <span className="faint">no date</span> : <When at={row.dueAt} precision="day" />),
    value: (row) => row.dueAt,
  },
  {
    key: 'owner',
    header: 'Who asks',
    width: 90,
    cell: (row) => row.ownerName ?? <span className="faint">–</span>,
    value: (row) => row.ownerName,
  },
  {
    key: 'advice',
    isMinor: true,
    header: 'Advice',
    width: 300,
    cell: (row) => row.recommendation,
    value: (row) => row.recommendation,
  },
  {
    key: 'decided',
    header: 'Decided',
    width: 160,
    cell: (row) => (row.decidedAt === null ? <span className="faint">open</span> : row.outcome),
    value: (row) => (row.decidedAt === null ? 'open' : row.outcome),
  },
];

/** Decisions that somebody must take; the three nearest stand on the page. */
export function DecisionsTab({ tabs }: { readonly tabs: ReactNode }): ReactElement {
  const door = useDoor();
  const list = useQuery(api.scorecards.decisions.queryOptions({ input: { withDecided: true } }));
  const [form, setForm] = useState<{ decision: Decision | null } | null>(null);
  const [deciding, setDeciding] = useState<Decision | null>(null);
  const rows = list.data ?? [];
  const open = rows.filter(({ decidedAt }) => decidedAt === null).length;
  const selected = rows.find(({ id }) => id === door.id);
  const add = (): void => setForm({ decision: null });
  useShortcut('n', 'Ask for a decision', add);
  useShortcut('e', 'Edit the decision', () => selected && setForm({ decision: selected }), selected !== undefined);
  usePaletteActions('scorecards-decisions', [{ words: 'Ask for a decision', keys: 'n', run: add }]);
  if (list.error) return <FaultNote fault={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      <Split
        storageKey="decisions"
        asideTitle={selected?.title ?? 'Decision'}
        aside={
          selected ? (
            <DecisionAside decision={selected} onEdit={() => setForm({ decision: selected })} onDecide={() => setDeciding(selected)} />
          ) : null
        }
        onClose={() => go({ place: 'scorecards', kind: 'decisions' })}
        main={
          <div className="sc-page">
            <PageHeader
              title={open === 0 ? 'No decision is needed' : `${open} ${open === 1 ? 'decision is' : 'decisions are'} needed`}
              sub="The three nearest stand on the scorecard."
              actions={
                rows.length === 0 ? undefined : (
                  <Button icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />} onClick={add}>
                    Ask for decision
                  </Button>
                )
              }
            />
            {tabs}
            <div className="sc-fill">
              <DataTable<Decision>
                rows={rows}
                columns={columns}
                rowId={({ id }) => id}
                selectedId={selected?.id ?? null}
                onOpen={({ id }) => go({ place: 'scorecards', kind: 'decision', id })}
                csvName="decisions"
                of={['decision', 'decisions']}
                isLoading={list.isPending}
                empty={
                  <Empty
                    title="What the readers of the page must decide stands here, with advice and a day."
                    action={
                      <Button kind="primary" onClick={add}>
                        Ask for decision
                      </Button>
                    }
                    example="“Klaviyo: renew at €11,400 a year, or give notice by 8 December.”"
                  />
                }
              />
            </div>
          </div>
        }
      />
      {form && <DecisionForm decision={form.decision} onClose={() => setForm(null)} />}
      {deciding && (
        <OutcomeDialog
          title={`Decide “${deciding.title}”`}
          label="What was decided"
          action="Keep decision"
          entity="decision"
          save={(outcome) => client.scorecards.decide({ id: deciding.id, outcome })}
          onClose={() => setDeciding(null)}
        />
      )}
    </>
  );
}

interface AsideProps {
  readonly decision: Decision;
  readonly onEdit: () => void;
  readonly onDecide: () => void;
}

function DecisionAside({ decision, onEdit, onDecide }: AsideProps): ReactElement {
  const remove = async (): Promise<void> => {
    const isDone = await changeWithUndo(`“${decision.title}” removed`, 'decision', decision.id, () =>
      client.scorecards.removeDecision({ id: decision.id }),
    );
    if (isDone) go({ place: 'scorecards', kind: 'decisions' });
  };
  return (
    <div className="sc-aside">
      {decision.recommendation !== '' && <p>{decision.recommendation}</p>}
      <Facts
        items={[
          ['Needed by', decision.dueAt === null ? 'no date' : <When key="1" at={decision.dueAt} precision="day" />],
          ['Who asks', decision.ownerName ?? 'nobody'],
          ['Asked', <When key="2" at={decision.createdAt} />],
          ...(decision.decidedAt === null
            ? []
            : [['Decided', <When key="3" at={decision.decidedAt} />] as const, ['Outcome', decision.outcome] as const]),
        ]}
      />
      <div className="sc-buttons">
        {decision.decidedAt === null && <Button onClick={onDecide}>Decide</Button>}
        <Button onClick={onEdit} keys="e">
          Edit
        </Button>
        <Button kind="quiet" onClick={() => void remove()}>
          Remove
        </Button>
      </div>
    </div>
  );
}
