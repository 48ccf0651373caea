import type { Exchange, RequestDraft } from '../../../shared/contract/console.ts';
import { isFault } from '../../../shared/contract/errors.ts';
import type { CheckOutcome } from '../../../shared/domain/flows/check-words.ts';
import { asText } from '../../../shared/domain/flows/answer-facts.ts';
import { hasExpression, takeCaptures, type Captured } from '../../../shared/domain/flows/captures.ts';
import { captureWords } from '../../../shared/domain/flows/check-words.ts';
import { evaluateChecks } from '../../../shared/domain/flows/checks.ts';
import type { Capture, Compensation, PageLoop } from '../../../shared/domain/flows/flow-spec.ts';
import { keyOf, nextPage, type NextPage } from '../../../shared/domain/flows/next-page.ts';
import { holdsSecretMember, isSecretCapture } from '../../../shared/domain/flows/secret-capture.ts';
import type { Values } from '../../../shared/domain/flows/values.ts';
import type { Redactor } from '../../../shared/domain/redaction/redact.ts';
import type { RawAnswer } from '../console/send.ts';
import type { StepReading } from '../answers/judge-rule.ts';
import type { Engine } from '../engine.ts';
import { factsOfExchange } from './exchange-facts.ts';
import { hasChecksOfRequest } from './request-checks.ts';

/** What a call came to. */
export interface CallOutcome {
  readonly state: 'done' | 'failed' | 'unknown';
  readonly tookEffect: boolean;
  readonly words: string;
  readonly checks: readonly CheckOutcome[];
  readonly captured: Captured;
  readonly secretNames: readonly string[];
  readonly next: Extract<NextPage, { kind: 'address' | 'parameter' }> | null;
  readonly exchange: Pick<Exchange, 'id' | 'number' | 'status' | 'durationMs' | 'vendorRequestId'> | null;
}

export interface PageState {
  readonly loop: PageLoop;
  readonly page: number;
  readonly seen: ReadonlySet<string>;
}

export type SendTools = Pick<Engine, 'clock' | 'console' | 'secrets' | 'db' | 'evidence' | 'vault' | 'jobs'>;

/** Sends once, and reads what came: the checks, the captures, where the next page is. Never throws for what the vendor or the network did. */
export async function sendCall(
  tools: SendTools,
  step: Compensation,
  isChanging: boolean,
  draft: RequestDraft,
  values: Values,
  pages: PageState,
  actor: string,
  correlationId: string | null,
  signal: AbortSignal,
): Promise<CallOutcome> {
  let raw: RawAnswer | null = null;
  let exchange: Exchange;
  const begunAt = tools.clock.now();
  try {
    exchange = await tools.console.send(draft, { actor, source: 'flow', isJudged: hasChecksOfRequest(tools.db, step) }, signal, {
      variables: values,
      isFollowed: true,
      onAnswer: (answer) => {
        raw = answer;
        // Before anything of the answer is kept: it is cut out of the exchange's headers too.
        rememberSecrets(tools, step.captures, takeCaptures(step.captures.filter(isSecretCapture), answer).captured);
      },
    });
  } catch (error) {
    // Thrown before it left: then there is no exchange. With one on its way nobody knows.
    const words = isFault(error) ? error.data.happened : `it could not be sent: ${error instanceof Error ? error.message : String(error)}`;
    const left = isOnItsWay(tools, correlationId, begunAt);
    return { ...nothingCame, state: left ? 'unknown' : 'failed', words };
  }
  return readOutcome(
    tools,
    step,
    isChanging,
    exchange,
    raw,
    values,
    pages,
    await readWhole(tools, step, exchange, raw, values, pages, signal),
  );
}

/** What a step reads of an answer that takes its time: one too large to be here, of all of it where it is kept, or one for an expression; null for any other. */
export async function readWhole(
  tools: Pick<SendTools, 'db' | 'vault' | 'jobs' | 'secrets'>,
  { checks, captures }: Pick<Compensation, 'checks' | 'captures'>,
  exchange: Exchange,
  raw: RawAnswer | null,
  values: Values,
  { loop, page, seen }: PageState,
  signal?: AbortSignal,
): Promise<StepReading | null> {
  const isHere = raw === null ? exchange.answerBody?.isCut !== true : raw.bodyText !== null;
  if (isHere && !hasExpression(captures)) return null;
  // Late: few answers are so large, and few steps have an expression.
  const { readHere, readKept, readLarge } = await import('./read-whole.ts');
  const answer = factsOfExchange(exchange, raw);
  const rule = { of: 'step', checks, captures, loop, scene: { page, url: exchange.url, seen }, answer, values } as const;
  const reading =
    raw === null
      ? readKept(tools, exchange, rule, (captured) => rememberSecrets(tools, captures, captured))
      : isHere
        ? readHere(tools, rule)
        : readLarge(tools, exchange, rule, signal);
  // Cancelled, or no thread for it: what is known of the call counts all the same, and its checks say that the body was not read.
  return reading.catch(() => null);
}

