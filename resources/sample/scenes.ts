import type { Call } from './calls.ts';
import { digits, hex } from './dice.ts';
import { makeCall } from './everyday-calls.ts';
import { day, hour, minute } from './sample-time.ts';
import type { Stage, Stock } from './stage.ts';
import { headerNotices, refundDrift } from './vendor-changes.ts';

/** What has a story: each scene leaves the evidence that the calendar, the inventory and Today lead back to. */
export function sceneCalls(stage: Stage, stock: Stock): Call[] {
  return [
    ...payPalFails(stage, stock),
    ...sandboxRefunds(stage, stock),
    ...originKeys(stage, stock),
    ...dhlDeprecation(stage, stock),
    ...rejectedKey(stage, stock),
    ...networkDown(stage, stock),
    ...shopifyThrottles(stage, stock),
    ...klaviyoThrottles(stage, stock),
    ...labelsTimeOut(stage, stock),
  ];
}

/** 22 calls since the burst began, oldest first: 14 of them answered 500, the last six without exception. */
const burst = [0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];

function payPalFails(stage: Stage, stock: Stock): Call[] {
  const { dice, now } = stage;
  const api = stock.api('PayPal Orders');
  const environment = stock.environment('PayPal Orders', 'production');
  const create = stock.endpoint('PayPal Orders', 'POST', '/v2/checkout/orders');
  const capture = stock.endpoint('PayPal Orders', 'POST', '/v2/checkout/orders/{id}/capture');
  return burst.map((fails, place) => {
    const at = now - 26 * minute + place * minute + dice.whole(0, 40) * 1000;
    const endpoint = fails === 1 && place % 3 !== 0 ? capture : dice.pick([create, capture]);
    if (fails === 0) return makeCall(stage, { api, at, mayFail: false, environment, endpoint });
    const call = makeCall(stage, {
      api,
      at,
      mayFail: false,
      environment,
      endpoint,
      status: 500,
      waitMs: dice.latency(2400),
      requestBody: endpoint === capture ? {} : order(place),
    });
    return withBody(call, (header) => ({
      name: 'INTERNAL_SERVER_ERROR',
      message: 'An internal server error occurred.',
      debug_id: header('paypal-debug-id'),
      links: [{ href: 'https://developer.paypal.com/api/orders/v2/#error-INTERNAL_SERVER_ERROR', rel: 'information_link' }],
    }));
  });
}

const order = (place: number): unknown => ({
  intent: 'CAPTURE',
  purchase_units: [{ reference_id: `ACME-${20_390 + place}`, amount: { currency_code: 'EUR', value: '49.90' } }],
});

/** The answer with a body that quotes the answer's own headers. */
function withBody(call: Call, bodyOf: (header: (name: string) => string) => unknown): Call {
  if (call.end.kind !== 'answer') return call;
  const { headers } = call.end;
  const header = (name: string): string => headers.find(([known]) => known.toLowerCase() === name)?.[1] ?? '';
  return { ...call, end: { ...call.end, body: bodyOf(header) } };
}

/** Adyen's sandbox answers refunds with values that contract 71 does not list. */
function sandboxRefunds(stage: Stage, stock: Stock): Call[] {
  const { dice, now } = stage;
  const endpoint = stock.endpoint('Adyen Checkout', 'POST', '/payments/{paymentPspReference}/refunds');
  return [refundDrift.since(now), now - 26 * hour, now - 48 * minute].map((at, place) => {
    const number = 20_418 - (2 - place) * 57;
    const amount = { currency: 'EUR', value: 4990 };
    const payment = `88361838197130${dice.text(digits, 2)}`;
    const lineItems = [{ id: 'SKU-4417', description: 'USB-C charger 65 W', quantity: 1, amountIncludingTax: 4990, taxPercentage: 2100 }];
    const call = makeCall(stage, {
      api: stock.api('Adyen Checkout'),
      at,
      mayFail: false,
      endpoint,
      environment: stock.environment('Adyen Checkout', 'sandbox'),
      waitMs: 565,
      requestBody: {
        merchantAccount: 'AcmeMobileShopECOM',
        amount,
        reference: `ACME-${number}-R1`,
        merchantRefundReason: 'RETURN',
        lineItems,
      },
    });
    const answered = withBody(call, (header) => ({
      merchantAccount: 'AcmeMobileShopECOM',
      paymentPspReference: payment,
      pspReference: header('pspreference'),
      reference: `ACME-${number}-R1`,
      status: 'accepted',
      amount,
      merchantRefundReason: 'ARTICLE_RETURNED',
    }));
    const sent = { ...answered, path: endpoint.path.replace('{paymentPspReference}', payment) };
    if (place !== 2) return sent;
    return {
      ...sent,
      requestHeaders: [...sent.requestHeaders, ['Idempotency-Key', `qm-${number}-R1`]],
      refused: { status: 429, tookMs: 88, waitMs: 1000 },
    };
  });
}

