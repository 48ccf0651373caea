import { digits, hex, upper, type Dice } from './dice.ts';
import type { HeaderList } from './calls.ts';
import { httpDate } from './sample-time.ts';
import type { SampleApi, SampleEndpoint, SampleEnvironment } from './stage.ts';

interface Asked {
  readonly api: SampleApi;
  readonly endpoint: SampleEndpoint;
  readonly environment: SampleEnvironment;
  readonly status: number;
  /** When the answer came. */
  readonly at: number;
}

/** The headers of an answer, with the ids and limits that this vendor sends. */
export function answerHeaders(asked: Asked, dice: Dice): HeaderList {
  const common: HeaderList = [
    ['Date', httpDate(asked.at)],
    ...(asked.status === 204 ? [] : [['Content-Type', 'application/json; charset=utf-8'] as const]),
  ];
  return [...common, ...vendorHeaders(asked, dice)];
}

/** Used share of a budget: low as a rule, at times up to `peak`. */
const usedShare = (dice: Dice, peak: number): number => dice.number(0.01, 1) ** 4 * peak;

const uuidLike = (dice: Dice): string => [8, 4, 4, 4, 12].map((length) => dice.text(hex, length)).join('-');

function vendorHeaders({ api, endpoint, status, at }: Asked, dice: Dice): HeaderList {
  const [vendor] = api.key.split(' ');
  switch (vendor) {
    case 'Adyen':
      return [['pspReference', dice.text(upper, 16)]];
    case 'PayPal':
      return [['Paypal-Debug-Id', `f${dice.text(hex, 12)}`]];
    case 'Shopify':
      return api.key === 'Shopify Storefront' ? [['X-Request-ID', uuidLike(dice)]] : shopifyAdmin(api, status, dice);
    case 'Klaviyo':
      return klaviyo(api.key === 'Klaviyo Events' && endpoint.method === 'POST' ? [350, 3500] : [75, 700], status, dice);
    case 'Shippo':
      return [['X-Request-Id', dice.text(hex, 24)], ...hourly(500, 0.42, at, dice)];
    case 'Algolia':
      return hourly(10_000, 0.1, at, dice);
    case 'Zendesk': {
      const remaining = 700 - Math.round(usedShare(dice, 0.19) * 700);
      return [
        ['X-Zendesk-Request-Id', dice.text(hex, 20)],
        ['RateLimit-Limit', '700'],
        ['RateLimit-Remaining', String(remaining)],
        ['RateLimit-Reset', String(60 - (Math.floor(at / 1000) % 60))],
      ];
    }
    case 'Xero':
      return [
        ['Xero-Correlation-Id', uuidLike(dice)],
        ['X-MinLimit-Remaining', String(60 - dice.whole(1, 9))],
        ['X-DayLimit-Remaining', String(5000 - dice.whole(20, 900))],
      ];
    case 'Twilio':
      return [['Twilio-Request-Id', `RQ${dice.text(hex, 20)}`]];
    case 'Avalara':
    case 'DHL':
      return [['X-Correlation-Id', uuidLike(dice)]];
    case 'Slack':
      return [['X-Slack-Req-Id', dice.text(hex, 20)], ...(status === 429 ? [['Retry-After', '30'] as const] : [])];
    default:
      return [];
  }
}

function shopifyAdmin(api: SampleApi, status: number, dice: Dice): HeaderList {
  const used = status === 429 ? 40 : Math.max(1, Math.round(usedShare(dice, 0.62) * 40));
  return [
    ['X-Request-ID', uuidLike(dice)],
    ['X-Shopify-API-Version', api.spec.version],
    ['X-Shopify-Shop-Api-Call-Limit', `${used}/40`],
    ...(status === 429 ? [['Retry-After', '2.0'] as const] : []),
  ];
}

/** Klaviyo states a burst and a steady limit; an answer with 429 has only Retry-After. */
function klaviyo([burst, steady]: readonly [number, number], status: number, dice: Dice): HeaderList {
  const ray: HeaderList = [['CF-Ray', `${dice.text(hex, 16)}-${dice.pick(['FRA', 'AMS', 'DUS'])}`]];
  if (status === 429) return [...ray, ['Retry-After', '1']];
  const remaining = burst - Math.max(1, Math.round(usedShare(dice, 0.34) * burst));
  return [
    ...ray,
    ['RateLimit-Limit', `${burst}, ${burst};w=1, ${steady};w=60`],
    ['RateLimit-Remaining', String(remaining)],
    ['RateLimit-Reset', '1'],
  ];
}

function hourly(limit: number, peak: number, at: number, dice: Dice): HeaderList {
  const remaining = limit - Math.max(1, Math.round(usedShare(dice, peak) * limit));
  const reset = (Math.floor(at / 3_600_000) + 1) * 3600;
  return [
    ['X-RateLimit-Limit', String(limit)],
    ['X-RateLimit-Remaining', String(remaining)],
    ['X-RateLimit-Reset', String(reset)],
  ];
}

/** What our side sends besides what the app adds by itself. */
export function extraRequestHeaders(api: SampleApi, endpoint: SampleEndpoint, dice: Dice): HeaderList {
  const [vendor] = api.key.split(' ');
  if (vendor === 'Klaviyo') return [['revision', api.spec.version]];
  if (vendor === 'PayPal' && endpoint.method === 'POST') return [['PayPal-Request-Id', `acme-${dice.text(digits, 9)}`]];
  if (vendor === 'Adyen' && endpoint.method === 'POST') return [['Idempotency-Key', `acme-${dice.text(digits, 9)}`]];
  return [];
}
