import { IconArrowDown, IconArrowUp, IconSearch, IconX } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import type { BodyOf } from '../../../../../shared/contract/answers.ts';
import { client } from '../../../../app/client.ts';
import { Button } from '../../../../ui/button.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { formatCount } from '../../../../ui/format.ts';
import { sayFailed } from '../../../../ui/say-failed.ts';

interface Hits {
  readonly text: string;
  readonly total: number;
  readonly lines: readonly number[];
  readonly at: number;
}

export interface LineFindProps {
  readonly of: BodyOf;
  readonly onGoTo: (line: number) => void;
  /** What is to be marked in the lines. */
  readonly onMarked: (text: string) => void;
  /** How often finding was asked for: each time brings the cursor here. */
  readonly turn: number;
  readonly onClose: () => void;
}

/** Finds a text in a large body: Enter looks, then goes on; Shift Enter goes back; Esc stops, then closes. */
export function LineFind({ of, onGoTo, onMarked, turn, onClose }: LineFindProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const running = useRef<AbortController | null>(null);
  const [text, setText] = useState('');
  const [hits, setHits] = useState<Hits | null>(null);
  const [isLooking, setIsLooking] = useState(false);
  useLayoutEffect(() => {
    if (turn > 0) field.current?.select();
  }, [turn]);
  const show = (found: Hits, at: number): void => {
    const place = (at + found.lines.length) % found.lines.length;
    setHits({ ...found, at: place });
    const line = found.lines[place];
    if (line !== undefined) onGoTo(line);
  };
  const look = async (): Promise<void> => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setIsLooking(true);
    try {
      const found = { text, ...(await client.answers.find({ ...of, text }, { signal: abort.signal })), at: 0 };
      onMarked(text);
      if (found.lines.length === 0) setHits(found);
      else show(found, 0);
    } catch (error) {
      if (!abort.signal.aborted) sayFailed(error);
    } finally {
      if (running.current === abort) setIsLooking(false);
    }
  };
  const step = (by: number): void => {
    if (text.trim() === '') return;
    if (hits?.text === text && hits.lines.length > 0) show(hits, hits.at + by);
    else void look();
  };
  const leave = (): void => {
    running.current?.abort();
    if (isLooking) {
      setIsLooking(false);
      return;
    }
    onMarked('');
    onClose();
  };
  return (
    <div className="ans-find" role="search" aria-label="Find a text">
      <label className="ans-path">
        <IconSearch size={14} stroke={1.6} aria-hidden="true" />
        <input
          ref={field}
          type="text"
          aria-label="Find in the answer"
          placeholder="Find in the answer, Enter looks"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
            else if (event.key === 'Escape') leave();
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
      </label>
      <span className="ans-filter-words" role="status">
        {isLooking ? 'Looking' : hits === null || hits.text !== text ? '' : wordsOf(hits)}
      </span>
      {isLooking && (
        <Button small kind="quiet" changes={false} onClick={() => running.current?.abort()}>
          Stop
        </Button>
      )}
      {!isLooking && hits?.text === text && hits.lines.length > 0 && (
        <>
          <IconButton of={IconArrowUp} words="The one before" small onClick={() => step(-1)} />
          <IconButton of={IconArrowDown} words="The next one" small onClick={() => step(1)} />
        </>
      )}
      <IconButton of={IconX} words="Close" small onClick={leave} />
    </div>
  );
}

function wordsOf({ total, lines, at }: Hits): string {
  if (total === 0) return 'none';
  const here = `line ${formatCount(lines[at] ?? 0)}`;
  return `${formatCount(total)} found, ${formatCount(at + 1)} of ${formatCount(lines.length)}${lines.length < total ? ' lines' : ''}: ${here}`;
}
