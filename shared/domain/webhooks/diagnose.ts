import { bodyVariants } from './body-variants.ts';
import { headerValue } from './header-list.ts';
import { algorithms, encodings, type SigningRule } from './scheme.ts';
import { keyVariants } from './secret-variants.ts';
import { signingForm, type SigningForm } from './signing-form.ts';
import type { Diagnosis, SignatureTools, SigningSecret, Verdict } from './verdict.ts';
import { isSigned, keysOf, type SigningKey, type VerifyOrder } from './verify-delivery.ts';

/** Above this the body is not written anew to try it out: it would hold up everything else. */
const longestRewritten = 1_000_000;

type Signed = Extract<SigningForm, { kind: 'signed' }>;

/** Headers in which a signature is, when the one that is asked for is not there. */
const otherHeaders = [
  'X-Hub-Signature',
  'X-Hub-Signature-256',
  'webhook-signature',
  'Stripe-Signature',
  'X-Shopify-Hmac-SHA256',
  'X-Slack-Signature',
  'HmacSignature',
  'X-Signature',
];

/**
 * Why a delivery fails. Causes are tried one after the other, the likeliest first; one is named only when the signature comes out right with
 * just that changed. Null for one that holds.
 */
export function diagnose(order: VerifyOrder, verdict: Verdict, tools: SignatureTools): Diagnosis | null {
  if (verdict.holds || verdict.code === 'no_secret') return null;
  const form = signingForm(order.scheme, order.rule, order.delivery);
  if (form.kind === 'missing') return missing(order, form.what);
  if (form.kind === 'malformed') return unexplained(`${form.what}. It may be signed in another way than this endpoint expects.`);
  if (verdict.code === 'stale')
    return {
      code: 'stale',
      words: verdict.words,
      remedy:
        'The signature itself fits. It was delivered late or sent again, or a clock is wrong: look at the vendor’s log for when it was sent.',
      isProven: true,
    };
  return (
    formerSecret(order, form, tools) ??
    wrongKey(order, form, tools) ??
    wrongWriting(order, form, tools) ??
    otherBody(order, tools) ??
    unexplained('Nothing that usually goes wrong explains it: another secret signed it, or its content was changed on the way.')
  );
}

const keysOfSecret = ({ scheme, rule }: VerifyOrder, { value }: SigningSecret): readonly SigningKey[] =>
  keysOf(scheme, rule.keyDecoding, value);

function formerSecret(order: VerifyOrder, { parts }: Signed, tools: SignatureTools): Diagnosis | null {
  const former = order.secrets
    .filter(({ role }) => role === 'former')
    .find((secret) => keysOfSecret(order, secret).some((key) => isSigned(parts, key, order.rule, tools)));
  if (!former) return null;
  return {
    code: 'former_secret',
    words: `It is signed with ${former.label}, which no longer counts here.`,
    remedy: 'The vendor still uses the former secret. Finish the rotation there, or let it count here until then.',
    isProven: true,
  };
}

function wrongKey(order: VerifyOrder, { parts }: Signed, tools: SignatureTools): Diagnosis | null {
  for (const secret of active(order)) {
    const found = keyVariants(order.scheme, order.rule, secret.value).find(({ key }) => isSigned(parts, key, order.rule, tools));
    if (found) return { code: found.code, words: found.words, remedy: found.remedy, isProven: true };
  }
  return null;
}

/** Another encoding of the signature, or another algorithm, or both. */
function wrongWriting(order: VerifyOrder, { parts }: Signed, tools: SignatureTools): Diagnosis | null {
  for (const algorithm of [order.rule.algorithm, ...algorithms.filter((one) => one !== order.rule.algorithm)]) {
    for (const encoding of encodings) {
      const isOther = algorithm !== order.rule.algorithm || encoding !== order.rule.encoding;
      if (!isOther || !isSignedBySome(order, parts, { algorithm, encoding }, tools)) continue;
      if (algorithm === order.rule.algorithm)
        return {
          code: 'signature_encoding',
          words: `The signature is written in ${encoding === 'hex' ? 'hexadecimal' : 'base64'}, and ${order.rule.encoding === 'hex' ? 'hexadecimal' : 'base64'} is expected.`,
          remedy: 'Set the encoding at this endpoint as the sender writes it.',
          isProven: true,
        };
      return {
        code: 'algorithm',
        words: `It is signed with HMAC-${algorithm.toUpperCase()}, and HMAC-${order.rule.algorithm.toUpperCase()} is expected.`,
        remedy: 'Set the algorithm at this endpoint, or let the sender use the expected one.',
        isProven: true,
      };
    }
  }
  return null;
}

function otherBody(order: VerifyOrder, tools: SignatureTools): Diagnosis | null {
  // Adyen's items sign values, not bytes: how the body is written does not matter.
  if (order.scheme === 'adyen' || order.delivery.body.length > longestRewritten) return null;
  for (const variant of bodyVariants(order.delivery.body)) {
    const form = signingForm(order.scheme, order.rule, { ...order.delivery, body: variant.body });
    if (form.kind !== 'signed' || !isSignedBySome(order, form.parts, order.rule, tools)) continue;
    const isRewritten = variant.code === 'body_reserialised';
    return {
      code: variant.code,
      words: isRewritten
        ? `The body was read and written anew on its way: as ${variant.words} its signature fits.`
        : `The body’s bytes were changed on their way: ${variant.words} its signature fits.`,
      remedy: isRewritten
        ? 'Verify the raw bytes before anything parses them, and let no proxy rewrite the body.'
        : 'Verify the raw bytes as they came; an editor, a log or a proxy changed them.',
      isProven: true,
    };
  }
  return null;
}

function missing(order: VerifyOrder, what: string): Diagnosis {
  const { headers } = order.delivery;
  const other = otherHeaders.find((name) => name.toLowerCase() !== order.rule.header.toLowerCase() && headerValue(headers, name) !== null);
  if (other !== undefined)
    return {
      code: 'other_header',
      words: `It lacks ${what}, and has ${other}.`,
      remedy:
        other === 'X-Hub-Signature'
          ? 'That one is the older SHA-1 signature: let the sender send X-Hub-Signature-256.'
          : 'It comes from another vendor than this endpoint is for, or is signed in another way: choose that scheme.',
      isProven: true,
    };
  return {
    code: 'header_missing',
    words: `It lacks ${what}.`,
    remedy: 'Copy all headers of the delivery; or something on the way took it out, or the vendor has no secret set for this webhook.',
    isProven: true,
  };
}

const active = ({ secrets }: VerifyOrder): readonly SigningSecret[] => secrets.filter(({ role }) => role === 'active');

const isSignedBySome = (
  order: VerifyOrder,
  parts: Signed['parts'],
  writing: Pick<SigningRule, 'algorithm' | 'encoding'>,
  tools: SignatureTools,
): boolean => active(order).some((secret) => keysOfSecret(order, secret).some((key) => isSigned(parts, key, writing, tools)));

const unexplained = (words: string): Diagnosis => ({
  code: 'unexplained',
  words,
  remedy: 'Compare the secret with the one in the vendor’s settings, and the body with the vendor’s delivery log.',
  isProven: false,
});
