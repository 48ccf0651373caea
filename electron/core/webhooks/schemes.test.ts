import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../shared/domain/webhooks/bytes-as-text.ts';
import { schemes, type SchemeId, type SigningRule } from '../../../shared/domain/webhooks/scheme.ts';
import { signAnew } from '../../../shared/domain/webhooks/sign-delivery.ts';
import type { RawDelivery } from '../../../shared/domain/webhooks/signing-form.ts';
import { verifyDelivery } from '../../../shared/domain/webhooks/verify-delivery.ts';
import { signatureTools as tools } from './signature-tools.ts';

const at = 1_614_265_330_000;

function verdictOf(
  scheme: SchemeId,
  delivery: RawDelivery,
  secret: string,
  receivedAt: number | null = at,
  rule: SigningRule = schemes[scheme].rule,
) {
  const secrets = [{ label: '“the secret”', value: secret, role: 'active' as const }];
  return verifyDelivery({ scheme, rule, delivery, secrets, toleranceMs: 300_000, receivedAt }, tools);
}

interface Vector {
  readonly scheme: SchemeId;
  readonly secret: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  /** The header whose every character counts. */
  readonly signature: string;
}

const adyenBody = JSON.stringify({
  live: 'false',
  notificationItems: [
    {
      NotificationRequestItem: {
        additionalData: { hmacSignature: 'coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=' },
        amount: { value: 1130, currency: 'EUR' },
        pspReference: '7914073381342284',
        eventCode: 'AUTHORISATION',
        eventDate: '2019-05-06T17:15:34.121+02:00',
        merchantAccountCode: 'TestMerchant',
        operations: ['CANCEL', 'CAPTURE', 'REFUND'],
        merchantReference: 'TestPayment-1407325143704',
        originalReference: '',
        paymentMethod: 'visa',
        success: 'true',
      },
    },
  ],
});
const adyenKey = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';

