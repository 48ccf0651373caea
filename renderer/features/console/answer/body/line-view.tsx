import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import type { BodyLine, BodyOf } from '../../../../../shared/contract/answers.ts';
import { api, client } from '../../../../app/client.ts';
import type { CodeNote } from '../../../../ui/code-view.tsx';
import { FaultNote } from '../../../../ui/fault-note.tsx';
import { formatBytes, formatCount } from '../../../../ui/format.ts';
import { LongList } from '../../../../ui/long-list.tsx';
import { sayFailed } from '../../../../ui/say-failed.ts';
import { toast } from '../../../../ui/toast.ts';
import { foldLines, unfolded, type Fold } from './folds.ts';
import { LineFind } from './line-find.tsx';
import { JsonLine, MarkedLine } from './json-tokens.tsx';

export interface LineViewProps {
  readonly of: BodyOf;
  readonly isJson: boolean;
  readonly label: string;
  /** Words on the lines they concern. */
  readonly notes: readonly CodeNote[];
  readonly goTo: { readonly index: number; readonly turn: number } | null;
  readonly onGoTo: (line: number) => void;
  /** How often finding was asked for; 0: it is closed. */
  readonly findTurn: number;
  readonly onFindClosed: () => void;
}

const pageLines = 200;
const countingMs = 400;
const rowHeight = 18;
const noFolds: ReadonlyMap<number, Fold> = new Map();

/** A text of any size, a page of lines at a time; only what is in sight is ever here. JSON folds at its brackets. */
export function LineView({ of, isJson, label, notes, goTo, onGoTo, findTurn, onFindClosed }: LineViewProps): ReactElement {
  const [range, setRange] = useState({ from: 0, to: 60 });
  const [marked, setMarked] = useState('');
  const [folds, setFolds] = useState(noFolds);
  /** The row that was gone to last; what is folded later does not go there again. */
  const [target, setTarget] = useState<{ readonly index: number; readonly turn: number } | null>(null);
  const [known, setKnown] = useState({ total: 1, isComplete: false });
  // What is gone to is not left folded away.
  if (goTo !== null && goTo.turn !== target?.turn) {
    const opened = unfolded(folds, goTo.index + 1);
    setFolds(opened);
    setTarget({ index: foldLines(opened.values(), known.total).rowOf(goTo.index + 1), turn: goTo.turn });
  }
  const folded = useMemo(() => foldLines(folds.values(), known.total), [folds, known.total]);
  const inSight = Array.from({ length: Math.max(1, range.to - range.from) }, (_, at) => folded.lineAt(range.from + at));
  const pageNumbers = [...new Set(inSight.map(pageOf))];
  const pages = useQueries({
    queries: pageNumbers.map((page) =>
      api.answers.lines.queryOptions({
        input: { ...of, from: page * pageLines + 1, count: pageLines },
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 30_000,
        // While the lines are being counted there are more with every look.
        refetchInterval: ({ state }) => (state.data?.isComplete === false ? countingMs : false),
      }),
    ),
  });
  const newest = pages.reduce(
    (most, { data }) => (data && (data.total > most.total || (data.isComplete && !most.isComplete)) ? data : most),
    known,
  );
  if (newest.total !== known.total || newest.isComplete !== known.isComplete)
    setKnown({ total: newest.total, isComplete: newest.isComplete });
  const longestInSight = pages.reduce(
    (most, { data }) => data?.lines.reduce((longer, { text }) => Math.max(longer, text.length), most) ?? most,
    0,
  );
  // It never shrinks: the bar below would come and go with every page.
  const [longest, setLongest] = useState(0);
  if (longestInSight > longest) setLongest(longestInSight);
  const notesOf = useMemo(() => byLine(notes), [notes]);
  const fault = pages.find(({ error }) => error !== null);
  if (fault) return <FaultNote fault={fault.error} onRetry={() => void fault.refetch()} />;
  const lineOf = (number: number): BodyLine | undefined =>
    pages[pageNumbers.indexOf(pageOf(number))]?.data?.lines[(number - 1) % pageLines];
  const toggle = async (line: number): Promise<void> => {
    if (folds.has(line)) {
      setFolds(new Map([...folds].filter(([one]) => one !== line)));
      return;
    }
    try {
      const { end } = await client.answers.lineEnd({ ...of, line });
      if (end === null) toast({ words: 'Its end is not counted yet. Try again in a moment.' });
      else setFolds((before) => new Map([...before, [line, { line, end: end.number, closing: end.text.trim() }]]));
    } catch (error) {
      sayFailed(error);
    }
  };
  const digits = String(known.total).length;
  return (
    <>
      {findTurn > 0 && <LineFind of={of} turn={findTurn} onGoTo={onGoTo} onMarked={setMarked} onClose={onFindClosed} />}
      <LongList
        count={folded.rows}
        rowHeight={rowHeight}
        label={label}
        goTo={target}
        onRange={(from, to) => setRange({ from, to })}
        widthInLetters={longest + digits + 12}
        renderRow={(row) => {
          const number = folded.lineAt(row);
          const line = lineOf(number);
          const fold = folds.get(number);
          const words = notesOf.get(number);
          return (
            <div className="ans-line" data-target={goTo?.index === number - 1 || undefined} data-broken={words !== undefined || undefined}>
              <span className="ans-number" style={{ width: `${Math.max(digits, 3) + 2}ch` }}>
                {number}
              </span>
              <FoldButton line={line} isJson={isJson} isFolded={fold !== undefined} onToggle={() => void toggle(number)} />
              {line === undefined ? (
                <span className="faint">…</span>
              ) : isJson ? (
                <JsonLine text={line.text} marked={marked} />
              ) : (
                <MarkedLine text={line.text} marked={marked} />
              )}
              {fold && <FoldedAway fold={fold} broken={brokenWithin(notes, fold)} />}
              {line !== undefined && line.cutBytes > 0 && (
                <span className="ans-cut"> … {formatBytes(line.cutBytes)} more in this line</span>
              )}
              {words && (
                <span className="ans-broken" title={words}>
                  ◆ {words}
                </span>
              )}
            </div>
          );
        }}
      />
      <p className="ans-foot" role="status">
        {formatCount(known.total)} lines{known.isComplete ? '' : ', still counting'}
        {folds.size > 0 && `, ${formatCount(folds.size)} ${folds.size === 1 ? 'place' : 'places'} folded`}
      </p>
    </>
  );
}

