import type { Exchange } from '../../../shared/contract/console.ts';
import type { AnswerFacts } from '../../../shared/domain/flows/answer-facts.ts';
import type { RawAnswer } from '../console/send.ts';

/**
 * What checks and captures read of an answer: as it came when it has just come, else as it was kept, which is without secrets. A body that
 * was cut for the screen is no body.
 */
export function factsOfExchange(exchange: Exchange, raw: RawAnswer | null = null): AnswerFacts {
  const { answerBody, violations, moreViolations } = exchange;
  const broken = violations.length + moreViolations;
  const contract = exchange.contractVersion === null ? 'its contract' : `contract ${exchange.contractVersion}`;
  return {
    status: exchange.status,
    headers: raw?.headers ?? exchange.answerHeaders,
    bodyText: raw ? raw.bodyText : answerBody && !answerBody.isCut ? answerBody.text : null,
    byteLength: answerBody?.byteLength ?? 0,
    durationMs: exchange.durationMs ?? 0,
    fitsContract: exchange.verdict === 'not_checked' ? null : exchange.verdict === 'fits',
    contractWords:
      exchange.verdict === 'breaks'
        ? `breaks ${contract} in ${broken} ${broken === 1 ? 'place' : 'places'}: ${violations[0]?.message ?? ''}`
        : exchange.verdict === 'fits'
          ? `fits ${contract}`
          : exchange.verdictReason,
  };
}
