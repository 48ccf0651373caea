import { toBase64, toHex } from './bytes-as-text.ts';
import { headerValue, type HeaderList } from './header-list.ts';
import type { SchemeId, SigningRule } from './scheme.ts';
import { fillTemplate, type RawDelivery } from './signing-form.ts';
import type { SignatureTools } from './verdict.ts';
import { keysOf } from './verify-delivery.ts';

/** The headers of a delivery signed anew, at another time and with another secret. Null where that cannot be done: a public key cannot sign, and Adyen's items are signed inside the body. */
export function signAnew(
  scheme: SchemeId,
  rule: SigningRule,
  delivery: RawDelivery,
  { secret, at, tools }: { readonly secret: string; readonly at: number; readonly tools: Pick<SignatureTools, 'hmac'> },
): HeaderList | null {
  const [key] = keysOf(scheme, rule.keyDecoding, secret);
  if (key?.kind !== 'hmac' || scheme === 'adyen') return null;
  const time = String(Math.floor(at / 1000));
  const id = rule.idHeader === null ? '' : (headerValue(delivery.headers, rule.idHeader) ?? 'msg_replay');
  const mac = tools.hmac(rule.algorithm, key.bytes, fillTemplate(rule.template, id, time, delivery.body));
  const written = `${rule.prefix}${rule.encoding === 'hex' ? toHex(mac) : toBase64(mac)}`;
  const own: [string, string][] = [
    ...(rule.idHeader === null ? [] : [[rule.idHeader, id] as [string, string]]),
    ...(rule.timestampHeader === null ? [] : [[rule.timestampHeader, time] as [string, string]]),
    [rule.header, scheme === 'stripe' ? `t=${time},${written}` : written],
  ];
  const names = new Set([...own.map(([name]) => name.toLowerCase()), 'svix-id', 'svix-timestamp', 'svix-signature']);
  return [...delivery.headers.filter(([name]) => !names.has(name.toLowerCase())), ...own];
}