const nothingCame: Omit<CallOutcome, 'state' | 'words'> = {
  tookEffect: false,
  checks: [],
  captured: {},
  secretNames: [],
  next: null,
  exchange: null,
};

/** Of a call with an id of its own, which may stand at many, any call of a flow that left since counts: rather one too many for a person to look at. */
function isOnItsWay({ db, evidence }: SendTools, correlationId: string | null, begunAt: number): boolean {
  evidence.flush();
  const onItsWay = "SELECT 1 FROM exchanges WHERE state IN ('sent', 'unknown')";
  return correlationId === null
    ? db.get(`${onItsWay} AND source = 'flow' AND started_at >= ?`, begunAt) !== undefined
    : db.get(`${onItsWay} AND correlation_id = ?`, correlationId) !== undefined;
}

/** Phases of a failure in which the vendor cannot have got the call. */
export const beforeItLeft = new Set(['url', 'dns', 'proxy', 'connect', 'tls', 'queue', 'circuit']);
/** A gateway that got no answer: what stands behind it may have done the work. */
const gateway = new Set([502, 504]);
/** Ends of an attempt that surely never reached the vendor. */
const unsentCauses = new Set(['name_not_found', 'dns_unreachable', 'refused', 'unreachable', 'connect_timeout']);

/** Whether an attempt before the last one may have done the work, although nothing came of it that says so. */
const mayHaveWorkedBefore = ({ attempts }: Pick<Exchange, 'attempts'>): boolean =>
  attempts.slice(0, -1).some(({ status, cause }) => (status === null ? cause !== null && !unsentCauses.has(cause) : gateway.has(status)));

/** What an exchange says of a call: of one that has just come back, or of one that was kept before a crash. */
export function readOutcome(
  tools: Pick<SendTools, 'secrets'>,
  step: Compensation,
  isChanging: boolean,
  exchange: Exchange,
  raw: RawAnswer | null,
  values: Values,
  pages: PageState,
  whole: StepReading | null = null,
): CallOutcome {
  const shared = { exchange, next: null, checks: [], captured: {}, secretNames: [] };
  if (exchange.state === 'sent' || exchange.state === 'unknown')
    return { ...shared, state: 'unknown', tookEffect: false, words: 'it was sent, and nobody knows whether it took effect' };
  if (exchange.status === null) {
    const { phase, happened } = exchange.failure ?? { phase: '', happened: 'no answer came' };
    const mayHaveReached = isChanging && (!beforeItLeft.has(phase) || mayHaveWorkedBefore(exchange));
    const words = mayHaveReached ? `${happened} Nobody knows whether it took effect.` : happened;
    return { ...shared, state: mayHaveReached ? 'unknown' : 'failed', tookEffect: false, words };
  }
  if (isChanging && gateway.has(exchange.status))
    return {
      ...shared,
      state: 'unknown',
      tookEffect: false,
      words: `answered ${exchange.status}: a gateway got no answer, and nobody knows whether it took effect`,
    };
  if (isChanging && exchange.status >= 400 && mayHaveWorkedBefore(exchange))
    return {
      ...shared,
      state: 'unknown',
      tookEffect: false,
      words: `answered ${exchange.status}, after an attempt without an answer: nobody knows whether that one took effect`,
    };
  const facts = factsOfExchange(exchange, raw);
  const { captured, missing, why, secret } = whole?.taken ?? takeCaptures(step.captures, facts);
  if (raw === null) rememberSecrets(tools, step.captures, captured);
  const redactor = tools.secrets.redactor();
  const secretNames = step.captures
    .filter((one) => isSecretCapture(one) || secret.includes(one.name) || isSecretValue(captured[one.name], redactor, raw === null))
    .map(({ name }) => name);
  const checks: CheckOutcome[] = [
    ...(whole?.checks ?? evaluateChecks(step.checks, facts, values, (text) => redactor.text(text))),
    ...step.captures
      .filter(({ name }) => captured[name] === undefined)
      .map((one): CheckOutcome => ({ words: `captures ${captureWords(one)}`, isHeld: false, seen: why[one.name] ?? 'not in the answer' })),
  ];
  const broken = checks.filter(({ isHeld }) => !isHeld);
  const isHeld = broken.length === 0 && missing.length === 0;
  const next = isHeld ? (whole?.next ?? nextPage(pages.loop, facts, { page: pages.page, url: exchange.url, seen: pages.seen })) : null;
  const isStuck = next?.kind === 'fault';
  return {
    state: isHeld && !isStuck ? 'done' : 'failed',
    tookEffect: isChanging && exchange.status < 400,
    words: [
      `answered ${exchange.status}`,
      ...broken.map((one) => (one.seen === String(exchange.status) ? `wanted ${one.words}` : `wanted “${one.words}”, got ${one.seen}`)),
      ...(isStuck ? [next.words] : []),
    ].join(', '),
    checks,
    captured,
    secretNames,
    next: next === null || next.kind === 'end' || next.kind === 'fault' ? null : withoutSecrets(next, redactor),
    exchange,
  };
}

