import type { RequestDraft } from '../../../shared/contract/console.ts';
import type { Redactor } from '../../../shared/domain/redaction/redact.ts';
import type { Reader } from '../db/sqlite.ts';
import { checkRequest } from '../http/check-request.ts';
import type { StoredContract } from './contract-cache.ts';
import { filledOrFault, fillDraft } from './fill-draft.ts';
import { prepareContent } from './prepare-content.ts';
import { addressOf, prepareRequest, type PreparedRequest } from './prepare-request.ts';
import { checkProductionGuard } from './production-guard.ts';
import type { ExchangeIntent } from './recorded-exchange.ts';
import type { Sender, SendChoice, SendTools } from './send.ts';
import { authenticationFor, findTarget, type Authentication, type Target } from './target.ts';

/** A draft that may leave: filled in, checked, authenticated, and described for the history. */
export interface PreparedSend {
  readonly draft: RequestDraft;
  readonly target: Target;
  readonly request: PreparedRequest;
  readonly authentication: Authentication | null;
  /** Redacted. Its moment is when the first attempt leaves. */
  readonly intent: Omit<ExchangeIntent, 'startedAt'>;
  readonly redactor: Redactor;
  readonly stored: StoredContract | null;
  /** The template of the endpoint it belongs to. */
  readonly path: string | null;
  /** The same request with a new token: the same values, the same ids. */
  renew(): Promise<PreparedRequest>;
}

/**
 * Makes a draft ready to leave. What must not leave (a missing parameter, a guarded environment, a foreign host) throws a
 * fault; nothing was kept then.
 */
export async function prepareSend(
  tools: SendTools,
  typed: RequestDraft,
  who: Sender,
  signal: AbortSignal | undefined,
  choice: SendChoice,
): Promise<PreparedSend> {
  const { clock, inventory } = tools;
  const target = findTarget(inventory, typed.environmentId);
  const draft = filledOrFault(fillDraft(typed, target, clock, choice.variables));
  // The path as it was typed names the call; whether it changes something is told by what would leave.
  checkProductionGuard({ ...tools, db: inventory }, { ...draft, path: typed.path }, target.environment, who.personId ?? null);
  const correlationId = typedCorrelationId(draft) ?? clock.newId();
  const { host } = addressOf(draft, target.environment);
  const content = await prepareContent(draft, (text) => tools.secrets.redactor().text(text));
  const prepare = (authentication: Authentication | null): PreparedRequest => {
    const request = prepareRequest(draft, target.environment, authentication?.placement ?? null, correlationId, content);
    checkRequest(request);
    return request;
  };
  // A request that cannot be sent must not fetch a token first.
  if (target.credential) prepare(null);
  const authenticate = (isRenewed: boolean): Promise<Authentication | null> =>
    authenticationFor(tools, target, host, { actor: who.actor, isPending: choice.isPending === true, isRenewed, signal });
  const authentication = target.credential ? await authenticate(false) : null;
  const request = prepare(authentication);
  const stored = tools.contracts.currentOf(target.apiId);
  const template = templateOf(inventory, typed, target.apiId, request, stored);
  const redactor = tools.secrets.redactor();
  return {
    draft,
    target,
    request,
    authentication,
    redactor,
    stored,
    path: template?.path ?? null,
    intent: {
      id: clock.newId(),
      correlationId: redactor.text(correlationId),
      actor: who.actor,
      source: who.source,
      apiId: target.apiId,
      endpointId: template?.endpointId ?? null,
      environmentId: draft.environmentId,
      credentialId: target.credential?.id ?? null,
      contractId: stored?.id ?? null,
      savedRequestId: draft.savedRequestId,
      ...(who.isJudged ? { isJudged: true } : {}),
      method: request.method,
      url: redactor.url(request.url),
      host: request.host,
      requestHeaders: redactHeaders(redactor, request),
    },
    renew: async () => prepare(await authenticate(true)),
  };
}

/** What the person typed as the header: what was sent is what the exchange is found by. */
const typedCorrelationId = (draft: RequestDraft): string | null =>
  draft.parameters.find((parameter) => parameter.in === 'header' && parameter.name.toLowerCase() === 'x-correlation-id')?.value.trim() ||
  null;

/** The endpoint a draft belongs to: the one it was made from, else the one whose template its address matches. */
function templateOf(
  db: Reader,
  draft: RequestDraft,
  apiId: string,
  request: PreparedRequest,
  stored: StoredContract | null,
): { endpointId: string | null; path: string } | null {
  if (draft.endpointId) {
    const row = db.get<{ id: string; path: string; method: string }>(
      'SELECT id, path, method FROM endpoints WHERE id = ? AND api_id = ?',
      draft.endpointId,
      apiId,
    );
    if (row && row.method === request.method && row.path === draft.path) return { endpointId: row.id, path: row.path };
  }
  const match = stored?.contract.matchEndpoint(request.method, request.url);
  if (!match) return null;
  const row = db.get<{ id: string }>(
    'SELECT id FROM endpoints WHERE api_id = ? AND method = ? AND path = ?',
    apiId,
    request.method,
    match.path,
  );
  return { endpointId: row?.id ?? null, path: match.path };
}

function redactHeaders(redactor: Redactor, request: PreparedRequest): [string, string][] {
  const secret = new Set(request.secretHeaders.map((name) => name.toLowerCase()));
  return redactor
    .headers(request.headers)
    .map(([name, value]): [string, string] => [name, secret.has(name.toLowerCase()) ? '[redacted: credential]' : value]);
}
