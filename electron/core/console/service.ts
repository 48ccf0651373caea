import type { Exchange, ExchangeRow, MadeDraft, RequestDraft, RequestForm } from '../../../shared/contract/console.ts';
import { localCivil } from '../../../shared/domain/console/history-values.ts';
import { createTokens, type Tokens } from '../credentials/tokens.ts';
import type { Secrets } from '../credentials/secrets.ts';
import type { Clock } from '../db/commands.ts';
import { inFlight, type EvidenceWriter } from '../db/evidence-writer.ts';
import type { Reader } from '../db/sqlite.ts';
import type { HttpEngine, HttpEngineOptions } from '../http/http-engine.ts';
import type { CookieHandler } from '../http/http-types.ts';
import type { Log } from '../log.ts';
import type { Vault } from '../vault/vault.ts';
import { checkDraft, type CheckedDraft } from './check-draft.ts';
import type { CookieJars } from './cookie-jars.ts';
import { createProductionGuard, type ProductionGuard } from './production-guard.ts';
import type { StreamEvent } from '../../../shared/contract/workspace.ts';
import { ContractCache } from './contract-cache.ts';
import { curlDraft } from './curl-draft.ts';
import { formOf, freeFormOf } from './form.ts';
import { asExchange, asRow } from './present.ts';
import { draftToSend, type SendSavedOptions } from './saved-requests.ts';
import { replayDraft } from './replay.ts';
import type { Resilience } from '../resilience/resilience.ts';
import { createResilience } from '../resilience/resilience.ts';
import { sendDraft, type SendChoice, type Sender } from './send.ts';
import { presentSent, type Sent } from './sent-exchange.ts';
import { createTokenSender } from './send-for-token.ts';
import { listExchanges, type ExchangeQuery } from './list-exchanges.ts';
import { purgedFault } from './purges.ts';
import { findExchanges, getExchange, hasBody, isOfAnotherCopy } from './store.ts';

export interface ConsoleService {
  readonly contracts: ContractCache;
  form(endpointId: string): RequestForm;
  freeForm(apiId: string, method: string, path: string): RequestForm;
  /** `person`: who would send it, for what is unlocked. */
  check(draft: RequestDraft, personId: string): CheckedDraft;
  /** What would send an exchange again, as far as it was kept. */
  replay(id: string): Promise<MadeDraft>;
  readCurl(text: string): MadeDraft;
  readonly tokens: Tokens;
  readonly guard: ProductionGuard;
  /** What calls wait for: limits, hosts that are paused. */
  readonly resilience: Resilience;
  cookies(): Promise<CookieJars>;
  send(draft: RequestDraft, who: Sender, signal: AbortSignal | undefined, choice?: SendChoice): Promise<Exchange>;
  /** Sends a saved request once and keeps the exchange. */
  sendSaved(id: string, who: Sender, options?: SendSavedOptions, signal?: AbortSignal): Promise<Exchange>;
  list(query: ExchangeQuery): { rows: ExchangeRow[]; total: number };
  show(id: string): Promise<Exchange>;
  find(anyId: string): ExchangeRow[];
  unknownOutcomes(): ExchangeRow[];
  /** The one engine that speaks HTTP, for features that send what is no exchange. */
  http(): Promise<HttpEngine>;
  close(): Promise<void>;
}

export interface ConsoleTools {
  readonly db: Reader;
  /** What people set and evidence never writes, remembered while nobody changes it. */
  readonly inventory: Reader;
  readonly evidence: EvidenceWriter;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly vault: Vault;
  readonly log: Log;
  readonly onChanged?: (topics: readonly string[]) => void;
  /** Tells whoever watches of the events of a stream. */
  readonly onStream?: (streamId: string, events: StreamEvent[]) => void;
  /** The proxy and the authorities that calls go by; without them calls are direct. */
  readonly httpOptions?: HttpEngineOptions;
}

