import type { EvidenceLink, Exchange, StoredBody } from '../../../shared/contract/console.ts';
import { presentBody, presentExchange } from './present.ts';
import type { TargetEnvironment } from './prepare-request.ts';
import type { BodyRow, RecordedExchange } from './recorded-exchange.ts';

/** A body as it was kept, and its bytes, redacted; null for those of a file. */
export interface KeptBody {
  readonly row: BodyRow;
  readonly bytes: Buffer | null;
}

/** A send that is over and kept. */
export interface Sent {
  readonly id: string;
  /** All that was kept of it; null for one with further attempts, an older answer in its place or a body in a file, which is read from there. */
  readonly plain: PlainExchange | null;
}

export interface PlainExchange {
  readonly recorded: RecordedExchange;
  readonly updated: readonly EvidenceLink[];
  readonly environment: TargetEnvironment;
  readonly requestBody: KeptBody | null;
  readonly answerBody: KeptBody | null;
}

/** What was just kept, as it is shown, without reading it back. */
export function presentSent({ recorded, updated, environment, requestBody, answerBody }: PlainExchange): Exchange {
  const { outcome } = recorded;
  return presentExchange({
    row: {
      id: recorded.id,
      number: recorded.number,
      correlationId: recorded.correlationId,
      startedAt: recorded.startedAt,
      state: recorded.state,
      method: recorded.method,
      url: recorded.url,
      host: recorded.host,
      status: recorded.status,
      cutStatus: outcome.cut?.status ?? null,
      durationMs: recorded.durationMs,
      apiId: recorded.apiId,
      apiName: environment.apiName,
      vendorName: environment.vendorName,
      endpointId: recorded.endpointId,
      environmentName: environment.name,
      source: recorded.source,
      errorClass: recorded.errorClass,
      verdict: recorded.verdict,
      violationCount: outcome.violations.length + outcome.moreViolations,
      vendorRequestId: recorded.vendorRequestId,
      attemptCount: 1,
      actor: recorded.actor,
    },
    bodiesPurgedAt: null,
    finishedAt: recorded.finishedAt,
    environmentId: recorded.environmentId,
    requestHeaders: recorded.requestHeaders,
    answerHeaders: recorded.answerHeaders,
    outcome,
    evidence: recorded.evidence,
    updated,
    requestBody: bodyOf(requestBody),
    answerBody: bodyOf(answerBody),
    attempts: [],
    fallback: null,
  });
}

const bodyOf = (kept: KeptBody | null): StoredBody | null =>
  kept === null || kept.bytes === null ? null : presentBody(kept.row, kept.bytes);
