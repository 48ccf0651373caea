import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { formatCount, formatMs } from '../../../ui/format.ts';
import { useRemembered } from '../../../ui/remembered.ts';
import { wholeMs } from './attempts-geometry.ts';
import { AttemptsEnd } from './attempts-line.tsx';
import { ExchangeFacts } from './exchange-facts.tsx';
import { FactsLine } from './facts-line.tsx';
import { TimingPanel, Waterfall } from './timing-panel.tsx';

const barWidth = 72;

/** Where the time went and what the headers said: two lines above the body, which open to all of it. How a person left it stays. */
export function ExchangeDetails({ exchange }: { readonly exchange: Exchange }): ReactElement {
  const { timings, attempts } = exchange;
  // Why it took several is the first question of whoever looks; where the time of one went is rarely one. Each is remembered by itself.
  const isSeveral = attempts.length > 1;
  const one = useRemembered('answer.details', false);
  const several = useRemembered('answer.attempts', true);
  const [isOpen, setIsOpen] = isSeveral ? several : one;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <section className="con-details" aria-label="Timings and IDs">
      <button type="button" className="con-details-line" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <Chevron size={14} stroke={1.6} aria-hidden="true" />
        <span className="con-details-title">{timings === null ? 'What is known of it' : titleOf(exchange.timingWords, isOpen)}</span>
        {timings !== null && (
          <>
            {!isOpen && <Waterfall timings={timings} width={barWidth} height={8} />}
            <span className="con-details-all num">
              {isSeveral && `${attempts.length} attempts, `}
              {inAll(attempts.length > 0 ? wholeMs(attempts) : timings.totalMs)}
            </span>
          </>
        )}
      </button>
      {isOpen && timings !== null && <TimingPanel exchange={exchange} timings={timings} />}
      <AttemptsEnd exchange={exchange} />
      {isOpen ? <ExchangeFacts exchange={exchange} /> : <FactsLine exchange={exchange} />}
    </section>
  );
}

/** The core's sentence without the figure that stands beside it: "The server took 92 % of the time"; in short without the last words. */
function titleOf(words: string, isWhole: boolean): string {
  if (words === '') return 'Where the time went';
  const whole = words.replace(/ of the [\d.,]+ m?s\.?$/, ' of the time').replace(/\.$/, '');
  return isWhole ? whole : whole.replace(/ of the time$/, '');
}

const inAll = (ms: number): string => `${ms < 10_000 ? `${formatCount(Math.round(ms))} ms` : formatMs(ms)} in all`;
