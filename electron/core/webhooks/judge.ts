import type { DeliveryVerdict } from '../../../shared/contract/webhooks.ts';
import { textOf } from '../../../shared/domain/webhooks/bytes-as-text.ts';
import { diagnose } from '../../../shared/domain/webhooks/diagnose.ts';
import { eventFact } from '../../../shared/domain/webhooks/event-facts.ts';
import { headerValue } from '../../../shared/domain/webhooks/header-list.ts';
import type { RawDelivery } from '../../../shared/domain/webhooks/signing-form.ts';
import { verifyDelivery } from '../../../shared/domain/webhooks/verify-delivery.ts';
import type { Engine } from '../engine.ts';
import { ruleOf, type EndpointRow } from './endpoint-rows.ts';
import { signatureTools } from './signature-tools.ts';
import { signingSecrets } from './signing-secrets.ts';

/** A larger body is not searched for its event: it would have to be parsed while others wait. */
const longestParsed = 2_000_000;

/** What a delivery is and whether it holds; every text without secrets. */
export interface Judgement extends DeliveryVerdict {
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly mediaType: string | null;
}

/** Verifies a delivery against when it came, says why when it fails, and reads what event it is. */
export function judge(
  tools: Pick<Engine, 'db' | 'secrets'>,
  endpoint: EndpointRow,
  delivery: RawDelivery,
  receivedAt: number | null,
): Judgement {
  const rule = ruleOf(endpoint);
  const order = {
    scheme: endpoint.scheme,
    rule,
    delivery,
    secrets: signingSecrets(tools, endpoint),
    toleranceMs: endpoint.tolerance_s * 1000,
    receivedAt,
  };
  const verdict = verifyDelivery(order, signatureTools);
  const diagnosis = diagnose(order, verdict, signatureTools);
  const mediaType = headerValue(delivery.headers, 'content-type');
  const { document, isBroken } = parsed(delivery.body, mediaType);
  const redactor = tools.secrets.redactor();
  const fact = (path: string): string | null => eventFact(path, delivery.headers, document, (text) => redactor.text(text));
  const facts = { eventId: fact(endpoint.event_id_path), eventType: fact(endpoint.event_type_path), mediaType, signedAt: verdict.signedAt };
  if (verdict.holds && isBroken)
    return {
      ...facts,
      state: 'fails',
      code: 'unparsable',
      words: 'It is signed, but its body is no JSON, which it says it is.',
      diagnosis: null,
    };
  if (verdict.holds) return { ...facts, state: 'holds', code: null, words: verdict.words, diagnosis: null };
  return {
    ...facts,
    state: verdict.code === 'no_secret' ? 'unknown' : 'fails',
    code: verdict.code,
    words: redactor.text(verdict.words),
    diagnosis: diagnosis && { ...diagnosis, words: redactor.text(diagnosis.words) },
  };
}

function parsed(body: Uint8Array, mediaType: string | null): { readonly document: unknown; readonly isBroken: boolean } {
  if (body.length > longestParsed) return { document: undefined, isBroken: false };
  const text = textOf(body).replace(/^\ufeff/, '');
  try {
    return { document: JSON.parse(text) as unknown, isBroken: false };
  } catch {
    if (/^application\/x-www-form-urlencoded/i.test(mediaType ?? '')) return { document: formOf(text), isBroken: false };
    return { document: undefined, isBroken: /[/+]json\b/i.test(mediaType ?? '') };
  }
}

/** A form's fields; GitHub and Slack put JSON into `payload`. */
function formOf(text: string): unknown {
  const fields = Object.fromEntries(new URLSearchParams(text));
  try {
    return fields['payload'] === undefined ? fields : (JSON.parse(fields['payload']) as unknown);
  } catch {
    return fields;
  }
}
