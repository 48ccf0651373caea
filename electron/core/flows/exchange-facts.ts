import type { Exchange } from '../../../shared/contract/console.ts';
import type { AnswerFacts } from '../../../shared/domain/flows/answer-facts.ts';
import { purgedWords } from '../../../shared/domain/console/purged-words.ts';
import type { RawAnswer } from '../console/send.ts';

/**
 * What checks and captures read of an answer: as it came when it has just come, else as it was kept, which is without secrets. One that was
 * cut for the screen is not here: `judgeAnswer` reads all of it.
 */
export function factsOfExchange(exchange: Exchange, raw: RawAnswer | null = null): AnswerFacts {
  const { answerBody, violations, moreViolations } = exchange;
  const broken = violations.length + moreViolations;
  const contract = exchange.contractVersion === null ? 'its contract' : `contract ${exchange.contractVersion}`;
  return {
    status: exchange.status,
    headers: raw?.headers ?? exchange.answerHeaders,
    bodyText: raw ? raw.bodyText : answerBody && !answerBody.isCut ? answerBody.text : null,
    ...reasonOf(exchange),
    byteLength: answerBody?.byteLength ?? (exchange.bodiesPurgedAt === null ? 0 : null),
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

/** Why the text of a body cannot be read. */
function reasonOf({ answerBody, bodiesPurgedAt }: Exchange): { readonly bodyReason?: string } {
  if (answerBody === null) return bodiesPurgedAt === null ? {} : { bodyReason: `the body was ${purgedWords(bodiesPurgedAt)}` };
  if (answerBody.byteLength === 0) return {};
  const reason = answerBody.reason?.replace(/^It\b/, 'the body').replace(/\.$/, '');
  return { bodyReason: reason ?? 'the body is too large to be read as it comes' };
}
