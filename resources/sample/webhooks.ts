import { signatureTools } from '../../electron/core/webhooks/signature-tools.ts';
import { utf8 } from '../../shared/domain/webhooks/bytes-as-text.ts';
import { diagnose } from '../../shared/domain/webhooks/diagnose.ts';
import { eventFact } from '../../shared/domain/webhooks/event-facts.ts';
import type { HeaderList } from '../../shared/domain/webhooks/header-list.ts';
import { schemes, type SigningRule } from '../../shared/domain/webhooks/scheme.ts';
import { verifyDelivery } from '../../shared/domain/webhooks/verify-delivery.ts';
import type { Member } from './people.ts';
import { day, hour, minute, sampleBegins, utcDay } from './sample-time.ts';
import { found, type Stage, type Stock } from './stage.ts';
import { insertRow } from './timeline.ts';
import { adyenLetter, sampleSecrets, shopifyLetter, zendeskLetter, type Letter } from './webhook-letters.ts';

/** To be sealed by the caller. */
export interface SampleDelivery {
  readonly id: string;
  readonly headers: HeaderList;
  readonly body: string;
}

interface SampleEndpoint {
  readonly key: keyof typeof sampleSecrets;
  readonly name: string;
  readonly path: string;
  readonly api: string;
  readonly credential: string;
  readonly scheme: 'adyen' | 'shopify' | 'generic';
  readonly owner: Member;
  readonly notes: string;
  readonly expectedByMinutes: number | null;
  readonly eventIdPath: string;
  readonly eventTypePath: string;
  readonly letters: readonly SampleLetter[];
}

interface SampleLetter {
  readonly at: number;
  readonly letter: Letter;
  readonly settledBy?: Member;
  readonly replay?: 'delivered' | 'refused';
}

const zendeskRule = {
  algorithm: 'sha256',
  encoding: 'base64',
  keyDecoding: 'text',
  header: 'X-Zendesk-Webhook-Signature',
  prefix: '',
  template: '{timestamp}{body}',
  timestampHeader: 'X-Zendesk-Webhook-Signature-Timestamp',
  idHeader: null,
} as const;

function endpoints(now: number): readonly SampleEndpoint[] {
  const at = (days: number, hours: number): number => utcDay(now, -days) + hours * hour + 17 * minute;
  const today = (minutesAgo: number): number => now - minutesAgo * minute;
  return [
    {
      key: 'adyen',
      name: 'Adyen notifications',
      path: '/hooks/adyen',
      api: 'Adyen Checkout',
      credential: 'Adyen HMAC key',
      scheme: 'adyen',
      owner: 'Ines',
      notes: 'Copied from the customer area when one is in doubt.',
      expectedByMinutes: 24 * 60,
      eventIdPath: schemes.adyen.eventIdPath,
      eventTypePath: schemes.adyen.eventTypePath,
      letters: [
        { at: at(6, 9), letter: adyenLetter('AUTHORISATION', '8836210417352281', '', 'AC-20411', 4990) },
        { at: at(4, 11), letter: adyenLetter('CAPTURE', '8836210417352298', '8836210417352281', 'AC-20411', 4990) },
        { at: at(2, 10), letter: adyenLetter('AUTHORISATION', '8836210417352306', '', 'AC-20466', 12_900), replay: 'delivered' },
        { at: at(1, 15), letter: adyenLetter('REFUND', '8836210417352314', '8836210417352281', 'AC-20411', 4990) },
        { at: at(1, 15) + 6 * minute, letter: adyenLetter('REFUND', '8836210417352314', '8836210417352281', 'AC-20411', 4990) },
        { at: today(95), letter: adyenLetter('AUTHORISATION', '8836210417352322', '', 'AC-20502', 2590) },
      ],
    },
    {
      key: 'shopify',
      name: 'Shopify orders',
      path: '/hooks/shopify',
      api: 'Shopify Admin',
      credential: 'Shopify app secret',
      scheme: 'shopify',
      owner: 'Ines',
      notes: 'Since the new gateway stands in front of it, some fail.',
      expectedByMinutes: null,
      eventIdPath: schemes.shopify.eventIdPath,
      eventTypePath: schemes.shopify.eventTypePath,
      letters: [
        { at: at(5, 8), letter: shopifyLetter('b54557e4-bdd9-4b37-8a5f-bf7d70bcd043', 20_431) },
        { at: at(3, 12), letter: shopifyLetter('0d7a3c52-9a5e-4a2b-a3f2-2f8f8c1b1d11', 20_452) },
        { at: at(1, 9), letter: shopifyLetter('5e1f6cf0-5d42-4b7a-9f61-6a4c1b0c7e02', 20_487, true) },
        // Sent once more by the shop, past the gateway: then it held.
        { at: at(1, 9) + 12 * minute, letter: shopifyLetter('5e1f6cf0-5d42-4b7a-9f61-6a4c1b0c7e02', 20_487) },
        { at: today(70), letter: shopifyLetter('c9a2d7e8-1c5b-4c0f-8b39-7d0a3e9f5a13', 20_509, true) },
        { at: today(38), letter: shopifyLetter('e1b7f3a4-6f0d-4d55-9a0e-0c8d2b7f4c24', 20_513, true) },
      ],
    },
    {
      key: 'zendesk',
      name: 'Zendesk tickets',
      path: '/hooks/zendesk',
      api: 'Zendesk Support',
      credential: 'Zendesk webhook secret',
      scheme: 'generic',
      owner: 'Deniz',
      notes: '',
      expectedByMinutes: null,
      eventIdPath: '$.id',
      eventTypePath: '$.type',
      letters: [
        { at: at(8, 10), letter: zendeskLetter('01JD9Q3F1TK0', 7301, at(8, 10) - 2000) },
        { at: at(7, 14), letter: zendeskLetter('01JDC2M8W4NA', 7316, at(7, 14) - 3000, true), settledBy: 'Deniz' },
        { at: at(3, 9), letter: zendeskLetter('01JDK7Z5H9QB', 7340, at(3, 9) - 47 * minute), settledBy: 'Deniz' },
        { at: at(2, 16), letter: zendeskLetter('01JDN1V0C6RE', 7352, at(2, 16) - 1000), replay: 'delivered' },
      ],
    },
  ];
}

