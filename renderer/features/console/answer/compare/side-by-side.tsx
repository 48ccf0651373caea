import { useState, type ReactElement } from 'react';
import type { Comparison, SideRow } from '../../../../../shared/contract/answers.ts';
import { Button } from '../../../../ui/button.tsx';
import { Empty } from '../../../../ui/empty.tsx';
import { formatCount } from '../../../../ui/format.ts';
import { LongList } from '../../../../ui/long-list.tsx';
import { useShortcut } from '../../../../app/shortcuts.ts';

const words: Readonly<Record<SideRow['kind'], string>> = {
  same: '',
  skipped: '',
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  'left out': 'left out',
};

/** Both bodies line by line; what is the same is folded. */
export function SideBySide({ found }: { readonly found: Comparison }): ReactElement {
  const { rows } = found;
  // The first line of each difference: where "next" goes.
  const starts = rows.flatMap((row, at) => (differs(row) && !(at > 0 && differs(rows[at - 1])) ? [at] : []));
  const [at, setAt] = useState<{ place: number; turn: number } | null>(null);
  const step = (by: number): void => {
    if (starts.length === 0) return;
    setAt((before) => ({
      place: ((before === null ? (by > 0 ? -1 : 0) : before.place) + by + starts.length) % starts.length,
      turn: (before?.turn ?? 0) + 1,
    }));
  };
  useShortcut('n', 'Next difference', () => step(1), starts.length > 0);
  useShortcut('p', 'Difference before', () => step(-1), starts.length > 0);
  if (rows.length === 0)
    return (
      <Empty
        title={found.way === 'bytes' ? 'Binary answers are compared by their fingerprint only.' : 'There is nothing to put side by side.'}
      />
    );
  const target = at === null ? null : (starts[at.place] ?? null);
  return (
    <div className="dif-sides">
      <div className="dif-sides-bar">
        <span className="muted" role="status">
          {starts.length === 0
            ? 'No difference'
            : at === null
              ? `${formatCount(starts.length)} ${starts.length === 1 ? 'place' : 'places'}`
              : `${formatCount(at.place + 1)} of ${formatCount(starts.length)} places`}
          {found.isCut ? ', the first part only' : ''}
        </span>
        {starts.length > 0 && (
          <>
            <Button small kind="quiet" keys="p" onClick={() => step(-1)}>
              Before
            </Button>
            <Button small kind="quiet" keys="n" onClick={() => step(1)}>
              Next
            </Button>
          </>
        )}
      </div>
      <LongList
        count={rows.length}
        rowHeight={18}
        label="Both answers side by side"
        goTo={target === null || at === null ? null : { index: target, turn: at.turn }}
        renderRow={(index) => {
          const row = rows[index];
          if (row === undefined) return null;
          if (row.kind === 'skipped') return <div className="dif-skipped">{formatCount(row.skipped)} lines that are the same</div>;
          return (
            <div className="dif-row" data-kind={row.kind} data-target={index === target || undefined}>
              <Half
                line={row.leftLine}
                text={row.left}
                sign={row.kind === 'removed' ? '−' : row.kind === 'changed' ? '≠' : ''}
                kind={words[row.kind]}
              />
              <Half
                line={row.rightLine}
                text={row.right}
                sign={row.kind === 'added' ? '+' : row.kind === 'changed' ? '≠' : ''}
                kind={words[row.kind]}
              />
            </div>
          );
        }}
      />
    </div>
  );
}

const differs = (row: SideRow | undefined): boolean =>
  row !== undefined && (row.kind === 'added' || row.kind === 'removed' || row.kind === 'changed');

interface HalfProps {
  readonly line: number | null;
  readonly text: string;
  readonly sign: string;
  readonly kind: string;
}

function Half({ line, text, sign, kind }: HalfProps): ReactElement {
  return (
    <div className="dif-half" data-none={line === null || undefined} title={text.length > 60 ? text : undefined}>
      <span className="ans-number">{line ?? ''}</span>
      <span className="dif-sign" aria-hidden="true">
        {line === null ? '' : sign}
      </span>
      {line !== null && kind !== '' && <span className="ans-unseen">{kind}: </span>}
      {text}
    </div>
  );
}