/** So many values of a capture are cut out of what is written: more than rows run at once, and no more than a redactor can look for quickly. */
const secretsRemembered = 8;
const taken = new Map<string, number>();
/** Counted for each name: captures of other names take no place of it. */
function secretId(name: string): string {
  const place = ((taken.get(name) ?? 0) + 1) % secretsRemembered;
  taken.set(name, place);
  return `${place} ${name} flow`;
}

/** Makes what is captured as a secret be cut out of all that is written from now on. */
function rememberSecrets({ secrets }: Pick<SendTools, 'secrets'>, captures: readonly Capture[], captured: Captured): void {
  for (const { name } of captures.filter(isSecretCapture))
    for (const text of textsOf(captured[name]))
      if (text.length >= 4 && !text.startsWith('[redacted')) secrets.alsoRedact(secretId(name), text);
}

/** The texts of a value, the first ones: a list of secrets is a few. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value)
    .filter((one) => typeof one === 'string')
    .slice(0, secretsRemembered);
}

/** Whether a value under a harmless name holds a secret all the same. What was kept has a mark in its place, which is no value to go on with. */
function isSecretValue(value: unknown, redactor: Redactor, isKept: boolean): boolean {
  const text = asText(value);
  return holdsSecretMember(value) || redactor.text(text) !== text || (isKept && text.includes('[redacted'));
}

/** A vendor's address of the next page may carry our key. The next call gets it from its credential; the table of calls does not get it. */
function withoutSecrets(next: NonNullable<CallOutcome['next']>, redactor: Redactor): NonNullable<CallOutcome['next']> {
  if (next.kind !== 'address') return next;
  const url = new URL(next.href);
  const secret = [...url.searchParams].filter(([, value]) => redactor.text(value) !== value);
  if (secret.length === 0) return next;
  for (const [name] of secret) url.searchParams.delete(name);
  return { kind: 'address', href: url.href };
}

/** The request of the next page: another address of the same host, or another value of a query parameter. */
export function draftOfPage(draft: RequestDraft, baseUrl: string, next: CallOutcome['next']): RequestDraft | { readonly fault: string } {
  if (next === null) return draft;
  if (next.kind === 'parameter') {
    if (next.value.includes('[redacted')) return { fault: 'where the next page is was a secret, kept in memory only, and it is gone' };
    const others = draft.parameters.filter((one) => !(one.in === 'query' && one.name === next.name));
    return { ...draft, parameters: [...others, { in: 'query', name: next.name, value: plain(next.value) }] };
  }
  const url = new URL(next.href);
  const base = new URL(baseUrl);
  const root = base.pathname.replace(/\/+$/, '');
  if (url.origin !== base.origin || !`${url.pathname}/`.startsWith(`${root}/`))
    return { fault: 'the next page is not under the environment’s base URL' };
  return {
    ...draft,
    path: plain(url.pathname.slice(root.length)).replaceAll('{', '%7B').replaceAll('}', '%7D'),
    parameters: [
      ...draft.parameters.filter((one) => one.in === 'header'),
      ...[...url.searchParams].map(([name, value]) => ({ in: 'query' as const, name, value: plain(value) })),
    ],
  };
}

/** What a vendor gave is no place for values of ours. */
const plain = (text: string): string => text.replaceAll('{{', '\\{{');

export { keyOf };
