import type { ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { Tabs } from '../../../ui/tabs.tsx';
import { type AnswerTab, useConsoleStore } from '../console-store.ts';
import { AnswerBody } from './answer-body.tsx';
import { AnswerHead } from './answer-head.tsx';
import { AttemptsStale } from './attempts-stale.tsx';
import { checksLabel, ChecksPanel, useChecksOf } from './checks-panel.tsx';
import { ContractPanel } from './contract-panel.tsx';
import { ExchangeDetails } from './exchange-details.tsx';
import { FailureNote } from './failure-note.tsx';
import { HeaderList } from './header-list.tsx';
import { HopList } from './hop-list.tsx';
import { SentPanel } from './sent-panel.tsx';

export interface ExchangeAnswerProps {
  readonly exchange: Exchange;
  /** Its number stands above already. */
  readonly isTitled?: boolean;
}

const bodyOf = (exchange: Exchange): ReactElement =>
  exchange.state === 'answered' ? <AnswerBody exchange={exchange} /> : <FailureNote exchange={exchange} />;

/** Everything about one exchange: how it ended, where the time went, what its answer said, what was sent. */
export function ExchangeAnswer({ exchange, isTitled = false }: ExchangeAnswerProps): ReactElement {
  const answerTab = useConsoleStore((state) => state.answerTab);
  const setAnswerTab = useConsoleStore((state) => state.setAnswerTab);
  const checks = useChecksOf(exchange.id);
  const violations = exchange.violations.length + exchange.moreViolations;
  const items: { value: AnswerTab; label: string; count?: number; tone?: 'bad' }[] = [
    { value: 'answer', label: 'Answer' },
    {
      value: 'headers',
      label: 'Headers',
      ...(exchange.status === null && exchange.cut === null ? {} : { count: exchange.answerHeaders.length }),
    },
    // A nought is said only of what was checked.
    { value: 'contract', label: 'Contract', tone: 'bad', ...(exchange.verdict === 'not_checked' ? {} : { count: violations }) },
    ...(checks.length > 0 ? [{ value: 'checks' as const, label: checksLabel(checks) }] : []),
    { value: 'sent', label: 'Sent' },
  ];
  if (exchange.hops.length > 0) items.push({ value: 'hops', label: 'Hops', count: exchange.hops.length });
  const tab = items.some((item) => item.value === answerTab) ? answerTab : 'answer';
  return (
    <>
      <AnswerHead exchange={exchange} isTitled={isTitled} />
      <ExchangeDetails exchange={exchange} />
      <Tabs<AnswerTab> label="Parts of the answer" value={tab} onChange={setAnswerTab} items={items} />
      <div className="con-panel" role="tabpanel" aria-label={tab}>
        {tab === 'answer' &&
          (exchange.fallback ? <AttemptsStale exchange={exchange} fallback={exchange.fallback} body={bodyOf} /> : bodyOf(exchange))}
        {tab === 'headers' && <HeaderList headers={exchange.answerHeaders} />}
        {tab === 'contract' && <ContractPanel exchange={exchange} />}
        {tab === 'checks' && <ChecksPanel outcomes={checks} />}
        {tab === 'sent' && <SentPanel exchange={exchange} />}
        {tab === 'hops' && <HopList exchange={exchange} />}
      </div>
    </>
  );
}
