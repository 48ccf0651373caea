import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import type { SignatureTools } from '../../../shared/domain/webhooks/verdict.ts';

/** The DER header of an Ed25519 public key (RFC 8410 section 4), before its 32 bytes. */
const ed25519Header = Buffer.from('302a300506032b6570032100', 'hex');

/** The system's own arithmetic; comparisons take the same time whatever they compare. */
export const signatureTools: SignatureTools = {
  hmac: (algorithm, key, message) => createHmac(algorithm, key).update(message).digest(),
  isEqual: (left, right) => left.length === right.length && timingSafeEqual(left, right),
  isEd25519: (publicKey, message, signature) =>
    signature.length === 64 &&
    verify(null, message, createPublicKey({ key: Buffer.concat([ed25519Header, publicKey]), format: 'der', type: 'spki' }), signature),
};