const vectors: readonly Vector[] = [
  {
    scheme: 'standard',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    headers: [
      ['webhook-id', 'msg_p5jXN8AQM9LWM0D4loKWxJek'],
      ['webhook-timestamp', '1614265330'],
      ['webhook-signature', 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='],
    ],
    body: '{"test": 2432232314}',
    signature: 'webhook-signature',
  },
  {
    scheme: 'stripe',
    secret: 'whsec_test',
    headers: [['Stripe-Signature', 't=1614265330,v1=347e9afe3d74ec4c5cbefd270edc9246513ae3da7b375223e302560fbd4146eb']],
    body: '{"id":"evt_1"}',
    signature: 'Stripe-Signature',
  },
  {
    scheme: 'github',
    secret: "It's a Secret to Everybody",
    headers: [['X-Hub-Signature-256', 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17']],
    body: 'Hello, World!',
    signature: 'X-Hub-Signature-256',
  },
  {
    scheme: 'shopify',
    secret: 'shpss_test',
    headers: [['X-Shopify-Hmac-SHA256', '1GxccvotnkOedTjSm8S0m/VA3yAUKshyqT52ccNYHj4=']],
    body: '{"id":1}',
    signature: 'X-Shopify-Hmac-SHA256',
  },
  {
    scheme: 'slack',
    secret: 'slack_secret',
    headers: [
      ['X-Slack-Request-Timestamp', '1614265330'],
      ['X-Slack-Signature', 'v0=63a0025bde04416f6a1008902b381fdcd6e5c07307edd2ee577e84cc24f90f4a'],
    ],
    body: 'a=1',
    signature: 'X-Slack-Signature',
  },
  {
    // Over the raw body; computed by `openssl dgst -sha256 -mac HMAC -macopt hexkey:…`, because Adyen publishes no vector for the header.
    scheme: 'adyen_header',
    secret: adyenKey,
    headers: [['HmacSignature', createHmac('sha256', Buffer.from(adyenKey, 'hex')).update('{"type":"balance"}').digest('base64')]],
    body: '{"type":"balance"}',
    signature: 'HmacSignature',
  },
];

const deliveryOf = ({ headers, body }: Pick<Vector, 'headers' | 'body'>): RawDelivery => ({ headers, body: utf8(body) });

/** A text with one character replaced by another printable one. */
const changed = (text: string, place: number, by: number): string => {
  const index = place % text.length;
  const code = 33 + ((text.charCodeAt(index) - 33 + 1 + (by % 93)) % 94);
  return text.slice(0, index) + String.fromCharCode(code) + text.slice(index + 1);
};

describe.each(vectors)('the published vector of $scheme', (vector) => {
  const { scheme, secret } = vector;

  it('holds', () => {
    expect(verdictOf(scheme, deliveryOf(vector), secret)).toMatchObject({ holds: true, words: 'Signed with “the secret”.' });
  });

  it('fails when any byte of its body is another one', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (place, by) => {
        const body = utf8(vector.body);
        const at = place % body.length;
        body[at] = ((body[at] ?? 0) + by) % 256;
        expect(verdictOf(scheme, { headers: vector.headers, body }, secret).holds).toBe(false);
      }),
    );
  });

  it('fails when any character of a header that counts is another one', () => {
    fc.assert(
      fc.property(fc.nat(vector.headers.length - 1), fc.nat(), fc.nat(92), (which, place, by) => {
        const headers = vector.headers.map(([name, value], at): [string, string] => [
          name,
          at === which ? changed(value, place, by) : value,
        ]);
        expect(verdictOf(scheme, { headers, body: utf8(vector.body) }, secret).holds).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('fails when the body is cut or grows, and with any other secret', () => {
    const { headers } = vector;
    expect(verdictOf(scheme, { headers, body: utf8(vector.body.slice(0, -1)) }, secret).holds).toBe(false);
    expect(verdictOf(scheme, { headers, body: utf8(`${vector.body}\n`) }, secret).holds).toBe(false);
    fc.assert(
      fc.property(fc.nat(), fc.nat(92), (place, by) => {
        expect(verdictOf(scheme, deliveryOf(vector), `x${changed(secret, place, by)}`).holds).toBe(false);
      }),
    );
  });

  it('holds again when it is signed anew', () => {
    const headers = signAnew(scheme, schemes[scheme].rule, deliveryOf(vector), { secret, at: at + 86_400_000, tools });
    expect(headers).not.toBeNull();
    expect(verdictOf(scheme, { headers: headers ?? [], body: utf8(vector.body) }, secret, at + 86_400_000).holds).toBe(true);
  });
});

describe('Standard Webhooks', () => {
  it('agrees with its own library, whatever the body', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.uuid(),
        fc.integer({ min: 1_500_000_000, max: 1_900_000_000 }),
        (body, id, seconds) => {
          const signature = new Webhook(secret).sign(id, new Date(seconds * 1000), body);
          const headers: [string, string][] = [
            ['webhook-id', id],
            ['webhook-timestamp', String(seconds)],
            ['webhook-signature', `v1,AAAA v2,zz ${signature}`],
          ];
          expect(verdictOf('standard', { headers, body: utf8(body) }, secret, seconds * 1000).holds).toBe(true);
          expect(verdictOf('standard', { headers, body: utf8(`${body} `) }, secret, seconds * 1000).holds).toBe(false);
        },
      ),
    );
  });

  it('takes an asymmetric signature (v1a) with the public key, and no other', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    const signature = sign(null, Buffer.from('msg_1.1614265330.{"a":1}'), privateKey).toString('base64');
    const headers: [string, string][] = [
      ['webhook-id', 'msg_1'],
      ['webhook-timestamp', '1614265330'],
      ['webhook-signature', `v1a,${signature}`],
    ];
    const whole = { headers, body: utf8('{"a":1}') };
    const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    expect(verdictOf('standard', whole, `whpk_${raw.toString('base64')}`).holds).toBe(true);
    expect(verdictOf('standard', whole, `whpk_${other.toString('base64')}`).holds).toBe(false);
    expect(verdictOf('standard', { headers, body: utf8('{"a":2}') }, `whpk_${raw.toString('base64')}`).holds).toBe(false);
    // The public key is public: nobody may use its bytes as the key of an HMAC.
    const forged = createHmac('sha256', raw).update('msg_1.1614265330.{"a":1}').digest('base64');
    const headersForged = headers.map(([name, value]): [string, string] => [name, name === 'webhook-signature' ? `v1,${forged}` : value]);
    expect(verdictOf('standard', { headers: headersForged, body: utf8('{"a":1}') }, `whpk_${raw.toString('base64')}`).holds).toBe(false);
  });
});

describe('Adyen', () => {
  // The vector of Adyen's own libraries (HmacValidatorTest of their Node, Java and Ruby API libraries); checked with openssl besides.
  it('verifies the notification of its own libraries by its values, not by how it is written', () => {
    expect(verdictOf('adyen', { headers: [], body: utf8(adyenBody) }, adyenKey).holds).toBe(true);
    expect(verdictOf('adyen', { headers: [], body: utf8(JSON.stringify(JSON.parse(adyenBody), null, 2)) }, adyenKey).holds).toBe(true);
  });

  it.each(['7914073381342284', 'TestMerchant', 'TestPayment-1407325143704', '1130', 'EUR', 'AUTHORISATION', '"success":"true"'])(
    'fails when %s is changed',
    (text) => {
      const body = adyenBody.replace(text, text.replace(/.(?="?$)/, 'X'));
      expect(body).not.toBe(adyenBody);
      expect(verdictOf('adyen', { headers: [], body: utf8(body.replace('"value":113X', '"value":1131')) }, adyenKey).holds).toBe(false);
    },
  );

  it('fails as a whole when one of several items is not signed', () => {
    const document = JSON.parse(adyenBody) as { notificationItems: { NotificationRequestItem: { pspReference: string } }[] };
    const [first] = document.notificationItems;
    const second = { NotificationRequestItem: { ...first?.NotificationRequestItem, pspReference: '1' } };
    const body = utf8(JSON.stringify({ ...document, notificationItems: [first, second] }));
    expect(verdictOf('adyen', { headers: [], body }, adyenKey)).toMatchObject({ holds: false, code: 'mismatch' });
  });

  it.each(['INV:42', String.raw`back\slash`])('takes %s in a value, escaped or as it is', (reference) => {
    const escaped = reference.replaceAll('\\', String.raw`\\`).replaceAll(':', String.raw`\:`);
    for (const written of [reference, escaped]) {
      const message = `1::M:${written}:1:EUR:AUTHORISATION:true`;
      const item = {
        additionalData: { hmacSignature: createHmac('sha256', Buffer.from(adyenKey, 'hex')).update(message).digest('base64') },
        amount: { value: 1, currency: 'EUR' },
        pspReference: '1',
        merchantAccountCode: 'M',
        merchantReference: reference,
        eventCode: 'AUTHORISATION',
        success: 'true',
      };
      expect(
        verdictOf(
          'adyen',
          { headers: [], body: utf8(JSON.stringify({ notificationItems: [{ NotificationRequestItem: item }] })) },
          adyenKey,
        ).holds,
      ).toBe(true);
    }
  });
});

describe('an HMAC of one’s own', () => {
  it.each(['sha1', 'sha256', 'sha512'] as const)('is taken by %s, hex or base64, with a template and a prefix', (algorithm) => {
    for (const encoding of ['hex', 'base64'] as const) {
      const mac = createHmac(algorithm, 'geheim1').update('1614265330|id-7|{"a":"{id}"}').digest(encoding);
      const rule: SigningRule = {
        algorithm,
        encoding,
        keyDecoding: 'text',
        header: 'X-Sig',
        prefix: 'hmac ',
        template: '{timestamp}|{id}|{body}',
        timestampHeader: 'X-Time',
        idHeader: 'X-Id',
        timeRule: 'both',
      };
      const headers: [string, string][] = [
        ['x-sig', `hmac ${mac}`],
        ['x-time', '1614265330'],
        ['x-id', 'id-7'],
      ];
      expect(verdictOf('generic', { headers, body: utf8('{"a":"{id}"}') }, 'geheim1', at, rule).holds).toBe(true);
    }
  });
});

describe('the time', () => {
  const [standard, stripe] = vectors;

  it('counts against when it came, not against now', () => {
    if (!standard || !stripe) throw new Error('no vectors');
    for (const ageS of [0, 299, 300])
      expect(verdictOf('standard', deliveryOf(standard), standard.secret, at + ageS * 1000).holds).toBe(true);
    expect(verdictOf('standard', deliveryOf(standard), standard.secret, at + 301_000)).toMatchObject({ holds: false, code: 'stale' });
    expect(verdictOf('standard', deliveryOf(standard), standard.secret, at - 301_000)).toMatchObject({ holds: false, code: 'stale' });
    // Stripe looks at the past only.
    expect(verdictOf('stripe', deliveryOf(stripe), stripe.secret, at - 301_000).holds).toBe(true);
    expect(verdictOf('stripe', deliveryOf(stripe), stripe.secret, at + 301_000)).toMatchObject({
      code: 'stale',
      words: 'It was signed 5 min before it came; 5 min are allowed.',
    });
  });

  it('is left out, and said to be, when nobody knows when it came', () => {
    if (!standard) throw new Error('no vectors');
    expect(verdictOf('standard', deliveryOf(standard), standard.secret, null)).toMatchObject({
      holds: true,
      words: expect.stringContaining('nothing says when it came'),
    });
  });
});
