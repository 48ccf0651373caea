import { keptDraft, type KeptDraft } from '../../shared/contract/console.ts';
import type { Member } from './people.ts';
import { day, hour, minute, sampleBegins } from './sample-time.ts';
import { found, type Stage, type Stock } from './stage.ts';

interface SampleRequest {
  readonly name: string;
  readonly folder: string;
  readonly api: string;
  readonly kind: 'sandbox' | 'production';
  readonly method: string;
  readonly path: string;
  readonly parameters?: KeptDraft['parameters'];
  readonly body?: unknown;
  readonly variables?: Readonly<Record<string, string>>;
  readonly notes?: string;
  readonly by: Member;
}

const at = (place: 'path' | 'query' | 'header', name: string, value: string): KeptDraft['parameters'][number] => ({
  in: place,
  name,
  value,
});
const onceOnly = at('header', 'Idempotency-Key', '{{$idempotencyKey}}');

const requests: readonly SampleRequest[] = [
  {
    name: 'Payment methods for an order',
    folder: 'Checkout',
    api: 'Adyen Checkout',
    kind: 'sandbox',
    method: 'POST',
    path: '/paymentMethods',
    body: { merchantAccount: '{{merchantAccount}}', countryCode: 'DE', amount: { currency: 'EUR', value: 4990 }, channel: 'Web' },
    by: 'Ines',
  },
  {
    name: 'New payment link',
    folder: 'Checkout',
    api: 'Adyen Checkout',
    kind: 'sandbox',
    method: 'POST',
    path: '/sessions',
    parameters: [onceOnly],
    body: {
      merchantAccount: '{{merchantAccount}}',
      amount: { currency: 'EUR', value: 4990 },
      reference: '{{order.number}}',
      returnUrl: 'https://acme-mobile.example/thanks',
      countryCode: 'DE',
    },
    variables: { 'order.number': 'ACME-20418' },
    by: 'Ines',
  },
  {
    name: 'Refund a payment',
    folder: 'Refunds',
    api: 'Adyen Checkout',
    kind: 'sandbox',
    method: 'POST',
    path: '/payments/{paymentPspReference}/refunds',
    parameters: [at('path', 'paymentPspReference', '{{payment}}'), onceOnly],
    body: {
      merchantAccount: '{{merchantAccount}}',
      amount: { currency: 'EUR', value: 4990 },
      reference: '{{order.number}}-R1',
      merchantRefundReason: 'RETURN',
    },
    variables: { payment: '8836183819713023', 'order.number': 'ACME-20418' },
    notes: 'Try it in the sandbox first: the amount is in cents.',
    by: 'Mara',
  },
  {
    name: 'Cancel a payment',
    folder: 'Refunds',
    api: 'Adyen Checkout',
    kind: 'sandbox',
    method: 'POST',
    path: '/payments/{paymentPspReference}/cancels',
    parameters: [at('path', 'paymentPspReference', '{{payment}}'), onceOnly],
    body: { merchantAccount: '{{merchantAccount}}', reference: '{{order.number}}-C1' },
    variables: { payment: '8836183819713023', 'order.number': 'ACME-20418' },
    by: 'Mara',
  },
  {
    name: 'Order at PayPal',
    folder: 'Refunds',
    api: 'PayPal Orders',
    kind: 'production',
    method: 'GET',
    path: '/v2/checkout/orders/{id}',
    parameters: [at('path', 'id', '{{paypal.order}}')],
    variables: { 'paypal.order': '5O190127TN364715T' },
    by: 'Deniz',
  },
  {
    name: 'Open disputes',
    folder: 'Refunds',
    api: 'PayPal Disputes',
    kind: 'production',
    method: 'GET',
    path: '/v1/customer/disputes',
    parameters: [at('query', 'page_size', '20')],
    by: 'Deniz',
  },
  {
    name: 'Order by its number',
    folder: 'Orders',
    api: 'Shopify Admin',
    kind: 'production',
    method: 'GET',
    path: '/orders.json',
    parameters: [at('query', 'name', '{{order.number}}'), at('query', 'status', 'any')],
    variables: { 'order.number': 'ACME-20418' },
    by: 'Ines',
  },
  {
    name: 'Stock of a warehouse',
    folder: 'Orders',
    api: 'Shopify Admin',
    kind: 'production',
    method: 'GET',
    path: '/inventory_levels.json',
    parameters: [at('query', 'location_ids', '{{warehouse}}')],
    variables: { warehouse: '655441491' },
    by: 'Mara',
  },
  {
    name: 'Where is the parcel',
    folder: 'Fulfilment',
    api: 'Shippo Labels',
    kind: 'production',
    method: 'GET',
    path: '/tracks/{Carrier}/{TrackingNumber}',
    parameters: [at('path', 'Carrier', 'dhl'), at('path', 'TrackingNumber', '{{tracking}}')],
    variables: { tracking: '00340434161094042557' },
    by: 'Mara',
  },
  {
    name: 'Resolve an address',
    folder: 'Fulfilment',
    api: 'Avalara AvaTax',
    kind: 'sandbox',
    method: 'POST',
    path: '/api/v2/addresses/resolve',
    body: { line1: 'Torstraße 1', city: 'Berlin', postalCode: '10119', country: 'DE' },
    by: 'you',
  },
  {
    name: 'Is Avalara there',
    folder: 'Checks',
    api: 'Avalara AvaTax',
    kind: 'production',
    method: 'GET',
    path: '/api/v2/utilities/ping',
    by: 'you',
  },
  {
    name: 'Newest invoices',
    folder: 'Checks',
    api: 'Xero Accounting',
    kind: 'production',
    method: 'GET',
    path: '/Invoices',
    parameters: [at('query', 'order', 'UpdatedDateUTC DESC'), at('query', 'page', '1')],
    by: 'Deniz',
  },
];

