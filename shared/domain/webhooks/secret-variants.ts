import { keyDecodings, type KeyDecoding, type SchemeId, type SigningRule } from './scheme.ts';
import { fromBase64, fromHex, utf8 } from './bytes-as-text.ts';
import type { SigningKey } from './verify-delivery.ts';

/** Another key that a secret's text may have stood for. */
export interface KeyVariant {
  readonly code: 'secret_whitespace' | 'key_decoding';
  readonly words: string;
  readonly remedy: string;
  readonly key: SigningKey;
}

const decodingWords: Readonly<Record<KeyDecoding, string>> = {
  text: 'as it is written',
  base64: 'decoded from base64',
  hex: 'decoded from hexadecimal',
};

/** Keys that come from the same secret by a usual mistake on one of the two sides. */
export function keyVariants(scheme: SchemeId, rule: SigningRule, secret: string): readonly KeyVariant[] {
  if (secret.startsWith('whpk_')) return [];
  const right = scheme === 'standard' ? secret.replace(/^whsec_/, '') : secret;
  const trimmed = right.trim();
  const decode = (text: string, how: KeyDecoding): Uint8Array | null =>
    how === 'text' ? utf8(text) : how === 'hex' ? fromHex(text) : fromBase64(text);
  const blanks: readonly (readonly [text: string, words: string, remedy: string])[] = [
    [trimmed, 'The secret that is kept here has blanks around it.', 'Enter it again without them.'],
    [`${trimmed}\n`, 'The sender’s secret ends with a line end.', 'Set it anew at the sender, without the line end.'],
    [`${trimmed}\r\n`, 'The sender’s secret ends with a CRLF.', 'Set it anew at the sender, without the line end.'],
    [`${trimmed} `, 'The sender’s secret ends with a blank.', 'Set it anew at the sender, without the blank.'],
    [` ${trimmed}`, 'The sender’s secret begins with a blank.', 'Set it anew at the sender, without the blank.'],
  ];
  const texts = [...new Set([secret, secret.replace(/^whsec_/, ''), trimmed])];
  return [
    ...blanks
      .filter(([text]) => text !== right)
      .map(([text, words, remedy]) => ({ code: 'secret_whitespace' as const, words, remedy, bytes: decode(text, rule.keyDecoding) })),
    ...texts.flatMap((text) =>
      keyDecodings
        .filter((how) => !(text === right && how === rule.keyDecoding))
        .map((how) => ({
          code: 'key_decoding' as const,
          words: `The sender takes the secret ${decodingWords[how]}${text === secret || scheme === 'standard' ? '' : ', without whsec_'}${text === secret && text.startsWith('whsec_') ? ', whsec_ and all' : ''}.`,
          remedy: `Here it is taken ${decodingWords[rule.keyDecoding]}. Choose the scheme that the sender uses, or mend the sender.`,
          bytes: decode(text, how),
        })),
    ),
  ].flatMap(({ bytes, ...rest }) => (bytes === null || bytes.length === 0 ? [] : [{ ...rest, key: { kind: 'hmac' as const, bytes } }]));
}
