import { createHmac } from 'node:crypto';
import type { HeaderList } from '../../shared/domain/webhooks/header-list.ts';

/** Made up, and nowhere in use: the sample keeps only what was signed with them. */
const keys = {
  adyen: 'a3'.repeat(32),
  shopify: 'sample-shopify-app',
  zendesk: 'sample-zendesk-hook',
  zendeskFormer: 'sample-zendesk-former',
} as const;

/** The secrets that the sample's deliveries are judged with, under the names that a person sees. */
export const sampleSecrets = {
  adyen: [{ label: '“Adyen HMAC key”', value: keys.adyen, role: 'active' as const }],
  shopify: [{ label: '“Shopify app secret”', value: keys.shopify, role: 'active' as const }],
  zendesk: [
    { label: '“Zendesk webhook secret”', value: keys.zendesk, role: 'active' as const },
    { label: 'the former secret', value: keys.zendeskFormer, role: 'former' as const },
  ],
};

export interface Letter {
  readonly headers: HeaderList;
  readonly body: string;
}

const mac = (key: string | Buffer, text: string): string => createHmac('sha256', key).update(text).digest('base64');

/** A notification as Adyen sends it, with its signature in the body. */
export function adyenLetter(
  eventCode: string,
  pspReference: string,
  originalReference: string,
  merchantReference: string,
  value: number,
): Letter {
  const message = [pspReference, originalReference, 'AcmeMobileShop', merchantReference, value, 'EUR', eventCode, 'true'].join(':');
  const item = {
    additionalData: { hmacSignature: mac(Buffer.from(keys.adyen, 'hex'), message) },
    amount: { currency: 'EUR', value },
    eventCode,
    merchantAccountCode: 'AcmeMobileShop',
    merchantReference,
    ...(originalReference === '' ? {} : { originalReference }),
    paymentMethod: 'visa',
    pspReference,
    success: 'true',
  };
  return {
    headers: [
      ['Content-Type', 'application/json; charset=utf-8'],
      ['User-Agent', 'Adyen HttpClient 1.0'],
    ],
    body: JSON.stringify({ live: 'true', notificationItems: [{ NotificationRequestItem: item }] }),
  };
}

/** An order as Shopify sends it; `came` is the body as it arrived, when something on the way wrote it anew. */
export function shopifyLetter(id: string, order: number, isRewritten = false): Letter {
  const document = {
    id: 5_600_000_000 + order,
    name: `#AC-${order}`,
    currency: 'EUR',
    total_price: `${20 + (order % 70)}.90`,
    financial_status: 'paid',
    line_items: [{ sku: `AM-${order % 9}`, quantity: 1 }],
  };
  const signed = JSON.stringify(document);
  return {
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Shopify-Topic', 'orders/create'],
      ['X-Shopify-Shop-Domain', 'acme-mobile.myshopify.com'],
      ['X-Shopify-Webhook-Id', id],
      ['X-Shopify-Hmac-SHA256', mac(keys.shopify, signed)],
    ],
    body: isRewritten ? JSON.stringify(document, null, 2) : signed,
  };
}

/** A ticket as Zendesk sends it, signed over its time and its body. */
export function zendeskLetter(id: string, ticket: number, signedAt: number, isFormer = false): Letter {
  const body = JSON.stringify({
    id,
    type: 'zen:event-type:ticket.created',
    subject: `zen:ticket:${ticket}`,
    detail: { id: String(ticket), priority: 'NORMAL', status: 'NEW' },
  });
  const time = new Date(Math.floor(signedAt / 1000) * 1000).toISOString().replace('.000', '');
  return {
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Zendesk-Webhook-Signature-Timestamp', time],
      ['X-Zendesk-Webhook-Signature', mac(isFormer ? keys.zendeskFormer : keys.zendesk, time + body)],
    ],
    body,
  };
}
