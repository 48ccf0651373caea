import type { Violation } from '../../electron/core/openapi/verdict.ts';
import { digits, upper, type Dice } from './dice.ts';
import type { SampleApi, SampleEndpoint, SampleEnvironment } from './stage.ts';

export type HeaderList = readonly (readonly [name: string, value: string])[];

export type CallEnd =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: HeaderList; readonly body?: unknown }
  | { readonly kind: 'failure'; readonly cause: 'answer_timeout' | 'reset' | 'name_not_found' };

/** One call of the history before it becomes an exchange. */
export interface Call {
  readonly at: number;
  readonly api: SampleApi;
  readonly endpoint: SampleEndpoint;
  readonly environment: SampleEnvironment;
  /** With its parameters filled in. */
  readonly path: string;
  readonly actor: string;
  readonly waitMs: number;
  readonly end: CallEnd;
  readonly requestHeaders: HeaderList;
  readonly requestBody?: unknown;
  /** An attempt before it that the vendor refused, and how long it asked to wait. */
  readonly refused?: { readonly status: 429; readonly tookMs: number; readonly waitMs: number };
  /** What the contract check found; only for APIs with a contract. */
  readonly violations: readonly Violation[];
}

const queries: Readonly<Record<string, string>> = {
  '/orders.json': '?status=any&limit=50',
  '/inventory_levels.json': '?limit=50',
  '/Invoices': '?page=1',
  '/BankTransactions': '?page=1',
  '/api/profiles': '?page[size]=50',
  '/conversations.list': '?limit=100',
  '/products/v1/accounts/{account}/products': '?pageSize=100',
};

/** A path template with believable values. */
export function fillPath(path: string, method: string, dice: Dice): string {
  const filled = path.replaceAll(/\{([^{}]+)\}/g, (_whole, name: string) => valueFor(name, dice));
  if (path === '/track/shipments') return `${filled}?trackingNumber=00340434${dice.text(digits, 12)}`;
  if (path === '/api/v2/search') return `${filled}?query=${dice.pick(['status:open', 'refund', 'late+parcel', 'invoice'])}`;
  return method === 'GET' ? filled + (queries[path] ?? '') : filled;
}

function valueFor(name: string, dice: Dice): string {
  switch (name) {
    case 'paymentPspReference':
    case 'id':
      return dice.text(upper, 16);
    case 'linkId':
      return `PL${dice.text(upper, 16)}`;
    case 'order_id':
      return `5${dice.text(digits, 12)}`;
    case 'companyCode':
      return 'ACMEMOBILE';
    case 'transactionCode':
      return `ACME-${dice.whole(18_000, 20_500)}`;
    case 'indexName':
      return dice.pick(['products', 'products', 'help_articles']);
    case 'Carrier':
      return dice.pick(['ups', 'dhl_express', 'fedex']);
    case 'TrackingNumber':
      return `1Z${dice.text(upper, 14)}`;
    case 'account':
      return '514099220';
    default:
      return `${dice.whole(1, 9)}${dice.text(digits, 7)}`;
  }
}
