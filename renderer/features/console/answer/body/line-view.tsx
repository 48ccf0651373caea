import { useQueries } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { BodyLine, BodyOf } from '../../../../../shared/contract/answers.ts';
import { api } from '../../../../app/client.ts';
import { FaultNote } from '../../../../ui/fault-note.tsx';
import { formatBytes, formatCount } from '../../../../ui/format.ts';
import { LongList } from '../../../../ui/long-list.tsx';
import { LineFind } from './line-find.tsx';
import { JsonLine, MarkedLine } from './json-tokens.tsx';

export interface LineViewProps {
  readonly of: BodyOf;
  readonly isJson: boolean;
  readonly label: string;
  readonly goTo: { readonly index: number; readonly turn: number } | null;
  readonly onGoTo: (line: number) => void;
}

const pageLines = 200;
const countingMs = 400;
const rowHeight = 18;

/** A text of any size, a page of lines at a time; only what is in sight is ever here. */
export function LineView({ of, isJson, label, goTo, onGoTo }: LineViewProps): ReactElement {
  const [range, setRange] = useState({ from: 0, to: 60 });
  const [marked, setMarked] = useState('');
  const first = Math.floor(range.from / pageLines);
  const last = Math.floor(Math.max(range.from, range.to - 1) / pageLines);
  const pages = useQueries({
    queries: Array.from({ length: last - first + 1 }, (_, at) =>
      api.answers.lines.queryOptions({
        input: { ...of, from: (first + at) * pageLines + 1, count: pageLines },
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 30_000,
        // While the lines are being counted there are more with every look.
        refetchInterval: ({ state }) => (state.data?.isComplete === false ? countingMs : false),
      }),
    ),
  });
  const [known, setKnown] = useState({ total: 1, isComplete: false });
  const newest = pages.reduce(
    (most, { data }) => (data && (data.total > most.total || (data.isComplete && !most.isComplete)) ? data : most),
    known,
  );
  if (newest.total !== known.total || newest.isComplete !== known.isComplete)
    setKnown({ total: newest.total, isComplete: newest.isComplete });
  const inSight = pages.reduce(
    (most, { data }) => data?.lines.reduce((longer, { text }) => Math.max(longer, text.length), most) ?? most,
    0,
  );
  // It never shrinks: the bar below would come and go with every page.
  const [longest, setLongest] = useState(0);
  if (inSight > longest) setLongest(inSight);
  const fault = pages.find(({ error }) => error !== null);
  if (fault) return <FaultNote fault={fault.error} onRetry={() => void fault.refetch()} />;
  const lineAt = (index: number): BodyLine | undefined => pages[Math.floor(index / pageLines) - first]?.data?.lines[index % pageLines];
  const digits = String(known.total).length;
  return (
    <>
      <LineFind of={of} onGoTo={onGoTo} onMarked={setMarked} />
      <LongList
        count={known.total}
        rowHeight={rowHeight}
        label={label}
        goTo={goTo}
        onRange={(from, to) => setRange({ from, to })}
        widthInLetters={longest + digits + 8}
        renderRow={(index) => {
          const line = lineAt(index);
          return (
            <div className="ans-line" data-target={goTo?.index === index || undefined}>
              <span className="ans-number" style={{ width: `${Math.max(digits, 3) + 4}ch` }}>
                {index + 1}
              </span>
              {line === undefined ? (
                <span className="faint">…</span>
              ) : isJson ? (
                <JsonLine text={line.text} marked={marked} />
              ) : (
                <MarkedLine text={line.text} marked={marked} />
              )}
              {line !== undefined && line.cutBytes > 0 && (
                <span className="ans-cut"> … {formatBytes(line.cutBytes)} more in this line</span>
              )}
            </div>
          );
        }}
      />
      <p className="ans-foot" role="status">
        {formatCount(known.total)} lines{known.isComplete ? '' : ', still counting'}
      </p>
    </>
  );
}
