import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ReplayAttempt, WebhookReplay } from '../../../shared/contract/webhooks.ts';
import { headerValue } from '../../../shared/domain/webhooks/header-list.ts';
import { backoffMs, isWorthRepeating } from '../../../shared/domain/webhooks/replay-backoff.ts';
import { signAnew } from '../../../shared/domain/webhooks/sign-delivery.ts';
import type { RawDelivery } from '../../../shared/domain/webhooks/signing-form.ts';
import { isLoopbackTarget, passedOn, targetFault } from '../../../shared/domain/webhooks/target-rules.ts';
import { plural } from '../../../shared/domain/grouped.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { createDiscardSink } from './discard-sink.ts';
import { requireEndpoint, ruleOf, secretsOf, type EndpointRow } from './endpoint-rows.ts';
import { openDelivery } from './raw-delivery.ts';
import { signatureTools } from './signature-tools.ts';
import { requireDelivery, requireReplay } from './store.ts';

export interface ReplayOrder {
  readonly id: string;
  readonly targetUrl?: string | undefined;
  readonly signing: 'as it came' | 'anew';
  readonly credentialId?: string | undefined;
  readonly maxAttempts: number;
  readonly confirmTarget?: string | undefined;
}

/** How long one attempt may take, as the vendors wait. */
const attemptMs = 15_000;

const running = new WeakMap<object, Map<string, AbortController>>();
const runningOf = (engine: object): Map<string, AbortController> => {
  const known = running.get(engine) ?? new Map<string, AbortController>();
  running.set(engine, known);
  return known;
};

/** Sends a kept delivery to its target until it is taken, again and again with growing pauses. Ends with how it went; a refusal is no fault. */
export async function replayDelivery(
  engine: Engine,
  actor: Actor,
  order: ReplayOrder,
  signal?: AbortSignal,
  random = Math.random,
): Promise<WebhookReplay> {
  const { db, clock, evidence, commands } = engine;
  const row = requireDelivery(db, order.id);
  const endpoint = requireEndpoint(db, row.endpoint_id);
  const targetUrl = targetOf(engine, endpoint, order);
  const raw = openDelivery(db, engine.vault, order.id);
  if (raw === null || row.code === 'too_large')
    throw new Fault('not_found', {
      happened: 'The bytes of this delivery are no longer kept.',
      remedy: 'Ask the vendor to send it again.',
    });
  const headers = order.signing === 'anew' ? signedHeaders(engine, endpoint, raw, order.credentialId) : raw.headers;
  const replayId = clock.newId();
  // The intention before the first call: after a crash it is known that something may have been sent.
  evidence.write(['webhooks'], (writer) =>
    writer.run(
      `INSERT INTO webhook_replays (id, delivery_id, target_url, signing, credential_id, max_attempts, state, started_at, started_by) VALUES (?, ?, ?, ?, ?, ?, 'under way', ?, ?)`,
      replayId,
      order.id,
      targetUrl,
      order.signing,
      order.credentialId ?? null,
      order.maxAttempts,
      clock.now(),
      actor.name,
    ),
  );
  const stop = new AbortController();
  runningOf(engine).set(replayId, stop);
  const stopped = signal ? AbortSignal.any([stop.signal, signal]) : stop.signal;
  try {
    const end = await attemptAll(engine, { replayId, targetUrl, request: { ...raw, headers: passedOn(headers) }, order, stopped, random });
    evidence.write(['webhooks', 'today'], (writer) =>
      writer.run(
        'UPDATE webhook_replays SET state = ?, words = ?, finished_at = ? WHERE id = ?',
        end.state,
        end.words,
        clock.now(),
        replayId,
      ),
    );
    const name = row.event_id ?? 'without an event id';
    commands.run(actor, (changes) =>
      changes.note(
        'webhookEndpoint',
        endpoint.id,
        `Delivery ${name} of “${endpoint.name}” replayed to ${new URL(targetUrl).host}: ${end.words}`,
      ),
    );
  } finally {
    runningOf(engine).delete(replayId);
  }
  return requireReplay(db, replayId);
}

interface Course {
  readonly replayId: string;
  readonly targetUrl: string;
  readonly request: RawDelivery;
  readonly order: ReplayOrder;
  readonly stopped: AbortSignal;
  readonly random: () => number;
}