interface FoldButtonProps {
  readonly line: BodyLine | undefined;
  readonly isJson: boolean;
  readonly isFolded: boolean;
  readonly onToggle: () => void;
}

function FoldButton({ line, isJson, isFolded, onToggle }: FoldButtonProps): ReactElement {
  const opens = isJson && line?.cutBytes === 0 && /[[{]$/.test(line.text);
  if (!opens && !isFolded) return <span className="ans-fold" />;
  const Chevron = isFolded ? IconChevronRight : IconChevronDown;
  return (
    <button
      type="button"
      className="ans-fold"
      aria-expanded={!isFolded}
      aria-label={`${isFolded ? 'Open' : 'Fold'} line ${line?.number ?? ''}`}
      onClick={onToggle}
    >
      <Chevron size={12} stroke={1.8} aria-hidden="true" />
    </button>
  );
}

function FoldedAway({ fold, broken }: { readonly fold: Fold; readonly broken: number }): ReactElement {
  const hidden = fold.end - fold.line - 1;
  return (
    <>
      <span className="ans-folded">
        {formatCount(hidden)} {hidden === 1 ? 'line' : 'lines'}
        {broken > 0 && (
          <b>
            , {formatCount(broken)} {broken === 1 ? 'violation' : 'violations'}
          </b>
        )}
      </span>
      {fold.closing}
    </>
  );
}

const pageOf = (line: number): number => Math.floor((line - 1) / pageLines);

const brokenWithin = (notes: readonly CodeNote[], { line, end }: Fold): number =>
  notes.filter((note) => note.line > line && note.line <= end).length;

function byLine(notes: readonly CodeNote[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const { line, words } of notes) found.set(line, found.has(line) ? `${found.get(line)} · ${words}` : words);
  return found;
}
