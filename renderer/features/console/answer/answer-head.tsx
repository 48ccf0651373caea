import type { ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { Chip } from '../../../ui/chip.tsx';
import { DoorLink } from '../../../ui/door-link.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { When } from '../../../ui/when.tsx';
import { outcome, statusName, verdictOutcome } from '../exchange-words.ts';
import { AnswerMenu } from './answer-menu.tsx';

const shortName = 3;

/** "34 B": there is little room, and the size is what one compares first. */
const shortBytes = (count: number): string => formatBytes(count).replace(/ bytes?$/, ' B');

/** Status and verdict as chips; size, time and number at the right, and what can be done with the answer. */
export function AnswerHead({ exchange, isTitled }: { readonly exchange: Exchange; readonly isTitled: boolean }): ReactElement {
  const verdict = verdictOutcome(exchange);
  const state = outcome({ ...exchange, verdict: 'not_checked' });
  const name = exchange.status === null ? '' : statusName(exchange.status);
  // A long name would take the room of what stands beside it; the line under the title says what it means.
  const status =
    exchange.cut !== null
      ? `${exchange.cut.status}, cut off`
      : exchange.status === null
        ? state.words
        : `${exchange.status} ${name.length > shortName ? '' : name}`.trim();
  return (
    <div className="con-head">
      <Chip state={state.state} title={name}>
        {status}
      </Chip>
      {exchange.status !== null && (
        <Chip state={verdict.state} title={exchange.verdictReason}>
          {verdict.words}
        </Chip>
      )}
      {/* From the right, so that what finds no room goes as a whole: first the size, then the time. */}
      <span className="con-head-right num">
        {!isTitled && (
          <span>
            <DoorLink door={{ place: 'console', kind: 'exchange', id: exchange.id }}>exchange {formatCount(exchange.number)}</DoorLink>
          </span>
        )}
        <span>
          <When at={exchange.startedAt} />
        </span>
        {exchange.answerBody && <span>{shortBytes(exchange.answerBody.byteLength)}</span>}
      </span>
      <AnswerMenu exchange={exchange} />
    </div>
  );
}
