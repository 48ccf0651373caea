import { flowSpec, type FlowSpec, type FlowSpecInput } from '../../shared/domain/flows/flow-spec.ts';
import type { Call } from './calls.ts';
import { makeCall } from './everyday-calls.ts';
import { digits, upper } from './dice.ts';
import { planFlowRun, type SampleFlowRun } from './flow-runs.ts';
import type { Member } from './people.ts';
import { day, hour, minute, sampleBegins, utcDay } from './sample-time.ts';
import { found, type Stage, type Stock } from './stage.ts';

const refundName = 'Refund and verify';
const invoicesName = 'Month of invoices to CSV';

/** Two flows with their runs. Returns the calls that those runs made, to be kept with all others. */
export function planFlows(stage: Stage, stock: Stock): Call[] {
  return [...planRefunds(stage, stock), ...planInvoices(stage, stock)];
}

/** Refunds row by row in the sandbox, each looked up at the shop after it; one payment was refunded before. */
function planRefunds(stage: Stage, stock: Stock): Call[] {
  const { dice, now } = stage;
  const adyen = stock.environment('Adyen Checkout', 'sandbox');
  const shopify = stock.environment('Shopify Admin', 'production');
  const refund = stock.endpoint('Adyen Checkout', 'POST', '/payments/{paymentPspReference}/refunds');
  const order = stock.endpoint('Shopify Admin', 'GET', '/orders.json');
  const flow = keepFlow(stage, {
    name: refundName,
    folder: 'Refunds',
    notes: 'For the file that support sends on Fridays: order, payment, amount.\nTry the first rows in the sandbox before anything else.',
    by: 'Mara',
    at: sampleBegins(now) + 62 * day,
    spec: (saved) => ({
      environments: { [stock.api('Adyen Checkout').id]: adyen.id, [stock.api('Shopify Admin').id]: shopify.id },
      steps: [
        {
          id: 'refund',
          name: 'Refund a payment',
          savedRequestId: saved('Refund a payment'),
          values: [
            { name: 'payment', value: '{{payment}}' },
            { name: 'order.number', value: '{{order}}' },
          ],
          captures: [{ name: 'pspReference', from: 'body', path: '$.pspReference' }],
          checks: [
            { of: 'status', op: 'in', value: '200, 201' },
            { of: 'body', path: '$.status', op: 'in', value: 'received, accepted' },
          ],
        },
        {
          id: 'verify',
          name: 'Order by its number',
          savedRequestId: saved('Order by its number'),
          values: [{ name: 'order.number', value: '{{order}}' }],
          checks: [
            { of: 'status', op: 'eq', value: '200' },
            { of: 'duration', op: 'lt', value: '3000' },
          ],
          onFailure: 'go on',
        },
      ],
    }),
  });
  const calls: Call[] = [];
  const rowsOf = (count: number, first: number): { order: string; payment: string; amount: string }[] =>
    Array.from({ length: count }, (_, at) => ({
      order: `ACME-${first + at * 3}`,
      payment: `88361838197${dice.text(digits, 5)}`,
      amount: `${dice.whole(9, 120)}.90`,
    }));
  const run = (
    at: number,
    by: Member,
    rows: ReturnType<typeof rowsOf>,
    refused: ReadonlySet<number>,
    more: Partial<SampleFlowRun> = {},
  ): void => {
    const planned = rows.map((data, place): SampleFlowRun['rows'][number] => {
      const startedAt = at + place * 2_400;
      const isRefused = refused.has(place);
      const pspReference = dice.text(upper, 16);
      const first = makeCall(stage, {
        api: stock.api('Adyen Checkout'),
        at: startedAt,
        mayFail: false,
        endpoint: refund,
        environment: adyen,
        status: isRefused ? 422 : 201,
        waitMs: dice.whole(380, 720),
        requestBody: {
          merchantAccount: 'AcmeMobileShopTEST',
          amount: { currency: 'EUR', value: Math.round(Number(data.amount) * 100) },
          reference: `${data.order}-R1`,
          merchantRefundReason: 'RETURN',
        },
        answerBody: isRefused
          ? { status: 422, errorCode: '15_003', message: 'The payment has been refunded already', errorType: 'validation' }
          : {
              merchantAccount: 'AcmeMobileShopTEST',
              paymentPspReference: data.payment,
              pspReference,
              amount: { currency: 'EUR', value: Math.round(Number(data.amount) * 100) },
              reference: `${data.order}-R1`,
              status: 'received',
            },
      });
      calls.push(first);
      const told = { step: 'refund', name: 'Refund a payment', isChanging: true, at: startedAt, endpoint: refund } as const;
      if (isRefused) {
        return {
          row: place + 1,
          data,
          calls: [
            {
              ...told,
              isHeld: false,
              captures: {},
              checks: [
                ['status is one of 200, 201', false, '422'],
                ['$.status is one of received, accepted', false, '422'],
              ],
            },
          ],
        };
      }
      const second = makeCall(stage, {
        api: stock.api('Shopify Admin'),
        at: startedAt + 1_100,
        mayFail: false,
        endpoint: order,
        environment: shopify,
        waitMs: dice.whole(180, 420),
        answerBody: { orders: [{ id: 5_000_000_000_000 + place, name: data.order, financial_status: 'refunded' }] },
      });
      calls.push(second);
      return {
        row: place + 1,
        data,
        calls: [
          {
            ...told,
            isHeld: true,
            captures: { pspReference },
            checks: [
              ['status is one of 200, 201', true, '201'],
              ['$.status is one of received, accepted', true, 'received'],
            ],
          },
          {
            step: 'verify',
            name: 'Order by its number',
            isChanging: false,
            at: startedAt + 1_100,
            endpoint: order,
            isHeld: true,
            captures: {},
            checks: [
              ['status is 200', true, '200'],
              ['time is less than 3000 ms', true, String(dice.whole(210, 480))],
            ],
          },
        ],
      };
    });
    planFlowRun(stage, {
      flow,
      by,
      at,
      rows: planned,
      fileName: 'refunds.csv',
      environmentWords: 'Sandbox of Adyen Checkout, Production of Shopify Admin',
      source: 'app',
      isRetry: false,
      ...more,
    });
  };
  // Before the sandbox began to answer otherwise than its contract says.
  const lastFriday = utcDay(now, -(5 + ((new Date(now).getUTCDay() + 4) % 7))) + 9 * hour;
  const first = rowsOf(3, 20_301);
  run(lastFriday - 7 * day + 12 * minute, 'Mara', first, new Set());
  const many = rowsOf(14, 20_352);
  run(lastFriday + 21 * minute, 'Mara', many, new Set([4]));
  const again = many.slice(4, 5);
  run(lastFriday + 48 * minute, 'Mara', again, new Set(), { isRetry: true, rowNumbers: [5] });
  return calls;
}

