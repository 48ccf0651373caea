import type { ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { cutWords } from '../../../../shared/domain/console/cut-words.ts';
import { BodyView } from './body/body-view.tsx';
import './cut-answer.css';

interface CutAnswerProps {
  readonly exchange: Exchange;
  readonly cut: NonNullable<Exchange['cut']>;
}

/** What came of an answer before it was cut off. */
export function CutAnswer({ exchange, cut }: CutAnswerProps): ReactElement {
  return (
    <section className="con-came" aria-label="What came">
      <h3>
        {cut.status}, then {cutWords(cut)}
        {!cut.isAllKept && '; the first 64 kB are kept'}
      </h3>
      {exchange.answerBody && (
        <BodyView of={{ exchangeId: exchange.id, side: 'answer' }} exchangeNumber={exchange.number} label="What came of the body" />
      )}
    </section>
  );
}
