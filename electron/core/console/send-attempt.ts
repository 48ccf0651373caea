import { isFault } from '../../../shared/contract/errors.ts';
import { changesSomething } from '../../../shared/domain/console/call-effect.ts';
import { teeSink } from '../http/body-sink.ts';
import { noteArrivals, type ArrivalNotes } from './arrivals.ts';
import { charsetOf, decodeText } from '../../../shared/domain/answers/charset.ts';
import type { HttpOutcome } from '../http/http-types.ts';
import { noTimings } from '../http/timings.ts';
import { inlineBytes, keepAnswerBody } from '../vault/body-keeper.ts';
import type { PreparedRequest } from './prepare-request.ts';
import type { PreparedSend } from './prepare-send.ts';
import { readRecorded, textOf } from './read-answer.ts';
import type { BodyRow, RecordedAttempt, RecordedExchange } from './recorded-exchange.ts';
import type { SendTools } from './send.ts';
import { travelOf } from './travel.ts';

/** One attempt that is over. */
export interface Attempt {
  readonly http: HttpOutcome;
  readonly bodyText: string | null;
  /** As it came, with the secrets in it; null unless it was asked for, and for what is larger than `inlineBytes`. */
  readonly rawText: string | null;
  /** The sealed body, before a row names it. */
  readonly body: BodyRow | null;
  /** What it would be kept as, were it the last. */
  readonly recorded: RecordedExchange;
  readonly startedAt: number;
}

export interface AttemptOrder {
  readonly prepared: PreparedSend;
  readonly request: PreparedRequest;
  /** The exchange's number in the history. */
  readonly number: number;
  /** When the first attempt left. */
  readonly firstAt: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Set for the second of two calls that are under way at once. */
  readonly fileSuffix?: string;
  /** Somebody takes values out of the answer. */
  readonly wantsRaw: boolean;
}

/** Sends once and reads what came. A failure of the network is an outcome; nothing is thrown but bugs. */
export async function sendAttempt(tools: SendTools, order: AttemptOrder): Promise<Attempt> {
  const { prepared, request, number, firstAt } = order;
  const { clock } = tools;
  const startedAt = clock.now();
  const arrivals = noteArrivals(firstAt);
  const { http, body, raw } = await sendNow(tools, order, arrivals);
  const bodyText = textOf(http);
  const read = readRecorded({
    intent: {
      ...prepared.intent,
      url: request === prepared.request ? prepared.intent.url : prepared.redactor.url(request.url),
      startedAt: firstAt,
    },
    number,
    http,
    bodyText,
    stored: prepared.stored,
    path: prepared.path,
    credentialName: prepared.target.credential?.name ?? null,
    redactor: tools.secrets.redactor(),
    finishedAt: clock.now(),
  });
  const came = arrivals.kept();
  const recorded = came.length === 0 ? read : { ...read, outcome: { ...read.outcome, arrivals: came } };
  return { http, bodyText, rawText: bodyText === null ? null : raw, body, recorded, startedAt };
}

/** What is kept of an attempt beside the exchange. */
export function asRecordedAttempt(
  attempt: Attempt,
  number: number,
  waited: { readonly ms: number; readonly words: string },
): RecordedAttempt {
  const { recorded, startedAt } = attempt;
  return {
    number,
    startedAt,
    endedAt: recorded.finishedAt,
    status: recorded.status,
    errorClass: recorded.errorClass,
    cause: recorded.outcome.failure?.cause ?? null,
    happened: recorded.outcome.failure?.happened ?? '',
    timings: recorded.outcome.timings,
    waitMs: waited.ms,
    waitWords: waited.words,
    answerHeaders: recorded.answerHeaders,
  };
}

/** Whether the body holds a secret that is known, or a field that sounds like one: it is then not carried to another origin unasked. */
const hasSecretBody = ({ keptBody }: PreparedRequest, redact: (text: string) => string): boolean =>
  keptBody !== null && (/(?:\[|%5B)redacted(?:: |%3A\+)(?:field|part)/.test(keptBody) || redact(keptBody) !== keptBody);

/** A bug in the engine must not leave the row on its way: the outcome is then a failure of unknown cause. */
async function sendNow(
  tools: SendTools,
  { prepared, request, timeoutMs, signal, fileSuffix, wantsRaw }: AttemptOrder,
  arrivals: ArrivalNotes,
): Promise<{ readonly http: HttpOutcome; readonly body: BodyRow | null; readonly raw: string | null }> {
  const raw = wantsRaw ? collectRaw() : null;
  const keeper = keepAnswerBody(prepared.intent.id, tools.vault, tools.secrets, fileSuffix);
  try {
    const redact = (text: string): string => tools.secrets.redactor().text(text);
    const { maxRedirects, ...travel } = travelOf(prepared.draft, { ...tools, onEvents: arrivals.note, now: tools.clock.now, redact });
    const limits = { totalMs: timeoutMs, maxRedirects };
    const http = await tools.http.send(
      { ...request, hasSecretBody: hasSecretBody(request, redact), isChanging: changesSomething(prepared.draft) },
      { sink: raw === null ? keeper.sink : teeSink(keeper.sink, raw.take), limits, ...travel, ...(signal ? { signal } : {}) },
    );
    if (http.kind === 'failure') {
      const { cut } = http;
      return { http, body: cut && keeper.rowOfBeginning(cut.body, mediaTypeOf(cut.headers)), raw: null };
    }
    // A full disk may show only when the last of the file is written.
    return {
      http,
      body: await keeper.rowOf(http.answer.body, mediaTypeOf(http.answer.headers)),
      raw: raw?.text(mediaTypeOf(http.answer.headers)) ?? null,
    };
  } catch (error) {
    await keeper.drop();
    const words = isFault(error)
      ? error.data
      : {
          happened: `The answer could not be kept: ${error instanceof Error ? error.message : String(error)}.`,
          remedy: 'Check the space on the disk. Whether the call took effect must be asked at the vendor.',
        };
    const http: HttpOutcome = {
      kind: 'failure',
      failure: {
        phase: 'download',
        cause: 'unknown',
        happened: words.happened,
        remedy: words.remedy,
        code: null,
        mayHaveReachedServer: true,
      },
      hops: [],
      timings: noTimings,
      cut: null,
    };
    return { http, body: null, raw: null };
  }
}

/** The first megabyte of an answer before it is redacted, in memory for as long as somebody reads it. */
function collectRaw(): { readonly take: (chunk: Uint8Array) => void; readonly text: (mediaType: string | null) => string | null } {
  const chunks: Buffer[] = [];
  let byteLength = 0;
  return {
    take: (chunk) => {
      byteLength += chunk.byteLength;
      if (byteLength <= inlineBytes) chunks.push(Buffer.from(chunk));
      else chunks.length = 0;
    },
    text: (mediaType) => {
      if (byteLength > inlineBytes) return null;
      const bytes = Buffer.concat(chunks);
      return decodeText(charsetOf(mediaType, bytes), bytes);
    },
  };
}

export const mediaTypeOf = (headers: readonly (readonly [string, string])[]): string | null =>
  headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
