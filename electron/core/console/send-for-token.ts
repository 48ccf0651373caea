import { Fault } from '../../../shared/contract/errors.ts';
import { createSpillSink } from '../http/body-sink.ts';
import { checkRequest } from '../http/check-request.ts';
import { notChecked } from '../openapi/verdict.ts';
import type { TokenSender } from '../credentials/fetch-token.ts';
import { intentRow } from './exchange-rows.ts';
import { readOutcome } from './outcome.ts';
import type { ExchangeIntent, RecordedExchange } from './recorded-exchange.ts';
import type { SendTools } from './send.ts';

/** Answers of authorization servers are small; more is surely something else. */
const mostBytes = 256 * 1024;
const totalMs = 30_000;

/**
 * Sends for an access token and keeps the exchange, but no body: neither what holds the client's secret nor what holds
 * the token. Redirects are not followed.
 */
export function createTokenSender(
  tools: Pick<SendTools, 'clock' | 'secrets' | 'evidence'>,
  openHttp: () => Promise<SendTools['http']>,
): TokenSender {
  return async (request, { client, actor }) => {
    const { clock, secrets } = tools;
    const correlationId = clock.newId();
    const headers = [...request.headers, ['X-Correlation-ID', correlationId] as const];
    const secretHeaders = request.headers.map(([name]) => name).filter((name) => name.toLowerCase() === 'authorization');
    const redactor = secrets.redactor();
    const intent: ExchangeIntent = {
      id: clock.newId(),
      correlationId,
      source: 'credential',
      actor,
      apiId: null,
      endpointId: null,
      environmentId: null,
      credentialId: client.id,
      contractId: null,
      method: request.method,
      url: redactor.url(request.url),
      host: new URL(request.url).host,
      startedAt: clock.now(),
      requestHeaders: redactor
        .headers(headers)
        .map(([name, value]): [string, string] => [name, secretHeaders.includes(name) ? '[redacted: credential]' : value]),
    };
    checkRequest({ ...request, headers });
    const http = await openHttp();
    const number = tools.evidence.nextNumber();
    tools.evidence.hold(intentRow(number, intent));
    const outcome = await http.send(
      { ...request, headers, secretHeaders, hasSecretBody: true },
      { sink: memorySink(), limits: { totalMs, maxRedirects: 0, maxBodyBytes: mostBytes } },
    );
    const finishedAt = clock.now();
    const read = readOutcome(outcome, {
      redactor,
      receivedAt: finishedAt,
      contractVersion: null,
      credentialName: client.name,
      bodyJson: undefined,
      verdict: notChecked('The answer holds a token: its body is neither kept nor checked.'),
    });
    const recorded: RecordedExchange = {
      ...intent,
      number,
      finishedAt,
      state: read.state,
      status: read.status,
      durationMs: outcome.timings.totalMs,
      errorClass: read.errorClass,
      verdict: 'not_checked',
      vendorRequestId: read.vendorRequestId,
      answerHeaders: read.answerHeaders,
      outcome: read.outcome,
      evidence: read.evidence,
    };
    tools.evidence.record(recorded, 1);
    if (outcome.kind === 'failure') {
      throw new Fault('network_failed', {
        happened: `No token for “${client.name}”: ${lowerFirst(redactor.text(outcome.failure.happened))}`,
        remedy: `${redactor.text(outcome.failure.remedy)} The call itself was not sent.`,
        details: { exchangeId: intent.id, credentialId: client.id },
      });
    }
    const { where } = outcome.answer.body;
    return {
      status: outcome.answer.status,
      headers: outcome.answer.headers,
      bytes: where.kind === 'memory' ? where.bytes : new Uint8Array(),
    };
  };
}

const memorySink = () =>
  createSpillSink({
    thresholdBytes: mostBytes * 2,
    openFile: () => {
      throw new Error('an answer with a token never goes to a file');
    },
  });

const lowerFirst = (text: string): string => (/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);
