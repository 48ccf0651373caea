// Vendors that sign what they deliver, each by its own documentation and by nothing of ours.
import { createHmac } from 'node:crypto';

export interface Sender {
  /** As it is chosen in the window. */
  readonly scheme: string;
  /** Where its endpoint receives. */
  readonly path: string;
  readonly secret: string;
  /** Somebody else's, written the same way. */
  readonly otherSecret: string;
  /** The time is signed along, so that an old delivery can be told. */
  readonly isTimed: boolean;
  readonly deliver: (id: string, at: Date, secret?: string) => Delivery;
}

export interface Delivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const hmac = (key: string | Buffer, text: string, encoding: 'hex' | 'base64', algorithm = 'sha256'): string =>
  createHmac(algorithm, key).update(text).digest(encoding);
const secondsOf = (at: Date): string => String(Math.floor(at.getTime() / 1000));

/** One of each kind; the last one signs in a way of its own. */
export const senders: readonly Sender[] = [
  {
    scheme: 'Standard Webhooks',
    path: '/hooks/standard-webhooks',
    secret: `whsec_${Buffer.from('harbour-standard-key-01').toString('base64')}`,
    otherSecret: `whsec_${Buffer.from('somebody-elses-standard').toString('base64')}`,
    isTimed: true,
    deliver: (id, at, secret = senders[0]!.secret) => {
      const body = `{"type":"order.paid","data":{"id":"${id}"}}`;
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
      const signature = `v1,${hmac(key, `${id}.${secondsOf(at)}.${body}`, 'base64')}`;
      return { body, headers: { 'webhook-id': id, 'webhook-timestamp': secondsOf(at), 'webhook-signature': signature } };
    },
  },
  {
    scheme: 'Stripe',
    path: '/hooks/stripe',
    secret: 'whsec_harbour_stripe_key_02',
    otherSecret: 'whsec_somebody_elses',
    isTimed: true,
    deliver: (id, at, secret = senders[1]!.secret) => {
      const body = `{"id":"${id}","type":"charge.succeeded"}`;
      const time = secondsOf(at);
      return { body, headers: { 'Stripe-Signature': `t=${time},v1=${hmac(secret, `${time}.${body}`, 'hex')}` } };
    },
  },
  {
    scheme: 'Shopify',
    path: '/hooks/shopify',
    secret: 'shpss_harbour_shop_key_03',
    otherSecret: 'shpss_somebody_elses',
    isTimed: false,
    deliver: (id, _at, secret = senders[2]!.secret) => {
      const body = '{"id":820982911946154508}';
      const headers = { 'X-Shopify-Topic': 'orders/paid', 'X-Shopify-Webhook-Id': id };
      return { body, headers: { ...headers, 'X-Shopify-Hmac-SHA256': hmac(secret, body, 'base64') } };
    },
  },
  {
    scheme: 'Slack',
    path: '/hooks/slack',
    secret: 'harbour-slack-signing-key-04',
    otherSecret: 'somebody-elses-slack-key',
    isTimed: true,
    deliver: (id, at, secret = senders[3]!.secret) => {
      const body = `{"event_id":"${id}","event":{"type":"message"}}`;
      const time = secondsOf(at);
      const signature = `v0=${hmac(secret, `v0:${time}:${body}`, 'hex')}`;
      return { body, headers: { 'X-Slack-Request-Timestamp': time, 'X-Slack-Signature': signature } };
    },
  },
  {
    scheme: 'Adyen, signature in the body',
    path: '/hooks/adyen-signature-in-the-body',
    secret: '0F5A'.repeat(16),
    otherSecret: 'B17E'.repeat(16),
    isTimed: false,
    deliver: (id, _at, secret = senders[4]!.secret) => {
      const item = {
        pspReference: id,
        originalReference: '',
        merchantAccountCode: 'HarbourGmbH',
        merchantReference: 'order:17',
        amount: { value: 1130, currency: 'EUR' },
        eventCode: 'AUTHORISATION',
        success: 'true',
      };
      const signed = `${id}::HarbourGmbH:order\\:17:1130:EUR:AUTHORISATION:true`;
      const hmacSignature = hmac(Buffer.from(secret, 'hex'), signed, 'base64');
      const whole = { ...item, additionalData: { hmacSignature } };
      return { headers: {}, body: JSON.stringify({ live: 'false', notificationItems: [{ NotificationRequestItem: whole }] }) };
    },
  },
  {
    scheme: 'Adyen, HmacSignature header',
    path: '/hooks/adyen-hmacsignature-header',
    secret: 'A06B'.repeat(16),
    otherSecret: 'B17E'.repeat(16),
    isTimed: false,
    deliver: (id, _at, secret = senders[5]!.secret) => {
      const body = `{"type":"balancePlatform.transfer.created","data":{"id":"${id}"}}`;
      return { body, headers: { HmacSignature: hmac(Buffer.from(secret, 'hex'), body, 'base64') } };
    },
  },
  {
    scheme: 'HMAC of your own',
    path: '/hooks/harbour',
    secret: 'harbour-own-signing-key-07',
    otherSecret: 'somebody-elses-own-key',
    isTimed: true,
    deliver: (id, at, secret = senders[6]!.secret) => {
      const body = `{"id":"${id}","type":"ship.moored"}`;
      const time = at.toISOString();
      const signature = `hmac ${hmac(secret, `${time}|${id}|${body}`, 'base64', 'sha512')}`;
      return { body, headers: { 'X-Time': time, 'X-Id': id, 'X-Sig': signature } };
    },
  },
];

/** As a person copies it. */
export const copied = ({ headers, body }: Delivery): string =>
  [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', body].join('\n');