/** Three endpoints and what came to them lately, judged by the app's own rules. Returns the deliveries to be sealed. */
export function planWebhooks(stage: Stage, stock: Stock, credentials: ReadonlyMap<string, string>): SampleDelivery[] {
  const { db, now, newId, timeline } = stage;
  const deliveries: SampleDelivery[] = [];
  for (const [place, endpoint] of endpoints(now).entries()) {
    const createdAt = sampleBegins(now) + (70 + place) * day;
    const id = newId(createdAt);
    const api = stock.api(endpoint.api);
    timeline.plan(createdAt, endpoint.owner, (changes) =>
      changes.insert(
        'webhookEndpoint',
        {
          id,
          name: endpoint.name,
          path: endpoint.path,
          api_id: api.id,
          vendor_id: api.vendorId,
          scheme: endpoint.scheme,
          rule: endpoint.scheme === 'generic' ? JSON.stringify(zendeskRule) : '{}',
          secrets: JSON.stringify([
            { credentialId: found(credentials.get(endpoint.credential), `credential ${endpoint.credential}`), role: 'active' },
          ]),
          tolerance_s: 300,
          event_id_path: endpoint.eventIdPath,
          event_type_path: endpoint.eventTypePath,
          target_url: 'http://127.0.0.1:3000/hooks',
          expected_by_minutes: endpoint.expectedByMinutes,
          notes: endpoint.notes,
          created_at: createdAt,
        },
        `Webhook endpoint “${endpoint.name}” added`,
      ),
    );
    for (const letter of endpoint.letters) deliveries.push(planLetter(stage, endpoint, id, letter));
  }
  for (let back = 13; back >= 0; back -= 1) {
    const startAt = Math.min(utcDay(now, -back) + 7 * hour, now - 3 * hour);
    timeline.planEvidence(startAt, () =>
      insertRow(db, 'webhook_listening', {
        id: newId(startAt),
        start_at: startAt,
        end_at: Math.min(startAt + 10 * hour, now - 5 * minute),
      }),
    );
  }
  return deliveries;
}

function planLetter(
  stage: Stage,
  endpoint: SampleEndpoint,
  endpointId: string,
  { at, letter, settledBy, replay }: SampleLetter,
): SampleDelivery {
  const { db, newId, timeline, team } = stage;
  const id = newId(at);
  const rule: SigningRule = endpoint.scheme === 'generic' ? { ...zendeskRule, timeRule: 'both' } : schemes[endpoint.scheme].rule;
  const delivery = { headers: letter.headers, body: utf8(letter.body) };
  const order = { scheme: endpoint.scheme, rule, delivery, secrets: sampleSecrets[endpoint.key], toleranceMs: 300_000, receivedAt: at };
  const verdict = verifyDelivery(order, signatureTools);
  const diagnosis = diagnose(order, verdict, signatureTools);
  const document: unknown = JSON.parse(letter.body);
  const eventId = eventFact(endpoint.eventIdPath, letter.headers, document);
  timeline.planEvidence(at, () => {
    const first = db.get<{ id: string }>(
      "SELECT id FROM webhook_deliveries WHERE endpoint_id = ? AND event_id = ? AND state = 'holds'",
      endpointId,
      eventId,
    );
    insertRow(db, 'webhook_deliveries', {
      id,
      endpoint_id: endpointId,
      received_at: at,
      source: 'sample',
      event_id: eventId,
      event_type: eventFact(endpoint.eventTypePath, letter.headers, document),
      byte_length: delivery.body.length,
      media_type: 'application/json',
      state: verdict.holds ? 'holds' : 'fails',
      code: verdict.holds ? null : verdict.code,
      words: verdict.words,
      signed_at: verdict.signedAt,
      diagnosis: diagnosis === null ? null : JSON.stringify(diagnosis),
      answered: verdict.holds ? 200 : 401,
      duplicate_of: first?.id ?? null,
      created_at: at,
    });
    if (replay === undefined) return;
    insertRow(db, 'webhook_replays', {
      id: newId(at + 20 * minute),
      delivery_id: id,
      target_url: 'http://127.0.0.1:3000/hooks',
      signing: 'as it came',
      max_attempts: 5,
      state: replay,
      words: 'Answered 200 at attempt 2.',
      attempts: JSON.stringify([
        { at: at + 20 * minute, status: 503, words: 'answered 503', waitedMs: 0 },
        { at: at + 20 * minute + 610, status: 200, words: 'answered 200', waitedMs: 600 },
      ]),
      started_at: at + 20 * minute,
      started_by: team[endpoint.owner].name,
      finished_at: at + 20 * minute + 640,
    });
  });
  if (settledBy !== undefined)
    timeline.plan(at + 2 * hour, settledBy, (changes) =>
      changes.update(
        'webhookDelivery',
        id,
        { settled_at: at + 2 * hour, settled_by: team[settledBy].name },
        `Delivery ${eventId} of “${endpoint.name}”: dealt with`,
      ),
    );
  return { id, headers: letter.headers, body: letter.body };
}
