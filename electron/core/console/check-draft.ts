import type { CallEffect, FilledValue, RequestDraft, Violation } from '../../../shared/contract/console.ts';
import { isFault, type FaultData } from '../../../shared/contract/errors.ts';
import { encodeForm } from '../../../shared/domain/console/form-encoding.ts';
import { readPlaceholders } from '../../../shared/domain/console/placeholders.ts';
import type { Clock } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import type { ContractCache } from './contract-cache.ts';
import { fillDraft, type FilledDraft } from './fill-draft.ts';
import { addressOf } from './prepare-request.ts';
import { effectOf, summaryOf, type ProductionGuard } from './production-guard.ts';
import { findTarget } from './target.ts';

/** A draft before it is sent: where it would go, what it would do there, what the contract says of it, which values it would have. */
export interface CheckedDraft {
  readonly violations: Violation[];
  readonly url: string;
  readonly fault: FaultData | null;
  readonly filledIn: FilledValue[];
  readonly missing: string[];
  readonly effect: CallEffect;
}

export interface CheckTools {
  readonly db: Reader;
  readonly contracts: ContractCache;
  readonly clock: Clock;
  readonly guard: ProductionGuard;
}

/** Checks a draft against the contract without sending it. */
export function checkDraft({ db, contracts, clock, guard }: CheckTools, typed: RequestDraft, personId: string): CheckedDraft {
  const target = findTarget(db, typed.environmentId);
  const { environment } = target;
  const filled = fillDraft(typed, target, clock);
  const { draft, filledIn, fault: gap, missing } = filled;
  const effect = effectOf(
    { ...draft, path: typed.path },
    environment,
    summaryOf(db, typed.endpointId),
    guard.unlockedUntil(personId, environment.id),
  );
  const violations = violationsOf(contracts, target.apiId, typed, filled);
  try {
    return { violations, url: addressOf(draft, environment).href, fault: gap, filledIn, missing, effect };
  } catch (error) {
    if (!isFault(error)) throw error;
    return { violations, url: environment.baseUrl + typed.path, fault: gap ?? error.data, filledIn, missing, effect };
  }
}

function violationsOf(contracts: ContractCache, apiId: string, typed: RequestDraft, { draft, missing, fault }: FilledDraft): Violation[] {
  const stored = contracts.currentOf(apiId);
  if (!stored) return [];
  // A place whose value is still missing says so itself: what stands there is no value that a contract could judge.
  const waits = (text: string): boolean => missing.length > 0 && readPlaceholders(text).found.some(({ name }) => missing.includes(name));
  const named = (place: 'path' | 'query' | 'header'): Record<string, string> =>
    Object.fromEntries(
      draft.parameters.filter((parameter) => parameter.in === place && parameter.value !== '').map(({ name, value }) => [name, value]),
    );
  const body = bodyToCheck(draft);
  const verdict = stored.contract.checkRequest({
    method: draft.method,
    path: typed.path,
    headers: { ...named('header'), ...(body.mediaType === null ? {} : { 'content-type': body.mediaType }) },
    pathParameters: named('path'),
    query: named('query'),
    bodyText: body.text,
  });
  const found = verdict.violations.map(({ where, instancePath, line, message }): Violation => ({
    where,
    pointer: instancePath,
    line,
    message,
  }));
  // The content of files is not looked at before it is sent: only what the contract says about everything else holds.
  const isBodyOpen = fault?.place?.path === 'body' || waits(body.text);
  const waiting = new Set(draft.parameters.filter(({ value }) => waits(value)).map(({ name }) => name));
  return found.filter(({ where, pointer }) => (where === 'body' ? body.isWhole && !isBodyOpen : !waiting.has(pointer)));
}

interface BodyToCheck {
  readonly mediaType: string | null;
  readonly text: string;
  readonly isWhole: boolean;
}

function bodyToCheck({ content, body, mediaType }: RequestDraft): BodyToCheck {
  switch (content.kind) {
    case 'text':
      return { mediaType: body === null ? null : (mediaType ?? 'application/json'), text: body ?? '', isWhole: true };
    case 'form': {
      const text = encodeForm(content.fields.filter(({ isOff, name }) => !isOff && name !== ''));
      return { mediaType: 'application/x-www-form-urlencoded', text, isWhole: true };
    }
    case 'multipart':
      return { mediaType: 'multipart/form-data', text: '', isWhole: false };
    case 'file':
      return { mediaType: content.mediaType ?? 'application/octet-stream', text: '', isWhole: false };
    case 'graphql':
      return { mediaType: 'application/json', text: '', isWhole: false };
  }
}
