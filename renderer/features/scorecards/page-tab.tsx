import { IconFileDiff, IconSnowflake } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import { audiences, type Audience } from '../../../shared/domain/scorecards/facts.ts';
import { api } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { ExportMenu, exportPage } from './export-menu.tsx';
import { FreezeDialog } from './freeze-dialog.tsx';
import { MonthList } from './month-list.tsx';
import { PageView } from './page-view.tsx';
import { useScorecards } from './scorecards-store.ts';

const audienceNames: Readonly<Record<Audience, string>> = {
  executive: 'Board',
  operations: 'Operations',
  'vendor review': 'Vendor review',
  auditor: 'Auditor',
};

/** The months at the left, the chosen one's page beside them. */
export function PageTab({ tabs }: { readonly tabs: ReactNode }): ReactElement {
  const { month, audience, vendorId, version, show } = useScorecards();
  const isChosen = audience !== 'vendor review' || vendorId !== null;
  const vendors = useQuery(api.inventory.vendors.queryOptions({ input: {} }));
  const months = useQuery(api.scorecards.months.queryOptions({ input: { audience, vendorId } }));
  const shown = { month, audience, vendorId, ...(version === null ? {} : { version }) };
  const page = useQuery({ ...api.scorecards.build.queryOptions({ input: shown }), enabled: isChosen, placeholderData: (before) => before });
  const [isFreezing, setIsFreezing] = useState(false);
  const row = months.data?.find((one) => one.month === month);
  const canFreeze = isChosen && row !== undefined && row.state !== 'so far';
  const freeze = (): void => setIsFreezing(true);
  useShortcut('f', 'Freeze the page', freeze, canFreeze);
  useShortcut('x', 'Export the page as PDF', () => void exportPage(shown, 'pdf'), isChosen);
  usePaletteActions('scorecards', [
    { words: 'Export the scorecard as PDF', keys: 'x', run: () => void exportPage(shown, 'pdf') },
    ...(canFreeze
      ? [{ words: row.state === 'frozen' ? 'Correct the frozen scorecard' : 'Freeze the scorecard', keys: 'f', run: freeze }]
      : []),
  ]);
  const isNothing = page.data !== undefined && page.data.blocks.length === 0;
  return (
    <div className="sc-page">
      <PageHeader
        title={isChosen ? (page.data?.title ?? 'Scorecards') : 'Scorecards'}
        sub={row ? subWords(row.state, row.version, page.data?.blocks.length ?? 0) : isNothing ? subWords('so far', 0, 0) : ' '}
        actions={
          isChosen && !isNothing ? (
            <>
              <ExportMenu page={shown} />
              {canFreeze && (
                <Button
                  kind={row.state === 'frozen' ? 'default' : 'primary'}
                  icon={
                    row.state === 'frozen' ? (
                      <IconFileDiff size={16} stroke={1.6} aria-hidden="true" />
                    ) : (
                      <IconSnowflake size={16} stroke={1.6} aria-hidden="true" />
                    )
                  }
                  onClick={freeze}
                >
                  {row.state === 'frozen' ? 'Correct page' : 'Freeze page'}
                </Button>
              )}
            </>
          ) : undefined
        }
      />
      {tabs}
      <div className="sc-split">
        <div className="sc-side">
          <SelectField<Audience>
            label="For"
            value={audience}
            onChange={(next) =>
              next && show({ audience: next, vendorId: next === 'vendor review' ? (vendorId ?? vendors.data?.[0]?.id ?? null) : null })
            }
            items={audiences.map((value) => ({ value, label: audienceNames[value] }))}
          />
          {audience === 'vendor review' && (
            <SelectField
              label="Vendor"
              value={vendorId}
              onChange={(next) => show({ vendorId: next })}
              items={(vendors.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              searchable
            />
          )}
          <MonthList months={months.data ?? []} />
        </div>
        <div className="sc-sheet">
          {page.error ? (
            <FaultNote fault={page.error} onRetry={() => void page.refetch()} />
          ) : !isChosen ? (
            <Empty title="A vendor review shows one vendor’s promises, incidents and dates, and nothing of yours. Choose the vendor." />
          ) : page.data === undefined ? (
            <Loading lines={12} />
          ) : isNothing ? (
            <Nothing />
          ) : (
            <PageView page={page.data} />
          )}
        </div>
      </div>
      {isFreezing && row && <FreezeDialog row={row} page={{ month, audience, vendorId }} onClose={() => setIsFreezing(false)} />}
    </div>
  );
}

function subWords(state: 'frozen' | 'not frozen' | 'so far', version: number, blocks: number): string {
  if (blocks === 0) return 'The page fills by itself from promises, incidents, dates, costs and breaks.';
  if (state === 'frozen') return `Frozen, version ${version}. What becomes known later is a correction.`;
  return state === 'so far'
    ? 'The month is not over; its page can be frozen when it is.'
    : 'The month is over. Look it through, then freeze it.';
}

function Nothing(): ReactElement {
  return (
    <Empty
      title="The page of a month says which promises were kept, what is at risk and what it costs, on one sheet for people who never open this app."
      action={
        <Button kind="primary" onClick={() => go({ place: 'monitors' })}>
          Make a promise
        </Button>
      }
      example="“October: five of nine promises were kept.” Every figure on it opens the checks, incidents or invoices it came from."
    />
  );
}
