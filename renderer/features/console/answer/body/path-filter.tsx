import { IconFilter, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement, type Ref } from 'react';
import type { BodyOf, PathMatch } from '../../../../../shared/contract/answers.ts';
import { client } from '../../../../app/client.ts';
import { asFault } from '../../../../app/fault-of.ts';
import { shell } from '../../../../app/shell-bridge.ts';
import { Button } from '../../../../ui/button.tsx';
import { formatCount } from '../../../../ui/format.ts';
import { toast } from '../../../../ui/toast.ts';

type State =
  | { readonly is: 'none' }
  | { readonly is: 'looking'; readonly cancel: () => void }
  | { readonly is: 'found'; readonly path: string; readonly matches: readonly PathMatch[]; readonly total: number }
  | { readonly is: 'wrong'; readonly words: string };

export interface PathFilterProps {
  readonly of: BodyOf;
  readonly path: string;
  readonly onPath: (path: string) => void;
  readonly onGoTo: (line: number) => void;
}

const typingMs = 250;
const slowMs = 300;

/** What a JSONPath selects in the body: typed, counted, each match a way to its line. */
export function PathFilter({ of, path, onPath, onGoTo }: PathFilterProps): ReactElement {
  const [kept, setState] = useState<State>({ is: 'none' });
  const { exchangeId, side } = of;
  const isEmpty = path.trim() === '' || path.trim() === '$';
  const state: State = isEmpty ? { is: 'none' } : kept;
  useEffect(() => {
    if (isEmpty) return undefined;
    const abort = new AbortController();
    const run = async (): Promise<void> => {
      const slow = setTimeout(() => setState({ is: 'looking', cancel: () => abort.abort() }), slowMs);
      try {
        const { matches, total } = await client.answers.filter({ exchangeId, side, path }, { signal: abort.signal });
        if (!abort.signal.aborted) setState({ is: 'found', path, matches, total });
      } catch (error) {
        setState(abort.signal.aborted ? { is: 'none' } : { is: 'wrong', words: asFault(error).data.happened });
      } finally {
        clearTimeout(slow);
      }
    };
    const timer = setTimeout(() => void run(), typingMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [exchangeId, side, path, isEmpty]);
  const input = useRef<HTMLInputElement>(null);
  const firstMatch = useRef<HTMLButtonElement>(null);
  /** Enter came before what the path selects: what is shown is another's. */
  const isAsked = useRef(false);
  const isCurrent = state.is === 'found' && state.path === path;
  useEffect(() => {
    if (!isAsked.current || !isCurrent) return;
    isAsked.current = false;
    if (input.current?.matches(':focus')) firstMatch.current?.focus();
  }, [isCurrent]);
  const copyAll = async (): Promise<void> => {
    const { json, total } = await client.answers.pick({ exchangeId, side, path });
    await shell.call('copyText', { text: json });
    toast({ words: `${formatCount(total)} ${total === 1 ? 'value' : 'values'} copied` });
  };
  return (
    <div className="ans-filter" role="search" aria-label="Filter by a path">
      <div className="ans-filter-line">
        <label className="ans-path" data-wrong={state.is === 'wrong' || undefined}>
          <IconFilter size={14} stroke={1.6} aria-hidden="true" />
          <input
            ref={input}
            type="text"
            aria-label="JSONPath"
            aria-invalid={state.is === 'wrong'}
            placeholder="JSONPath: $.items[*].id"
            spellCheck={false}
            value={path}
            onChange={(event) => {
              isAsked.current = false;
              onPath(event.target.value);
            }}
            onKeyDown={(event) => {
              if ((event.key === 'Enter' || event.key === 'ArrowDown') && isCurrent) firstMatch.current?.focus();
              else if ((event.key === 'Enter' || event.key === 'ArrowDown') && !isEmpty) isAsked.current = true;
              else if (event.key === 'Escape' && path !== '') onPath('');
              else if (event.key === 'Escape') leaveField(event.currentTarget);
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          />
          {path !== '' && (
            <button type="button" aria-label="Clear the path" onClick={() => onPath('')}>
              <IconX size={12} stroke={1.6} aria-hidden="true" />
            </button>
          )}
        </label>
      </div>
      <div className="ans-filter-found">
        <span className="ans-filter-words" role="status">
          {state.is === 'found' && `${formatCount(state.total)} ${state.total === 1 ? 'match' : 'matches'}`}
          {state.is === 'looking' && 'Looking'}
        </span>
        {state.is === 'looking' && (
          <Button small kind="quiet" changes={false} onClick={state.cancel}>
            Stop
          </Button>
        )}
        {state.is === 'found' && state.total > 0 && (
          <Button small kind="quiet" onClick={() => void copyAll()}>
            Copy values
          </Button>
        )}
      </div>
      {state.is === 'wrong' && (
        <p className="ans-wrong" role="alert">
          {state.words}
        </p>
      )}
      {state.is === 'found' && state.total > 0 && (
        <MatchList matches={state.matches} total={state.total} first={firstMatch} onGoTo={onGoTo} onLeave={() => input.current?.focus()} />
      )}
    </div>
  );
}

/** One level out: to the parts of the answer, from where Esc closes the side panel. */
const leaveField = (field: Element): void =>
  field.closest('.con-answer, .con-aside')?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();

interface MatchListProps {
  readonly matches: readonly PathMatch[];
  readonly total: number;
  readonly first: Ref<HTMLButtonElement>;
  readonly onGoTo: (line: number) => void;
  /** Back to the path. */
  readonly onLeave: () => void;
}

function MatchList({ matches, total, first, onGoTo, onLeave }: MatchListProps): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
    const next = buttons.indexOf(document.activeElement as HTMLButtonElement) + by;
    if (by === 0 || next < 0) onLeave();
    else buttons[next]?.focus();
  };
  return (
    <ul ref={list} className="ans-matches" aria-label="Matches" onKeyDown={onKeyDown}>
      {matches.slice(0, 200).map((match, at) => (
        <li key={match.path}>
          <button
            ref={at === 0 ? first : undefined}
            type="button"
            disabled={match.line === null}
            onClick={() => match.line !== null && onGoTo(match.line)}
          >
            <span className="ans-match-line">{match.line === null ? '' : formatCount(match.line)}</span>
            <span className="ans-match-path">{match.path}</span>
            <span className="ans-match-value" data-type={match.type}>
              {match.value}
            </span>
          </button>
        </li>
      ))}
      {total > 200 && <li className="ans-more">{formatCount(total - 200)} more. “Copy values” takes all of them.</li>}
    </ul>
  );
}
