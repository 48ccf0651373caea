import { adyenItems } from './adyen-payload.ts';
import { joinBytes, textOf, utf8 } from './bytes-as-text.ts';
import { headerValue, type HeaderList } from './header-list.ts';
import type { SchemeId, SigningRule } from './scheme.ts';

/** One delivery as it came: every byte of its body counts. */
export interface RawDelivery {
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** A signature as it is written, and what kind it is. */
export interface WrittenSignature {
  readonly kind: 'hmac' | 'ed25519';
  readonly text: string;
}

/** One thing that is signed, and the signatures of which one must fit. */
export interface SignedPart {
  readonly messages: readonly Uint8Array[];
  readonly signatures: readonly WrittenSignature[];
}

export type SigningForm =
  | {
      readonly kind: 'signed';
      /** Every part must hold; all schemes but Adyen's items have one. */
      readonly parts: readonly SignedPart[];
      /** Epoch ms that the delivery says it was signed at; null when its scheme has none. */
      readonly signedAt: number | null;
    }
  | { readonly kind: 'missing'; readonly what: string }
  | { readonly kind: 'malformed'; readonly what: string };

/** Headers of Standard Webhooks under the name that their author's service gave them first. */
const olderNames: Readonly<Record<string, string>> = {
  'webhook-id': 'svix-id',
  'webhook-timestamp': 'svix-timestamp',
  'webhook-signature': 'svix-signature',
};

const find = (headers: HeaderList, name: string): string | null =>
  headerValue(headers, name) ?? (olderNames[name] === undefined ? null : headerValue(headers, olderNames[name]));

/** What a delivery claims: what was signed, when, and the signatures. `body` may be another one than came, for finding out why one fails. */
export function signingForm(scheme: SchemeId, rule: SigningRule, { headers, body }: RawDelivery): SigningForm {
  if (scheme === 'adyen') return adyenForm(body);
  const written = find(headers, rule.header);
  if (written === null) return { kind: 'missing', what: `the header ${rule.header}` };
  const stripe = scheme === 'stripe' ? stripeParts(written) : null;
  const time = stripe ? stripe.timestamp : rule.timestampHeader === null ? null : find(headers, rule.timestampHeader);
  const id = rule.idHeader === null ? null : find(headers, rule.idHeader);
  if (rule.template.includes('{id}') && id === null) return { kind: 'missing', what: `the header ${rule.idHeader}` };
  if (time === null && (rule.timeRule !== 'none' || rule.template.includes('{timestamp}')))
    return { kind: 'missing', what: stripe ? `the time t= in ${rule.header}` : `the header ${rule.timestampHeader}` };
  const signedAt = time === null ? null : instantOf(time);
  if (time !== null && signedAt === null) return { kind: 'malformed', what: `“${time.slice(0, 40)}” is no time` };
  const signatures = stripe
    ? stripe.signatures
    : scheme === 'standard'
      ? standardSignatures(written)
      : plainSignature(written, rule.prefix);
  if (signatures.length === 0)
    return {
      kind: 'malformed',
      what: `${rule.header} has no signature ${rule.prefix === '' ? '' : `that begins with ${rule.prefix}`}`.trim(),
    };
  return { kind: 'signed', parts: [{ messages: [fillTemplate(rule.template, id ?? '', time ?? '', body)], signatures }], signedAt };
}

/** The bytes that a template makes; the body goes in as it is. */
export function fillTemplate(template: string, id: string, timestamp: string, body: Uint8Array): Uint8Array {
  const pieces = template.split('{body}').map((piece) => utf8(piece.replaceAll('{id}', id).replaceAll('{timestamp}', timestamp)));
  return joinBytes(pieces.flatMap((piece, at) => (at === 0 ? [piece] : [body, piece])));
}

function adyenForm(body: Uint8Array): SigningForm {
  const items = adyenItems(textOf(body));
  if (items === null) return { kind: 'malformed', what: 'The body is no Adyen notification with notificationItems' };
  const parts = items.map(({ message, escaped, signature }) => ({
    messages: [message, escaped],
    signatures: signature === null ? [] : [{ kind: 'hmac' as const, text: signature }],
  }));
  if (parts.some(({ signatures }) => signatures.length === 0)) return { kind: 'missing', what: 'additionalData.hmacSignature of an item' };
  return { kind: 'signed', parts, signedAt: null };
}

function stripeParts(written: string): { timestamp: string | null; signatures: WrittenSignature[] } {
  const pairs = written.split(',').map((pair) => pair.trim().split('='));
  return {
    timestamp: pairs.find(([name]) => name === 't')?.[1] ?? null,
    signatures: pairs.flatMap(([name, text]) =>
      name === 'v1' && text !== undefined && text !== '' ? [{ kind: 'hmac' as const, text }] : [],
    ),
  };
}

function standardSignatures(written: string): WrittenSignature[] {
  return written.split(' ').flatMap((one): WrittenSignature[] => {
    const [version, text] = one.split(',');
    if (text === undefined || text === '') return [];
    return version === 'v1' ? [{ kind: 'hmac', text }] : version === 'v1a' ? [{ kind: 'ed25519', text }] : [];
  });
}

function plainSignature(written: string, prefix: string): WrittenSignature[] {
  const trimmed = written.trim();
  if (!trimmed.startsWith(prefix)) return [];
  const text = trimmed.slice(prefix.length).trim();
  return text === '' ? [] : [{ kind: 'hmac', text }];
}

/** Seconds, milliseconds, or a date as text. */
function instantOf(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d{1,12}$/.test(trimmed)) return Number(trimmed) * 1000;
  if (/^\d{13}$/.test(trimmed)) return Number(trimmed);
  if (/^[-+.\d]*$/.test(trimmed)) return null;
  const at = Date.parse(trimmed);
  return Number.isNaN(at) ? null : at;
}
