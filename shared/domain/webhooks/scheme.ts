/** Ways in which vendors sign what they deliver. */
export const schemeIds = ['standard', 'stripe', 'github', 'shopify', 'slack', 'adyen', 'adyen_header', 'generic'] as const;
export type SchemeId = (typeof schemeIds)[number];

export const algorithms = ['sha1', 'sha256', 'sha512'] as const;
export type Algorithm = (typeof algorithms)[number];
export const encodings = ['hex', 'base64'] as const;
export type Encoding = (typeof encodings)[number];
/** How the key's bytes come from the secret's text. */
export const keyDecodings = ['text', 'base64', 'hex'] as const;
export type KeyDecoding = (typeof keyDecodings)[number];

/** Everything that tells two schemes apart. A named scheme has its own; a generic one is said by a person. */
export interface SigningRule {
  readonly algorithm: Algorithm;
  readonly encoding: Encoding;
  readonly keyDecoding: KeyDecoding;
  /** The header with the signature; empty when it is inside the body. */
  readonly header: string;
  /** What stands before the signature in its header: `sha256=`. */
  readonly prefix: string;
  /** What is signed; `{id}`, `{timestamp}` and `{body}` are filled in. */
  readonly template: string;
  readonly timestampHeader: string | null;
  readonly idHeader: string | null;
  /** Which side of the clock counts: a time in the future is let pass by `past`. */
  readonly timeRule: 'both' | 'past' | 'none';
}

export interface Scheme {
  readonly id: SchemeId;
  readonly words: string;
  readonly rule: SigningRule;
  /** Where the event's id and type are: a header's name, or a path in the body that begins with `$`. */
  readonly eventIdPath: string;
  readonly eventTypePath: string;
  /** Where the secret is found, in the vendor's words. */
  readonly secretHint: string;
}

const plain: SigningRule = {
  algorithm: 'sha256',
  encoding: 'hex',
  keyDecoding: 'text',
  header: '',
  prefix: '',
  template: '{body}',
  timestampHeader: null,
  idHeader: null,
  timeRule: 'none',
};

/**
 * The schemes, as their vendors write them: Standard Webhooks 1.0 (standardwebhooks.com), Stripe's `Stripe-Signature`, GitHub's
 * `X-Hub-Signature-256`, Shopify's `X-Shopify-Hmac-SHA256`, Slack's `v0`, and both of Adyen's.
 */
export const schemes: Readonly<Record<SchemeId, Scheme>> = {
  standard: {
    id: 'standard',
    words: 'Standard Webhooks',
    rule: {
      ...plain,
      encoding: 'base64',
      keyDecoding: 'base64',
      header: 'webhook-signature',
      prefix: 'v1,',
      template: '{id}.{timestamp}.{body}',
      timestampHeader: 'webhook-timestamp',
      idHeader: 'webhook-id',
      timeRule: 'both',
    },
    eventIdPath: 'webhook-id',
    eventTypePath: '$.type',
    secretHint: 'Begins with whsec_, or with whpk_ for a public key.',
  },
  stripe: {
    id: 'stripe',
    words: 'Stripe',
    rule: { ...plain, header: 'Stripe-Signature', prefix: 'v1=', template: '{timestamp}.{body}', timeRule: 'past' },
    eventIdPath: '$.id',
    eventTypePath: '$.type',
    secretHint: 'The endpoint’s signing secret; begins with whsec_.',
  },
  github: {
    id: 'github',
    words: 'GitHub',
    rule: { ...plain, header: 'X-Hub-Signature-256', prefix: 'sha256=' },
    eventIdPath: 'X-GitHub-Delivery',
    eventTypePath: 'X-GitHub-Event',
    secretHint: 'The secret that was typed in when the webhook was made.',
  },
  shopify: {
    id: 'shopify',
    words: 'Shopify',
    rule: { ...plain, encoding: 'base64', header: 'X-Shopify-Hmac-SHA256' },
    eventIdPath: 'X-Shopify-Webhook-Id',
    eventTypePath: 'X-Shopify-Topic',
    secretHint: 'The app’s client secret, or the one below the list of webhooks in the shop’s settings.',
  },
  slack: {
    id: 'slack',
    words: 'Slack',
    rule: {
      ...plain,
      header: 'X-Slack-Signature',
      prefix: 'v0=',
      template: 'v0:{timestamp}:{body}',
      timestampHeader: 'X-Slack-Request-Timestamp',
      timeRule: 'both',
    },
    eventIdPath: '$.event_id',
    eventTypePath: '$.event.type',
    secretHint: 'The app’s signing secret under Basic Information.',
  },
  adyen: {
    id: 'adyen',
    words: 'Adyen, signature in the body',
    rule: { ...plain, encoding: 'base64', keyDecoding: 'hex' },
    eventIdPath: '$.notificationItems[0].NotificationRequestItem.pspReference',
    eventTypePath: '$.notificationItems[0].NotificationRequestItem.eventCode',
    secretHint: 'The HMAC key of the webhook: 64 hexadecimal digits.',
  },
  adyen_header: {
    id: 'adyen_header',
    words: 'Adyen, HmacSignature header',
    rule: { ...plain, encoding: 'base64', keyDecoding: 'hex', header: 'HmacSignature' },
    eventIdPath: '$.data.id',
    eventTypePath: '$.type',
    secretHint: 'The HMAC key of the webhook: 64 hexadecimal digits.',
  },
  generic: {
    id: 'generic',
    words: 'HMAC of your own',
    rule: { ...plain, header: 'X-Signature' },
    eventIdPath: '$.id',
    eventTypePath: '$.type',
    secretHint: 'The secret that the vendor shares with you.',
  },
};