/** Every invoice of a month, page by page, on the first of each month. */
function planInvoices(stage: Stage, stock: Stock): Call[] {
  const { dice, now } = stage;
  const xero = stock.environment('Xero Accounting', 'production');
  const list = stock.endpoint('Xero Accounting', 'GET', '/Invoices');
  const flow = keepFlow(stage, {
    name: invoicesName,
    folder: 'Month end',
    notes: '',
    by: 'Deniz',
    at: sampleBegins(now) + 44 * day,
    schedule: { cron: '0 6 1 * *', zone: 'Europe/Berlin', isOn: true },
    spec: (saved) => ({
      environments: { [stock.api('Xero Accounting').id]: xero.id },
      steps: [
        {
          id: 'list',
          name: 'Newest invoices',
          savedRequestId: saved('Newest invoices'),
          captures: [{ name: 'numbers', from: 'body', path: '$.Invoices[*].InvoiceNumber' }],
          checks: [
            { of: 'status', op: 'eq', value: '200' },
            { of: 'body', path: '$.Invoices', op: 'exists', value: '' },
          ],
          loop: { kind: 'offset', counts: 'pages', path: '$.Invoices', parameter: 'page', size: 100, maxPages: 20 },
        },
      ],
    }),
  });
  const calls: Call[] = [];
  const today = new Date(now);
  for (const back of [2, 1, 0]) {
    const at = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, 1, 5, 0, 3);
    if (at <= sampleBegins(now) + 45 * day || at >= now - hour) continue;
    const pages = [100, 100, dice.whole(20, 90)];
    let number = 4_100 + (2 - back) * 260;
    const told = pages.map((count, place): SampleFlowRun['rows'][number]['calls'][number] => {
      const startedAt = at + place * 900;
      const numbers = Array.from({ length: count }, () => `INV-${(number += 1)}`);
      calls.push(
        makeCall(stage, {
          api: stock.api('Xero Accounting'),
          at: startedAt,
          mayFail: false,
          endpoint: list,
          environment: xero,
          answerBody: { Invoices: numbers.slice(0, 4).map((InvoiceNumber) => ({ InvoiceNumber, Status: 'AUTHORISED' })) },
        }),
      );
      return {
        step: 'list',
        name: 'Newest invoices',
        isChanging: false,
        at: startedAt,
        endpoint: list,
        isHeld: true,
        page: place + 1,
        hasMore: place < 2,
        captures: { numbers },
        checks: [
          ['status is 200', true, '200'],
          ['$.Invoices is there', true, `[{"InvoiceNumber":"${numbers[0] ?? ''}"…`],
        ],
      };
    });
    planFlowRun(stage, {
      flow,
      by: 'you',
      startedBy: 'Quartermaster',
      at,
      rows: [{ row: 1, data: {}, calls: told }],
      fileName: null,
      environmentWords: 'Production of Xero Accounting',
      source: 'schedule',
      isRetry: false,
    });
  }
  return calls;
}

export interface KeptFlow {
  readonly id: string;
  readonly name: string;
  readonly spec: () => FlowSpec;
}

interface NewSampleFlow {
  readonly name: string;
  readonly folder: string;
  readonly notes: string;
  readonly by: Member;
  readonly at: number;
  readonly schedule?: { readonly cron: string; readonly zone: string; readonly isOn: boolean };
  readonly spec: (saved: (name: string) => string) => FlowSpecInput;
}

function keepFlow({ db, newId, timeline }: Stage, { name, folder, notes, by, at, schedule, spec }: NewSampleFlow): KeptFlow {
  const id = newId(at);
  const saved = (wanted: string): string =>
    found(db.get<{ id: string }>('SELECT id FROM saved_requests WHERE name = ?', wanted), `saved request ${wanted}`).id;
  let made: FlowSpec | null = null;
  timeline.plan(at, by, (changes) => {
    made = flowSpec.parse(spec(saved));
    const row = {
      id,
      name,
      folder,
      notes,
      spec: JSON.stringify(made),
      schedule: schedule ? JSON.stringify(schedule) : null,
      due_at: schedule ? at : null,
      created_at: at,
    };
    changes.insert('flow', row, `Flow “${name}” made`);
  });
  return { id, name, spec: () => found(made, `flow ${name}`) };
}
