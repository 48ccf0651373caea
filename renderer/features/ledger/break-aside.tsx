import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { BreakDetail } from '../../../shared/contract/ledger.ts';
import { moneyText } from '../../../shared/domain/ledger/difference-words.ts';
import { isFault } from '../../../shared/contract/errors.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { api } from '../../app/client.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { useReadOnly } from '../../ui/read-only.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatDay } from '../../ui/format.ts';
import { Loading } from '../../ui/loading.tsx';
import { Section } from '../../ui/section.tsx';
import { useNow } from '../../ui/use-now.ts';
import { setState } from './act-on-breaks.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { BreakHistory } from './break-history.tsx';
import { ExplainDialog } from './explain-dialog.tsx';
import { RecordsTable } from './records-table.tsx';
import './break-aside.css';

/** One break: what is at risk and why, both records side by side, what happened, and what to do. */
export function BreakAside({ id }: { readonly id: string }): ReactElement {
  const shown = useQuery(api.ledger.breakDetail.queryOptions({ input: { id } }));
  if (shown.error) {
    if (isFault(shown.error) && shown.error.code === 'not_found') return <Empty title="This break is gone: its ledger was removed." />;
    return <FaultNote fault={shown.error} onRetry={() => void shown.refetch()} />;
  }
  if (!shown.data) return <Loading />;
  return <Break one={shown.data} />;
}

function Break({ one }: { readonly one: BreakDetail }): ReactElement {
  const now = useNow();
  const isReadOnly = useReadOnly();
  const [asked, setAsked] = useState<'assign' | 'explain' | null>(null);
  const choice = { ids: [one.id] };
  const isOpen = one.state !== 'resolved';
  const differing = one.fields.filter(({ verdict }) => verdict === 'differs').length;
  const compared = one.fields.filter(({ verdict }) => verdict !== 'shown').length;
  const askAssign = (): void => setAsked('assign');
  const askExplain = (): void => setAsked('explain');
  const investigate = (): void => void setState(choice, 'investigating');
  const markFixed = (): void => void setState(choice, 'fix_pending');
  useShortcut('a', 'Assign this break', askAssign, isOpen);
  useShortcut('x', 'Explain this break until a day', askExplain, isOpen);
  useShortcut('i', 'Investigate this break', investigate, isOpen);
  useShortcut('f', 'Mark this break as fixed', markFixed, isOpen);
  usePaletteActions(
    'break',
    isOpen
      ? [
          { words: `Assign ${one.key}`, keys: 'a', run: askAssign },
          { words: `Explain ${one.key} until a day`, keys: 'x', run: askExplain },
          { words: `Investigate ${one.key}`, keys: 'i', run: investigate },
          { words: `Mark ${one.key} as fixed`, keys: 'f', run: markFixed },
        ]
      : [],
  );
  return (
    <>
      <div className="led-aside-head">
        <p>{sentence(one)}</p>
        <p className="faint small">{likelyWords(one)}</p>
        {one.state === 'explained' && one.explainedUntil !== null ? (
          <p className="small">
            Explained until {formatDay(one.explainedUntil, now)} by {one.explainedBy === 'rule' ? 'the settle window' : one.explainedBy}
            {one.reason === '' || one.explainedBy === 'rule' ? '' : `: ${one.reason}`}
          </p>
        ) : null}
      </div>
      <Section title="Both records" right={differing > 0 ? `${differing} of ${compared} fields differ` : recordCount(one)}>
        <RecordsTable one={one} />
      </Section>
      <Section title="History">
        <BreakHistory one={one} />
      </Section>
      {isOpen && !isReadOnly ? (
        <div className="led-aside-foot">
          <Button kind="primary" onClick={askExplain}>
            Explain until…
          </Button>
          <Button onClick={askAssign}>Assign</Button>
          {one.state === 'investigating' || one.state === 'fix_pending' ? null : <Button onClick={investigate}>Investigate</Button>}
          {one.state === 'fix_pending' ? (
            <Button onClick={investigate}>Not fixed yet</Button>
          ) : (
            <Button onClick={markFixed}>Mark fixed</Button>
          )}
        </div>
      ) : null}
      {asked === 'assign' ? <AssignDialog choice={choice} words={one.key} ownerId={one.ownerId} onClose={() => setAsked(null)} /> : null}
      {asked === 'explain' ? <ExplainDialog choice={choice} words={one.key} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function sentence(one: BreakDetail): ReactElement {
  const money = one.currency === '' ? '' : `${moneyText(one.atRiskMinor, one.currency)} ${one.currency}`;
  const risk = one.atRiskMinor === 0 ? <strong>no money at risk</strong> : <strong>{money} at risk</strong>;
  if (one.class === 'rejected_row') return <>The row is in no sum: {one.words.replace(/^(left|right): /, '')}</>;
  if (one.class === 'timing')
    return (
      <>
        {one.missingSide === 'right' ? one.rightName : one.leftName} may still come: {risk}
      </>
    );
  if (one.missingSide !== null)
    return (
      <>
        {one.missingSide === 'right' ? one.rightName : one.leftName} has no such record: {risk}
      </>
    );
  return (
    <>
      {one.words.charAt(0).toUpperCase() + one.words.slice(1)}: {risk}
    </>
  );
}

function likelyWords(one: BreakDetail): string {
  const shared = one.cause.rows > 1 ? `${grouped(one.cause.rows)} rows share: ${one.cause.words}` : one.cause.words;
  return one.cause.kind === 'other'
    ? one.ownerName === null
      ? 'Nobody has it yet'
      : `${one.ownerName} has it`
    : one.cause.words === one.words
      ? `Likely ${one.cause.likely}`
      : `${shared} · likely ${one.cause.likely}`;
}

const recordCount = (one: BreakDetail): string =>
  one.left.length + one.right.length > 2 ? `${one.left.length} left, ${one.right.length} right` : '';