export function createConsoleService(tools: ConsoleTools): ConsoleService {
  const { vault, inventory } = tools;
  // Every send writes evidence, and reads before, between and after.
  const db = tools.evidence.reader;
  const contracts = new ContractCache(db, inventory);
  const guard = createProductionGuard(tools.clock.now);
  const resilience = createResilience({ db, inventory, clock: tools.clock, onChanged: () => tools.onChanged?.(['resilience']) });
  let jars: Promise<CookieJars> | null = null;
  let openJars: CookieJars | null = null;
  const cookies = (): Promise<CookieJars> =>
    (jars ??= import('./cookie-jars.ts').then(({ createCookieJars }) => (openJars = createCookieJars(tools))));
  /** Asked of the file once: jars that come later are filled here. */
  let hasCookies: boolean | null = null;
  /** What knows of cookies is read when there are some: most APIs set none. */
  const cookiesOf = (environmentId: string): CookieHandler => ({
    headerFor: (url) => openJars?.of(environmentId).headerFor(url) ?? null,
    take: async (url, values) => (await cookies()).of(environmentId).take(url, values),
  });
  // Loaded with the first request: what speaks HTTP is a large part of the program, and a start goes without it.
  let http: Promise<HttpEngine> | null = null;
  const openHttp = (): Promise<HttpEngine> => {
    if (http === null) sweepBodies();
    return (http ??= import('../http/http-engine.ts').then(({ createHttpEngine }) => createHttpEngine(tools.httpOptions ?? {})));
  };
  // Before the first call of this start nothing is being written: a file that no row names was left by a kill.
  const sweepBodies = (): void => {
    const swept = vault.sweep((file) => {
      const [, exchangeId, side] = /^(.+)-(request|answer)(?:-2)?\.sealed$/.exec(file) ?? [];
      if (exchangeId === undefined || side === undefined) return true;
      return hasBody(db, exchangeId, side as 'request' | 'answer') || isOfAnotherCopy(db, exchangeId);
    });
    if (swept > 0) tools.log.info(`${swept} sealed files that no exchange names were removed`);
  };
  const tokens = createTokens({ ...tools, send: createTokenSender(tools, openHttp) });
  const running = new Set<Promise<Sent>>();
  const sendNow = async (draft: RequestDraft, who: Sender, signal: AbortSignal | undefined, choice?: SendChoice): Promise<Exchange> => {
    const http = await openHttp();
    hasCookies ??= db.get('SELECT 1 FROM cookie_jars LIMIT 1') !== undefined;
    if (hasCookies && openJars === null) await cookies();
    const sending = sendDraft(
      { ...tools, db, inventory, contracts, tokens, guard, resilience, cookiesOf, http },
      draft,
      who,
      signal,
      choice,
    );
    running.add(sending);
    const { id, plain } = await sending.finally(() => running.delete(sending));
    return plain === null ? show(id) : presentSent(plain);
  };
  const show = (id: string): Promise<Exchange> => {
    const row = getExchange(db, id);
    if (!row) throw purgedFault(db, id);
    return asExchange(db, vault, row);
  };
  return {
    contracts,
    form: (endpointId) => formOf(db, contracts, endpointId),
    freeForm: (apiId, method, path) => freeFormOf(db, apiId, method, path),
    replay: async (id) => replayDraft(db, await show(id)),
    readCurl: (text) => curlDraft(db, contracts, tools.secrets, text),
    check: (draft, personId) => checkDraft({ db, contracts, clock: tools.clock, guard }, draft, personId),
    tokens,
    guard,
    resilience,
    cookies,
    send: sendNow,
    sendSaved: async (id, who, options = {}, signal) =>
      sendNow(draftToSend(db, id, options), who, signal, { variables: options.variables }),
    list: (query) => {
      const { rows, total } = listExchanges(db, query, { now: tools.clock.now(), civil: localCivil });
      return { rows: rows.map(asRow), total };
    },
    show,
    find: (anyId) => findExchanges(db, anyId).map(asRow),
    unknownOutcomes: () =>
      db
        .all<{ id: string }>(`SELECT id FROM exchanges WHERE ${inFlight} AND state = 'unknown' ORDER BY started_at DESC`)
        .flatMap(({ id }) => findExchanges(db, id).map(asRow)),
    http: openHttp,
    close: async () => {
      resilience.close();
      await (await http)?.close();
      // What was on its way is kept with its end before the database closes: a stream with what came of it.
      await Promise.allSettled(running);
    },
  };
}
