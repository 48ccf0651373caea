import { useEffect, useRef, type ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { Empty } from '../../../ui/empty.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { LastGoodDoor } from './attempts-stale.tsx';
import { ExchangeAnswer } from './exchange-answer.tsx';

export interface AnswerPaneProps {
  readonly exchange: Exchange | undefined;
  /** Why the last try was not sent, or why its exchange cannot be read. */
  readonly fault: unknown;
  readonly isSending: boolean;
  readonly isNone: boolean;
  readonly onRetry: () => void;
}

/** The right side of the console: what came back. The answer before stays while the next is on its way. */
export function AnswerPane({ exchange, fault, isSending, isNone, onRetry }: AnswerPaneProps): ReactElement {
  const section = useRef<HTMLElement>(null);
  const wasSending = useRef(isSending);
  // In a narrow window it stands below the request: what came is what one waits for.
  useEffect(() => {
    const frame = section.current?.parentElement;
    if (wasSending.current && !isSending && section.current && frame && frame.scrollHeight > frame.clientHeight)
      frame.scrollTop = section.current.offsetTop - frame.offsetTop;
    wasSending.current = isSending;
  }, [isSending]);
  return (
    <section ref={section} className="con-answer" aria-label="Answer" aria-busy={isSending}>
      {isSending && <div className="con-progress" role="progressbar" aria-label="On its way" />}
      {isSending && exchange && <p className="con-before">On its way. Until it is here, this is the answer before.</p>}
      {fault ? (
        <div className="con-fault">
          <FaultNote fault={fault} onRetry={onRetry} />
          <LastGoodDoor fault={fault} />
        </div>
      ) : exchange ? (
        <ExchangeAnswer exchange={exchange} />
      ) : isNone ? (
        <NotSent isSending={isSending} />
      ) : (
        <Loading />
      )}
    </section>
  );
}

function NotSent({ isSending }: { readonly isSending: boolean }): ReactElement {
  if (isSending) return <Empty title="On its way. The answer will stand here." />;
  return (
    <Empty
      title="The answer will stand here: status, timings, headers, body, and whether it fits the contract."
      example="Each answer is kept in the history, redacted, and its limits, dates and drift go where they belong."
    />
  );
}
