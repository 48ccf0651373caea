import { charsetOf, decodeText } from '../../../shared/domain/answers/charset.ts';
import type { Redactor } from '../../../shared/domain/redaction/redact.ts';
import type { HttpOutcome } from '../http/http-types.ts';
import { notChecked, type ContractVerdict } from '../openapi/verdict.ts';
import type { StoredContract } from './contract-cache.ts';
import { readOutcome } from './outcome.ts';
import type { ExchangeIntent, RecordedExchange } from './recorded-exchange.ts';

/** One answer, or failure, with what is known of its request. */
export interface Received {
  readonly intent: ExchangeIntent;
  readonly number: number;
  readonly http: HttpOutcome;
  readonly bodyText: string | null;
  readonly stored: StoredContract | null;
  readonly path: string | null;
  readonly credentialName: string | null;
  readonly redactor: Redactor;
  readonly finishedAt: number;
}

/** The body of an answer in its charset, when it is small enough to be in memory. */
export function textOf(http: HttpOutcome): string | null {
  if (http.kind !== 'answer' || http.answer.body.where.kind !== 'memory') return null;
  const { bytes } = http.answer.body.where;
  const mediaType = http.answer.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
  return decodeText(charsetOf(mediaType, bytes), bytes);
}

/** Everything that one answer says, redacted: its evidence, its verdict, its failure. */
export function readRecorded({
  intent,
  number,
  http,
  bodyText,
  stored,
  path,
  credentialName,
  redactor,
  finishedAt,
}: Received): RecordedExchange {
  const read = readOutcome(http, {
    redactor,
    receivedAt: finishedAt,
    contractVersion: stored?.version ?? null,
    credentialName,
    bodyJson: parseJson(bodyText),
    verdict: verdictOf(http, stored, intent.method, path, bodyText, (text) => redactor.text(text)),
  });
  const hasVerdict = http.kind === 'answer' && stored !== null && path !== null;
  return {
    ...intent,
    number,
    finishedAt,
    state: read.state,
    status: read.status,
    durationMs: http.timings.totalMs,
    errorClass: read.errorClass,
    verdict: read.outcome.violations.length > 0 ? 'breaks' : hasVerdict && read.outcome.verdictReason === '' ? 'fits' : 'not_checked',
    vendorRequestId: read.vendorRequestId,
    answerHeaders: read.answerHeaders,
    outcome: read.outcome,
    evidence: read.evidence,
  };
}

function verdictOf(
  http: HttpOutcome,
  stored: StoredContract | null,
  method: string,
  path: string | null,
  bodyText: string | null,
  redact: (text: string) => string,
): ContractVerdict {
  if (http.kind === 'failure') return notChecked(http.cut ? 'The answer was cut off.' : 'No answer came.');
  if (!stored) return notChecked('No contract was imported for this API.');
  if (path === null) return notChecked('The contract has no such endpoint.');
  if (bodyText === null) return notChecked('The answer is larger than 1 MB; it was kept, but not checked.');
  const headers: Record<string, string> = {};
  for (const [name, value] of http.answer.headers) headers[name.toLowerCase()] = value;
  return stored.contract.checkAnswer({ method, path, status: http.answer.status, headers, bodyText, redact });
}

function parseJson(text: string | null): unknown {
  if (text === null || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON after all; the readers of evidence do without.
    return undefined;
  }
}