/** What the team sends more than once, with the values it needs; and a rotation that waits for its last step. */
export function planSavedRequests(stage: Stage, stock: Stock): void {
  planMerchantAccount(stage, stock);
  requests.forEach((request, place) => {
    const savedAt = sampleBegins(stage.now) + 9 * day + place * 3 * day + place * 7 * minute;
    stage.timeline.plan(Math.min(savedAt, stage.now - 2 * day + place * minute), request.by, (changes) => {
      const { name, folder, api, kind, method, path, parameters, body, variables, notes } = request;
      const draft = keptDraft.parse({
        method,
        path,
        parameters: parameters ?? [],
        mediaType: body === undefined ? null : 'application/json',
        body: body === undefined ? null : JSON.stringify(body, null, 2),
        variables: variables ?? {},
      });
      const row = {
        id: stage.newId(savedAt),
        name,
        folder,
        api_id: stock.api(api).id,
        endpoint_id: stock.endpoint(api, method, path).id,
        environment_id: stock.environment(api, kind).id,
        draft: JSON.stringify(draft),
        notes: notes ?? '',
        created_at: savedAt,
      };
      changes.insert('savedRequest', row, `Request “${name}” saved`);
    });
  });
  planRotation(stage);
  planAnswers(stage);
}

/** The newest call of its endpoint and environment was sent from the saved request. */
function planAnswers({ db, now, timeline }: Stage): void {
  timeline.planEvidence(now, () => {
    const saved = db.all<{ id: string; endpoint_id: string; environment_id: string }>(
      "SELECT id, endpoint_id, environment_id FROM saved_requests WHERE folder IN ('Checkout', 'Refunds', 'Orders', 'Fulfilment', 'Checks')",
    );
    for (const { id, endpoint_id, environment_id } of saved) {
      db.run(
        'UPDATE exchanges SET saved_request_id = ? WHERE number = (SELECT max(number) FROM exchanges WHERE endpoint_id = ? AND environment_id = ?)',
        id,
        endpoint_id,
        environment_id,
      );
    }
  });
}

function planMerchantAccount({ now, timeline }: Stage, stock: Stock): void {
  for (const kind of ['sandbox', 'production'] as const) {
    const { id, variables } = stock.environment('Adyen Checkout', kind);
    const values = { ...variables, merchantAccount: kind === 'sandbox' ? 'AcmeMobileShopTEST' : 'AcmeMobileShopECOM' };
    timeline.plan(sampleBegins(now) + 8 * day, 'Ines', (changes) =>
      changes.update('environment', id, { variables: JSON.stringify(values) }, `Values of ${kind} changed`),
    );
  }
}

/** PayPal's live secret was replaced, the old one ended a day later. */
function planRotation({ db, now, newId, team, timeline }: Stage): void {
  const switchedAt = now - 20 * day - 2 * hour;
  let rotationId = '';
  timeline.plan(switchedAt, 'Deniz', (changes) => {
    const name = 'PayPal live';
    const credential = found(db.get<{ id: string }>('SELECT id FROM credentials WHERE name = ?', name), `credential ${name}`);
    const row = {
      id: newId(switchedAt),
      credential_id: credential.id,
      state: 'open',
      started_by: team.Deniz.name,
      entered_at: switchedAt - 9 * minute,
      tested_at: switchedAt - 4 * minute,
      test_words: 'answered 200',
      test_passed: 1,
      switched_at: switchedAt,
      created_at: switchedAt - 21 * minute,
    };
    changes.insert('rotation', row, `“${name}” switched to its new secret`);
    rotationId = row.id;
  });
  const endedAt = switchedAt + day + 3 * hour;
  timeline.plan(endedAt, 'Deniz', (changes) =>
    changes.update(
      'rotation',
      rotationId,
      { state: 'done', revoked_at: endedAt, finished_at: endedAt },
      'Old secret of “PayPal live” ended at the vendor',
    ),
  );
}
