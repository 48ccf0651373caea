import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../shared/domain/webhooks/bytes-as-text.ts';
import { diagnose } from '../../../shared/domain/webhooks/diagnose.ts';
import { schemes, type SchemeId, type SigningRule } from '../../../shared/domain/webhooks/scheme.ts';
import type { SigningSecret } from '../../../shared/domain/webhooks/verdict.ts';
import { verifyDelivery } from '../../../shared/domain/webhooks/verify-delivery.ts';
import { signatureTools as tools } from './signature-tools.ts';

const at = 1_614_265_330_000;
const hex = (key: string | Buffer, body: string, algorithm = 'sha256'): string => createHmac(algorithm, key).update(body).digest('hex');

interface Case {
  readonly scheme?: SchemeId;
  readonly rule?: Partial<SigningRule>;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly secrets?: readonly SigningSecret[];
  readonly receivedAt?: number;
}

const active = (value: string): SigningSecret => ({ label: '“key”', value, role: 'active' });

function diagnosisOf({ scheme = 'github', rule = {}, headers, body, secrets = [active('the key')], receivedAt = at }: Case) {
  const order = {
    scheme,
    rule: { ...schemes[scheme].rule, ...rule },
    delivery: { headers, body: utf8(body) },
    secrets,
    toleranceMs: 300_000,
    receivedAt,
  };
  return diagnose(order, verifyDelivery(order, tools), tools);
}

const github = (body: string, key: string | Buffer = 'the key'): [string, string][] => [
  ['X-Hub-Signature-256', `sha256=${hex(key, body)}`],
];

describe('why a delivery fails', () => {
  const document = { b: 'ü/ß', a: [1, { d: null, c: true }] };
  const compact = JSON.stringify(document);

  it.each([
    ['indented by 2', JSON.stringify(document, null, 2)],
    ['indented by 4', JSON.stringify(document, null, 4)],
    ['with its keys sorted', '{"a":[1,{"c":true,"d":null}],"b":"ü/ß"}'],
    ['as Python writes it', '{"b": "\\u00fc/\\u00df", "a": [1, {"d": null, "c": true}]}'],
    ['as PHP writes it', '{"b":"\\u00fc\\/\\u00df","a":[1,{"d":null,"c":true}]}'],
  ])('a body that was signed %s and came compact is named as written anew', (_how, original) => {
    expect(diagnosisOf({ headers: github(original), body: compact })).toMatchObject({ code: 'body_reserialised', isProven: true });
  });

  it('a body that was signed compact and came pretty is named too', () => {
    expect(diagnosisOf({ headers: github(compact), body: JSON.stringify(document, null, 2) })).toMatchObject({
      code: 'body_reserialised',
      words: 'The body was read and written anew on its way: as compact JSON its signature fits.',
    });
  });

  it.each([
    ['a byte order mark', '\ufeff{"a":1}', '{"a":1}'],
    ['CRLF for LF', '{\r\n}', '{\n}'],
    ['a line end at the end', 'a=1\n', 'a=1'],
    ['a lost line end', 'a=1', 'a=1\n'],
  ])('%s is named', (_what, came, signed) => {
    expect(diagnosisOf({ headers: github(signed), body: came })).toMatchObject({ code: 'body_encoding', isProven: true });
  });

  it('blanks around the secret are named, on either side', () => {
    const body = '{"a":1}';
    expect(diagnosisOf({ headers: github(body), body, secrets: [active(' the key')] })).toMatchObject({
      code: 'secret_whitespace',
      words: 'The secret that is kept here has blanks around it.',
    });
    expect(diagnosisOf({ headers: github(body, 'the key\n'), body })).toMatchObject({
      code: 'secret_whitespace',
      words: 'The sender’s secret ends with a line end.',
    });
  });

  it('a key that is decoded, or not decoded, is named', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const signed = 'msg_1.1614265330.{}';
    const headers = (key: string | Buffer): [string, string][] => [
      ['webhook-id', 'msg_1'],
      ['webhook-timestamp', '1614265330'],
      ['webhook-signature', `v1,${createHmac('sha256', key).update(signed).digest('base64')}`],
    ];
    expect(diagnosisOf({ scheme: 'standard', headers: headers(secret), body: '{}', secrets: [active(secret)] })).toMatchObject({
      code: 'key_decoding',
      isProven: true,
    });
    const stripe: [string, string][] = [
      ['Stripe-Signature', `t=1614265330,v1=${hex(Buffer.from(secret.slice(6), 'base64'), '1614265330.{}')}`],
    ];
    expect(diagnosisOf({ scheme: 'stripe', headers: stripe, body: '{}', secrets: [active(secret)] })).toMatchObject({
      code: 'key_decoding',
      words: expect.stringContaining('decoded from base64'),
    });
    const key = 'ab'.repeat(32);
    expect(
      diagnosisOf({
        scheme: 'adyen_header',
        headers: [['HmacSignature', createHmac('sha256', key).update('{}').digest('base64')]],
        body: '{}',
        secrets: [active(key)],
      }),
    ).toMatchObject({ code: 'key_decoding', words: 'The sender takes the secret as it is written.' });
  });

  it('hex in place of base64, and another algorithm, are named', () => {
    expect(diagnosisOf({ scheme: 'shopify', headers: [['X-Shopify-Hmac-SHA256', hex('the key', '{}')]], body: '{}' })).toMatchObject({
      code: 'signature_encoding',
    });
    expect(diagnosisOf({ scheme: 'generic', headers: [['X-Signature', hex('the key', '{}', 'sha1')]], body: '{}' })).toMatchObject({
      code: 'algorithm',
      words: 'It is signed with HMAC-SHA1, and HMAC-SHA256 is expected.',
    });
  });

  it('a former secret is named, and does not count', () => {
    const secrets = [active('the new key'), { label: '“old key”', value: 'the key', role: 'former' as const }];
    expect(diagnosisOf({ headers: github('{}'), body: '{}', secrets })).toMatchObject({
      code: 'former_secret',
      words: 'It is signed with “old key”, which no longer counts here.',
    });
  });

  it('a stale time is told with its age, and that the signature itself fits', () => {
    const headers: [string, string][] = [['Stripe-Signature', `t=1614265330,v1=${hex('the key', '1614265330.{}')}`]];
    expect(diagnosisOf({ scheme: 'stripe', headers, body: '{}', receivedAt: at + 3 * 3_600_000 })).toMatchObject({
      code: 'stale',
      words: 'It was signed 3 h before it came; 5 min are allowed.',
      remedy: expect.stringContaining('signature itself fits'),
    });
  });

  it('a missing header is named, and the one that is there instead', () => {
    expect(diagnosisOf({ headers: [], body: '{}' })).toMatchObject({
      code: 'header_missing',
      words: 'It lacks the header X-Hub-Signature-256.',
    });
    expect(diagnosisOf({ headers: [['X-Hub-Signature', `sha1=${hex('the key', '{}', 'sha1')}`]], body: '{}' })).toMatchObject({
      code: 'other_header',
      remedy: expect.stringContaining('SHA-1'),
    });
  });

  it('nothing is named without proof', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 6 }), (body, key) => {
        const found = diagnosisOf({
          headers: [['X-Hub-Signature-256', `sha256=${hex(`other ${key}`, `signed ${body}`)}`]],
          body,
          secrets: [active(key)],
        });
        expect(found).toMatchObject({ code: 'unexplained', isProven: false });
      }),
      { numRuns: 60 },
    );
  });
});
