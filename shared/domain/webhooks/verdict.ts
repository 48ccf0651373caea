import type { Algorithm } from './scheme.ts';

/** What the arithmetic of signatures is done with; the engine gives the system's own. */
export interface SignatureTools {
  readonly hmac: (algorithm: Algorithm, key: Uint8Array, message: Uint8Array) => Uint8Array;
  /** In constant time. */
  readonly isEqual: (left: Uint8Array, right: Uint8Array) => boolean;
  /** Ed25519 (RFC 8032) with a raw public key of 32 bytes. */
  readonly isEd25519: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
}

/** A secret that may have signed, and what a person calls it. */
export interface SigningSecret {
  readonly label: string;
  readonly value: string;
  /** `former`: it no longer counts, and tells why a delivery fails. */
  readonly role: 'active' | 'former';
}

export const failureCodes = ['mismatch', 'stale', 'missing', 'malformed', 'no_secret', 'unparsable', 'too_large'] as const;
export type FailureCode = (typeof failureCodes)[number];

export const diagnosisCodes = [
  'stale',
  'header_missing',
  'former_secret',
  'secret_whitespace',
  'key_decoding',
  'signature_encoding',
  'algorithm',
  'body_encoding',
  'body_reserialised',
  'other_header',
  'unexplained',
] as const;
export type DiagnosisCode = (typeof diagnosisCodes)[number];

export interface Diagnosis {
  readonly code: DiagnosisCode;
  /** One sentence: what is wrong. */
  readonly words: string;
  /** One sentence: what to do. */
  readonly remedy: string;
  /** Whether a recomputation with just this change gives the signature that came. */
  readonly isProven: boolean;
}

export type Verdict =
  | { readonly holds: true; readonly words: string; readonly secret: string; readonly signedAt: number | null }
  | { readonly holds: false; readonly code: FailureCode; readonly words: string; readonly signedAt: number | null };
