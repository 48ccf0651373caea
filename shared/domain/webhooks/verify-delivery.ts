import { durationWords } from '../monitors/duration-words.ts';
import { fromBase64, fromHex, toBase64, utf8 } from './bytes-as-text.ts';
import type { Encoding, KeyDecoding, SchemeId, SigningRule } from './scheme.ts';
import { signingForm, type RawDelivery, type SignedPart } from './signing-form.ts';
import type { SignatureTools, SigningSecret, Verdict } from './verdict.ts';

export interface VerifyOrder {
  readonly scheme: SchemeId;
  readonly rule: SigningRule;
  readonly delivery: RawDelivery;
  readonly secrets: readonly SigningSecret[];
  readonly toleranceMs: number;
  /** When it came; null leaves the time out of the verdict, because nobody knows. */
  readonly receivedAt: number | null;
}

/** Whether one of the active secrets signed this delivery, in time. Never against the clock of now: against when it came. */
export function verifyDelivery(order: VerifyOrder, tools: SignatureTools): Verdict {
  const { scheme, rule, delivery, secrets, toleranceMs, receivedAt } = order;
  const form = signingForm(scheme, rule, delivery);
  if (form.kind !== 'signed') {
    const words = form.kind === 'missing' ? `It lacks ${form.what}.` : `${form.what}.`;
    return { holds: false, code: form.kind, words, signedAt: null };
  }
  const { signedAt, parts } = form;
  const active = secrets.filter(({ role }) => role === 'active');
  if (active.length === 0)
    return { holds: false, code: 'no_secret', words: 'No signing secret of this endpoint is on this computer.', signedAt };
  const fitting = active.find(({ value }) => keysOf(scheme, rule.keyDecoding, value).some((key) => isSigned(parts, key, rule, tools)));
  if (!fitting) return { holds: false, code: 'mismatch', words: 'The signature does not fit.', signedAt };
  const late = timeWords(rule, signedAt, receivedAt, toleranceMs);
  if (late !== null) return { holds: false, code: 'stale', words: late, signedAt };
  const time =
    signedAt !== null && receivedAt === null && rule.timeRule !== 'none' ? ' Its time was not checked: nothing says when it came.' : '';
  return { holds: true, words: `Signed with ${fitting.label}.${time}`, secret: fitting.label, signedAt };
}

/** A key, or a public key for the signatures of the other kind. */
export interface SigningKey {
  readonly kind: 'hmac' | 'ed25519';
  readonly bytes: Uint8Array;
}

/** The key that a secret's text stands for; none when the text is not written that way. */
export function keysOf(scheme: SchemeId, decoding: KeyDecoding, secret: string): readonly SigningKey[] {
  if (scheme === 'standard' && secret.startsWith('whpk_')) {
    const bytes = fromBase64(secret.slice(5));
    return bytes?.length === 32 ? [{ kind: 'ed25519', bytes }] : [];
  }
  const text = scheme === 'standard' ? secret.replace(/^whsec_/, '') : secret;
  const bytes = decoding === 'text' ? utf8(text) : decoding === 'hex' ? fromHex(text) : fromBase64(text);
  return bytes === null || bytes.length === 0 ? [] : [{ kind: 'hmac', bytes }];
}

/** Whether every part has a signature by this key. */
export function isSigned(
  parts: readonly SignedPart[],
  key: SigningKey,
  rule: Pick<SigningRule, 'algorithm' | 'encoding'>,
  tools: SignatureTools,
): boolean {
  return parts.every(({ messages, signatures }) =>
    messages.some((message) => {
      const wanted = key.kind === 'hmac' ? tools.hmac(rule.algorithm, key.bytes, message) : null;
      return signatures.some(({ kind, text }) => {
        if (kind !== key.kind) return false;
        const bytes = decodeSignature(text, kind === 'ed25519' ? 'base64' : rule.encoding);
        if (bytes === null) return false;
        return wanted === null ? tools.isEd25519(key.bytes, message, bytes) : tools.isEqual(wanted, bytes);
      });
    }),
  );
}

/** Only as it is properly written: a second spelling of the same bytes is not the signature that the vendor sent. */
function decodeSignature(text: string, encoding: Encoding): Uint8Array | null {
  if (encoding === 'hex') return text === text.toLowerCase() || text === text.toUpperCase() ? fromHex(text) : null;
  const bytes = fromBase64(text);
  return bytes !== null && toBase64(bytes) === text ? bytes : null;
}

/** Why its time speaks against it; null when it does not. */
export function timeWords(
  rule: Pick<SigningRule, 'timeRule'>,
  signedAt: number | null,
  receivedAt: number | null,
  toleranceMs: number,
): string | null {
  if (rule.timeRule === 'none' || signedAt === null || receivedAt === null) return null;
  const ageMs = receivedAt - signedAt;
  if (ageMs > toleranceMs) return `It was signed ${durationWords(ageMs)} before it came; ${durationWords(toleranceMs)} are allowed.`;
  if (rule.timeRule === 'both' && -ageMs > toleranceMs)
    return `It was signed ${durationWords(-ageMs)} after it came, which no clock explains; ${durationWords(toleranceMs)} are allowed.`;
  return null;
}
