import type { FilledValue, RequestDraft, Violation } from '../../../shared/contract/console.ts';
import { isFault, type FaultData } from '../../../shared/contract/errors.ts';
import type { Clock } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import type { ContractCache } from './contract-cache.ts';
import { fillDraft } from './fill-draft.ts';
import { addressOf } from './prepare-request.ts';
import { findTarget } from './target.ts';

/** A draft before it is sent: where it would go, what the contract says of it, which values it would have. */
export interface CheckedDraft {
  readonly violations: Violation[];
  readonly url: string;
  readonly fault: FaultData | null;
  readonly filledIn: FilledValue[];
  readonly missing: string[];
}

/** Checks a draft against the contract without sending it. */
export function checkDraft(db: Reader, contracts: ContractCache, clock: Clock, typed: RequestDraft): CheckedDraft {
  const target = findTarget(db, typed.environmentId);
  const { draft, filledIn, fault: gap, missing } = fillDraft(typed, target, clock);
  const stored = contracts.currentOf(target.apiId);
  const named = (place: 'path' | 'query' | 'header'): Record<string, string> =>
    Object.fromEntries(
      draft.parameters.filter((parameter) => parameter.in === place && parameter.value !== '').map(({ name, value }) => [name, value]),
    );
  const verdict = stored?.contract.checkRequest({
    method: draft.method,
    path: typed.path,
    headers: { ...named('header'), ...(draft.body === null ? {} : { 'content-type': draft.mediaType ?? 'application/json' }) },
    pathParameters: named('path'),
    query: named('query'),
    bodyText: draft.body ?? '',
  });
  const violations = (verdict?.violations ?? []).map(({ where, instancePath, line, message }): Violation => ({
    where,
    pointer: instancePath,
    line,
    message,
  }));
  try {
    return { violations, url: addressOf(draft, target.environment).href, fault: gap, filledIn, missing };
  } catch (error) {
    if (!isFault(error)) throw error;
    return { violations, url: target.environment.baseUrl + typed.path, fault: gap ?? error.data, filledIn, missing };
  }
}
