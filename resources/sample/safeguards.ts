import type { DataClass, Lifecycle } from '../../shared/contract/inventory.ts';
import type { EscalationStep } from '../../shared/domain/inventory/escalation-ladder.ts';
import { day, hour, minute, sampleBegins } from './sample-time.ts';
import type { SampleApi, Stage, Stock } from './stage.ts';

/** What the team said of its APIs when it went through what goes through them and whom to call. */
interface Safeguard {
  readonly data: readonly DataClass[];
  readonly ladder: readonly EscalationStep[];
  readonly lifecycle?: Lifecycle;
  readonly limit?: { readonly limit: number; readonly unit: string; readonly windowSeconds: number; readonly sourceUrl: string };
}

const step = (who: string, channel: string, afterMinutes: number): EscalationStep => ({ who, channel, afterMinutes });

const safeguards: Readonly<Record<string, Safeguard>> = {
  'Adyen Checkout': {
    data: ['personal', 'card'],
    ladder: [
      step('Ines', 'phone', 0),
      step('Deniz', 'phone', 15),
      step('Adyen support', 'ticket “Processing down”', 30),
      step('Adyen account manager', 'phone', 90),
    ],
    limit: { limit: 600, unit: 'requests', windowSeconds: 60, sourceUrl: 'https://docs.adyen.com/development-resources/api-idempotency/' },
  },
  'Adyen Payouts': {
    data: ['personal', 'bank'],
    ladder: [step('Deniz', 'phone', 0), step('Ines', 'phone', 30), step('Adyen support', 'ticket', 60)],
  },
  'PayPal Orders': {
    data: ['personal'],
    ladder: [step('Deniz', 'chat', 0), step('Ines', 'phone', 30), step('PayPal merchant support', 'ticket', 60)],
  },
  'PayPal Disputes': { data: ['personal'], ladder: [step('Deniz', 'chat', 0)] },
  'Shopify Admin': {
    data: ['personal'],
    ladder: [step('Ines', 'phone', 0), step('Maya', 'chat', 30), step('Shopify Plus support', 'chat', 60)],
    limit: { limit: 40, unit: 'requests', windowSeconds: 60, sourceUrl: 'https://shopify.dev/docs/api/usage/rate-limits' },
  },
  'Shopify Storefront': { data: ['none'], ladder: [step('Ines', 'phone', 0)] },
  'Shippo Labels': { data: ['personal', 'location'], ladder: [step('Ines', 'phone', 0), step('warehouse', 'phone', 15)] },
  'DHL Tracking': { data: ['location'], ladder: [step('Deniz', 'chat', 0)], lifecycle: 'phased out' },
  'Klaviyo Profiles': { data: ['personal'], ladder: [step('Maya', 'chat', 0), step('Klaviyo support', 'ticket', 240)] },
  'Klaviyo Events': { data: ['personal'], ladder: [step('Maya', 'chat', 0)] },
  'Xero Accounting': {
    data: ['bank'],
    ladder: [step('Mara', 'chat', 0)],
    limit: { limit: 60, unit: 'requests', windowSeconds: 60, sourceUrl: 'https://developer.xero.com/documentation/guides/oauth2/limits/' },
  },
  'Twilio Messaging': { data: ['personal'], ladder: [step('Deniz', 'chat', 0), step('Twilio support', 'ticket', 120)] },
  'Zendesk Support': { data: ['personal'], ladder: [step('Maya', 'chat', 0)] },
};

/** What the team said of an API's data, escalation and lifecycle, as columns. */
export function safeguardColumns(key: string): Readonly<Record<string, string>> {
  const said = safeguards[key];
  if (!said) return {};
  return {
    data_classes: JSON.stringify(said.data),
    escalation_ladder: JSON.stringify(said.ladder),
    ...(said.lifecycle ? { lifecycle: said.lifecycle } : {}),
  };
}

/** A morning in the second week: the limits that the vendors' pages name. */
export function planSafeguards(stage: Stage, stock: Stock): void {
  Object.entries(safeguards).forEach(([key, said], place) => {
    const api = stock.apis.find((one) => one.key === key);
    const { limit: named } = said;
    if (!api || !named) return;
    const at = sampleBegins(stage.now) + 8 * day + 3 * hour + place * 6 * minute;
    const row = {
      id: stage.newId(at),
      api_id: api.id,
      policy: 'default',
      unit: named.unit,
      limit_value: named.limit,
      window_seconds: named.windowSeconds,
      source_url: named.sourceUrl,
      created_at: at,
    };
    stage.timeline.plan(at, 'Maya', (changes) => changes.insert('declaredLimit', row, `Limit “default” of ${key} written down`));
  });
  planContractReview(stage, stock.api('Adyen Checkout'));
}

/** Ines has gone through what Adyen's newer contract breaks, and has seen to the part that the new checkout page never reads. */
function planContractReview({ db, now, team, timeline }: Stage, { id, key }: SampleApi): void {
  const at = now - 10 * day - 2 * hour;
  const seen = db.all<{ id: string; words: string; to_version: string }>(
    "SELECT id, words, to_version FROM contract_changes WHERE api_id = ? AND level = 'breaking' AND path IN ('/payments/details', '/orders')",
    id,
  );
  if (seen.length === 0) return;
  timeline.plan(at, 'Ines', (changes) => {
    for (const { id: changeId, words, to_version } of seen) {
      const patch = { status: 'accepted', accepted_by: team.Ines.name, accepted_at: at };
      changes.update('contractChange', changeId, patch, `Accepted: ${key} ${to_version}: ${words}`);
    }
  });
}
