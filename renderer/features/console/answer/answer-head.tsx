import type { ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { Chip } from '../../../ui/chip.tsx';
import { DoorLink } from '../../../ui/door-link.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { When } from '../../../ui/when.tsx';
import { outcome, statusName, verdictOutcome } from '../exchange-words.ts';
import { AnswerMenu } from './answer-menu.tsx';

/** Status and verdict as chips; size, time and number at the right, and what can be done with the answer. */
export function AnswerHead({ exchange, isTitled }: { readonly exchange: Exchange; readonly isTitled: boolean }): ReactElement {
  const verdict = verdictOutcome(exchange);
  const state = outcome({ ...exchange, verdict: 'not_checked' });
  const status = exchange.status === null ? state.words : `${exchange.status} ${statusName(exchange.status)}`.trim();
  return (
    <div className="con-head">
      <Chip state={state.state}>{status}</Chip>
      {exchange.status !== null && (
        <Chip state={verdict.state} title={exchange.verdictReason}>
          {verdict.words}
        </Chip>
      )}
      <span className="con-head-right num">
        {exchange.answerBody && `${formatBytes(exchange.answerBody.byteLength)} · `}
        <When at={exchange.startedAt} />
        {!isTitled && (
          <>
            {' · '}
            <DoorLink door={{ place: 'console', kind: 'exchange', id: exchange.id }}>exchange {formatCount(exchange.number)}</DoorLink>
          </>
        )}
      </span>
      <AnswerMenu exchange={exchange} />
    </div>
  );
}