async function attemptAll(
  engine: Engine,
  { replayId, targetUrl, request, order, stopped, random }: Course,
): Promise<{ state: WebhookReplay['state']; words: string }> {
  const attempts: ReplayAttempt[] = [];
  let retryAfterMs: number | null = null;
  for (let attempt = 1; ; attempt += 1) {
    const waitedMs = attempt === 1 ? 0 : backoffMs(attempt, random(), retryAfterMs);
    try {
      if (waitedMs > 0) await sleep(waitedMs, undefined, { signal: stopped });
    } catch {
      return { state: 'cancelled', words: `Cancelled after ${plural(attempts.length, 'attempt')}.` };
    }
    const at = engine.clock.now();
    const result = await sendOnce(engine, targetUrl, request, stopped);
    retryAfterMs = result.retryAfterMs;
    attempts.push({ at, status: result.status, words: result.words, waitedMs });
    engine.evidence.write(['webhooks'], (writer) =>
      writer.run('UPDATE webhook_replays SET attempts = ? WHERE id = ?', JSON.stringify(attempts), replayId),
    );
    if (result.status !== null && result.status >= 200 && result.status < 300)
      return {
        state: 'delivered',
        words: attempt === 1 ? `Answered ${result.status}.` : `Answered ${result.status} at attempt ${attempt}.`,
      };
    if (stopped.aborted) return { state: 'cancelled', words: `Cancelled after ${plural(attempt, 'attempt')}.` };
    if (!isWorthRepeating(result.status))
      return { state: 'refused', words: `Answered ${result.status}, which another attempt would not change.` };
    if (attempt >= order.maxAttempts) return { state: 'refused', words: `${plural(attempt, 'attempt')}, the last: ${result.words}` };
  }
}

async function sendOnce(engine: Engine, url: string, { headers, body }: RawDelivery, signal: AbortSignal) {
  const http = await engine.console.http();
  const outcome = await http.send(
    { method: 'POST', url, headers, body: Buffer.from(body) },
    { sink: createDiscardSink(), signal, limits: { totalMs: attemptMs, maxRedirects: 0, maxBodyBytes: 1_000_000 }, httpVersion: '1.1' },
  );
  if (outcome.kind === 'failure') return { status: null, words: outcome.failure.happened, retryAfterMs: null };
  const { status, headers: answered } = outcome.answer;
  const seconds = Number(headerValue(answered, 'retry-after') ?? Number.NaN);
  return { status, words: `answered ${status}`, retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null };
}

function targetOf({ secrets }: Pick<Engine, 'secrets'>, endpoint: EndpointRow, order: ReplayOrder): string {
  const url = (order.targetUrl ?? endpoint.target_url ?? '').trim();
  if (url === '')
    throw new Fault('bad_input', {
      happened: 'There is no target.',
      remedy: 'Give the address of your own receiver, such as http://127.0.0.1:3000/hooks.',
      place: { path: 'targetUrl' },
    });
  const fault = targetFault(url);
  if (fault !== null)
    throw new Fault('bad_input', {
      happened: fault,
      remedy: 'Write it like http://127.0.0.1:3000/hooks. Nothing was sent.',
      place: { path: 'targetUrl' },
    });
  if (secrets.redactor().text(url) !== url)
    throw new Fault('bad_input', {
      happened: 'The target has the secret of one of your credentials in it.',
      remedy: 'Take it out of the address: replays are written down. Nothing was sent.',
      place: { path: 'targetUrl' },
    });
  if (isLoopbackTarget(url) || order.confirmTarget === url || endpoint.confirmed_target === url) return url;
  throw new Fault('host_not_allowed', {
    happened: `${new URL(url).host} is not on this computer.`,
    remedy: 'Confirm the address first: whoever runs it gets the delivery as it came. Nothing was sent.',
    place: { path: 'targetUrl' },
    details: { targetUrl: url },
  });
}

function signedHeaders(engine: Engine, endpoint: EndpointRow, raw: RawDelivery, credentialId: string | undefined): RawDelivery['headers'] {
  const chosen = credentialId ?? secretsOf(endpoint).find(({ role }) => role === 'active')?.credentialId;
  const secret = chosen === undefined ? null : engine.secrets.get(chosen);
  if (secret === null)
    throw new Fault('secret_missing', {
      happened: 'The secret to sign with is not on this computer.',
      remedy: 'Enter it under Credentials, or replay it as it came. Nothing was sent.',
    });
  const headers = signAnew(endpoint.scheme, ruleOf(endpoint), raw, { secret, at: engine.clock.now(), tools: signatureTools });
  if (headers === null)
    throw new Fault('bad_input', {
      happened: 'Deliveries of this endpoint cannot be signed anew.',
      remedy: 'Replay it as it came. Nothing was sent.',
      place: { path: 'signing' },
    });
  return headers;
}

/** Ends a replay before its next attempt. */
export function cancelReplay(engine: Engine, replayId: string): void {
  requireReplay(engine.db, replayId);
  runningOf(engine).get(replayId)?.abort();
}

/** Ends all of them: the workspace is closing. */
export const stopReplays = (engine: object): void => runningOf(engine).forEach((stop) => stop.abort());
