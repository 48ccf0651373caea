import { useMemo, type ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { Mark } from '../../../ui/mark.tsx';
import { ViolationList } from '../request/violation-list.tsx';
import { FailureGuidance } from './guidance/failure-guidance.tsx';
import { BodyView } from './body/body-view.tsx';

/** The body as it reads best, with what the contract says against it on the lines it concerns. */
export function AnswerBody({ exchange }: { readonly exchange: Exchange }): ReactElement {
  const notes = useMemo(
    () => exchange.violations.flatMap((one) => (one.line === null ? [] : [{ line: one.line, words: one.message }])),
    [exchange.violations],
  );
  const ofStatus = exchange.violations.filter((one) => one.line === null && one.where === 'status');
  const elsewhere = exchange.violations.filter((one) => one.line === null && one.where !== 'status');
  return (
    <>
      <FailureGuidance exchange={exchange} />
      <BodyView
        of={{ exchangeId: exchange.id, side: 'answer' }}
        exchangeNumber={exchange.number}
        notes={notes}
        label="Answer body"
        before={
          <>
            {ofStatus.map((violation, index) => (
              <p key={index} className="ans-status-violation">
                <code>HTTP {exchange.status}</code>
                <span>
                  <Mark state="broken" /> {violation.message}
                </span>
              </p>
            ))}
            <ViolationList violations={elsewhere} />
          </>
        }
      />
    </>
  );
}