/** The calls that saw Adyen's notice first, saw its date move, and saw it last. */
function originKeys(stage: Stage, stock: Stock): Call[] {
  const { now } = stage;
  const endpoint = stock.endpoint('Adyen Checkout', 'POST', '/originKeys');
  return [headerNotices.sunsetSeen(now), headerNotices.sunsetMoved(now), now - 95 * minute].map((at) =>
    makeCall(stage, {
      api: stock.api('Adyen Checkout'),
      at,
      mayFail: false,
      endpoint,
      environment: stock.environment('Adyen Checkout', 'production'),
      requestBody: { originDomains: ['https://shop.acme-mobile.example'] },
      answerBody: { originKeys: { 'https://shop.acme-mobile.example': '[redacted: originKeys]' } },
    }),
  );
}

function dhlDeprecation(stage: Stage, stock: Stock): Call[] {
  const environment = stock.environment('DHL Tracking', 'production');
  return [makeCall(stage, { api: stock.api('DHL Tracking'), at: headerNotices.dhlSeen(stage.now), mayFail: false, environment })];
}

/** The old key was still in one place when Ines made the new one. */
function rejectedKey(stage: Stage, stock: Stock): Call[] {
  const endpoint = stock.endpoint('Adyen Checkout', 'POST', '/paymentMethods');
  return [
    makeCall(stage, {
      api: stock.api('Adyen Checkout'),
      at: stage.now - 41 * day - 2.9 * hour,
      mayFail: false,
      status: 401,
      endpoint,
      environment: stock.environment('Adyen Checkout', 'production'),
      answerBody: { status: 401, errorCode: '000', message: 'HTTP Status Response - Unauthorized', errorType: 'security' },
    }),
  ];
}

/** Four minutes without a network at the office, a fortnight and a bit ago. */
function networkDown(stage: Stage, stock: Stock): Call[] {
  const at = stage.now - 17 * day - 90 * minute;
  return ['Shippo Labels', 'Shopify Admin', 'Klaviyo Events'].map((key, place) => {
    const call = makeCall(stage, {
      api: stock.api(key),
      at: at + place * 70_000,
      mayFail: false,
      environment: stock.environment(key, 'production'),
    });
    return { ...call, end: { kind: 'failure', cause: 'name_not_found' } };
  });
}

/** A stock count that ran too fast, long enough ago to have left the 30 days. */
function shopifyThrottles(stage: Stage, stock: Stock): Call[] {
  const { dice, now } = stage;
  const endpoint = stock.endpoint('Shopify Admin', 'POST', '/inventory_levels/adjust.json');
  const environment = stock.environment('Shopify Admin', 'production');
  return Array.from({ length: 34 }, (_each, place) => {
    const at = now - 47 * day + place * 1400;
    const isThrottled = place > 20 && dice.chance(0.7);
    return makeCall(stage, {
      api: stock.api('Shopify Admin'),
      at,
      mayFail: false,
      endpoint,
      environment,
      ...(isThrottled
        ? {
            status: 429,
            answerBody: { errors: 'Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.' },
          }
        : {}),
    });
  });
}

function klaviyoThrottles(stage: Stage, stock: Stock): Call[] {
  const { dice, now } = stage;
  const endpoint = stock.endpoint('Klaviyo Events', 'POST', '/api/events');
  return Array.from({ length: 7 }, (_each, place) =>
    makeCall(stage, {
      api: stock.api('Klaviyo Events'),
      at: now - 27 * hour + place * 900,
      mayFail: false,
      endpoint,
      status: 429,
      waitMs: dice.latency(40),
      answerBody: {
        errors: [
          {
            id: dice.text(hex, 12),
            status: 429,
            code: 'throttled',
            title: 'Request was throttled.',
            detail: 'Expected available in 1 second.',
            source: { pointer: '/data/' },
          },
        ],
      },
    }),
  );
}

function labelsTimeOut(stage: Stage, stock: Stock): Call[] {
  const endpoint = stock.endpoint('Shippo Labels', 'POST', '/transactions');
  return [0, 4].map((minutes) => {
    const call = makeCall(stage, {
      api: stock.api('Shippo Labels'),
      at: stage.now - 2 * day - 5 * hour + minutes * minute,
      mayFail: false,
      endpoint,
      requestBody: { rate: 'ACME-20377', label_file_type: 'PDF', async: false },
    });
    return { ...call, end: { kind: 'failure', cause: 'answer_timeout' } };
  });
}
