import { IconCheck, IconRepeat, IconSend, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { RunSend, RunStep } from '../../../../shared/contract/runbooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { DoorLink } from '../../../ui/door-link.tsx';
import { formatMs, formatTime } from '../../../ui/format.ts';
import { SelectField } from '../../../ui/select-field.tsx';
import './request-card.css';

export interface RequestCardProps {
  readonly step: RunStep;
  readonly isSending: boolean;
  readonly canSend: boolean;
  /** The saved request that was chosen, when the document leaves it open. */
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
  readonly onSend: () => void;
  readonly onStop: () => void;
}

/** The call of a step, where it goes and what came back, with what was expected checked under it. */
export function RequestCard({ step, isSending, canSend, chosen, onChoose, onSend, onStop }: RequestCardProps): ReactElement | null {
  const { request, sends } = step;
  if (request === null) return null;
  const shown = sends.at(-1) ?? null;
  const button = isSending ? (
    <Button small onClick={onStop}>
      Stop
    </Button>
  ) : canSend && request.missing === null ? (
    <Button
      small
      kind={sends.length === 0 ? 'primary' : 'quiet'}
      icon={sends.length === 0 ? <IconSend stroke={1.6} aria-hidden="true" /> : <IconRepeat stroke={1.6} aria-hidden="true" />}
      keys={sends.length === 0 ? 'Enter' : 'r'}
      disabled={request.choices.length > 0 && chosen === null && shown === null}
      onClick={onSend}
    >
      {sends.length === 0 ? 'Send' : 'Try again'}
    </Button>
  ) : null;
  return (
    <section className="rb-call" aria-label="Request">
      <div className="rb-call-head">
        <b className="rb-method">{shown?.method ?? ''}</b>
        <code className="ellipsis" title={shown?.path ?? request.words}>
          {shown?.path ?? request.words}
        </code>
        {shown === null ? (
          <Chip tone="line">{request.missing === null ? 'not sent yet' : 'cannot be sent'}</Chip>
        ) : (
          <Chip state={shown.isHeld ? 'holds' : 'broken'}>
            {shown.status ?? 'no answer'}, {shown.isHeld ? 'as expected' : 'failed'}
          </Chip>
        )}
      </div>
      {request.choices.length > 0 && canSend && (
        <div className="rb-choose">
          <SelectField
            label="Which saved request?"
            reason="The runbook leaves it open. Choose one that only reads."
            value={chosen}
            onChange={onChoose}
            searchable
            items={request.choices.map((one) => ({ value: one.id, label: one.words }))}
          />
        </div>
      )}
      <div className="rb-call-meta">
        {shown === null ? (
          <span>{request.missing ?? (request.environmentName === null ? 'in the request’s own environment' : whereWords(request))}</span>
        ) : (
          <>
            <span className="num">{shown.durationMs === null ? 'no time' : formatMs(shown.durationMs)}</span>
            <DoorLink door={{ place: 'console', kind: 'exchange', id: shown.exchangeId }}>
              try {sends.length} of {sends.length}
              {sameWords(sends)}
            </DoorLink>
            <span className="num">
              {shown.environmentName ?? 'environment gone'}, {formatTime(shown.at)}
            </span>
          </>
        )}
        <span className="rb-call-button">{button}</span>
      </div>
      {shown === null ? null : <Answer send={shown} />}
    </section>
  );
}

const whereWords = ({ environmentName, environmentKind, confirm }: NonNullable<RunStep['request']>): string =>
  `in ${environmentName ?? ''}${environmentKind === 'production' ? (confirm === null ? ', production, reads only' : ', production, guarded') : ''}`;

function sameWords(sends: readonly RunSend[]): string {
  const first = sends[0]?.status;
  return sends.length > 1 && sends.every((send) => send.status === first) ? `, all ${first ?? 'without an answer'}` : '';
}

function Answer({ send }: { readonly send: RunSend }): ReactElement {
  const body = send.body === null ? null : prettyBody(send.body);
  return (
    <>
      {(body !== null || send.headers.length > 0 || send.failure !== null) && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and whoever has no mouse must get to all of it.
        <pre className="rb-answer" tabIndex={0} aria-label="Answer">
          {send.headers.map(([name, value]) => (
            <i key={name}>
              {name}: {value}
              {'\n'}
            </i>
          ))}
          {send.failure ?? body ?? ''}
        </pre>
      )}
      <ul className="rb-checks">
        {send.checks.map((check) => (
          <li key={check.words} data-held={check.isHeld}>
            {check.isHeld ? (
              <IconCheck size={13} stroke={2} role="img" aria-label="holds" />
            ) : (
              <IconX size={13} stroke={2} role="img" aria-label="does not hold" />
            )}
            {check.words} <i>{seenWords(check)}</i>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A figure that was measured is said in any case; a word only when it is not what was expected. */
const seenWords = ({ isHeld, seen }: RunSend['checks'][number]): string => (isHeld ? (/^\d/.test(seen) ? seen : '') : `was ${seen}`);

function prettyBody(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Cut, or not JSON after all: as it came.
    return text;
  }
}
