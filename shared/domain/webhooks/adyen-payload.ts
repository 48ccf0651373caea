import { utf8 } from './bytes-as-text.ts';

export interface AdyenItem {
  /** What is signed, written as Adyen's own libraries write it. */
  readonly message: Uint8Array;
  /** The same with `\` and `:` in values escaped, as older senders write it. */
  readonly escaped: Uint8Array;
  readonly signature: string | null;
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

const written = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

const escape = (text: string): string => text.replaceAll('\\', String.raw`\\`).replaceAll(':', String.raw`\:`);

/**
 * The items of an Adyen notification with what each signs: pspReference, originalReference, merchantAccountCode,
 * merchantReference, amount.value, amount.currency, eventCode and success, joined by colons. Null when it is no notification.
 */
export function adyenItems(bodyText: string): readonly AdyenItem[] | null {
  let document: unknown;
  try {
    document = JSON.parse(bodyText);
  } catch {
    return null;
  }
  const list = member(document, 'notificationItems');
  if (!Array.isArray(list) || list.length === 0) return null;
  return list.map((entry: unknown) => {
    const item = member(entry, 'NotificationRequestItem');
    const values = [
      member(item, 'pspReference'),
      member(item, 'originalReference'),
      member(item, 'merchantAccountCode'),
      member(item, 'merchantReference'),
      member(member(item, 'amount'), 'value'),
      member(member(item, 'amount'), 'currency'),
      member(item, 'eventCode'),
      member(item, 'success'),
    ].map(written);
    const signature = member(member(item, 'additionalData'), 'hmacSignature');
    return {
      message: utf8(values.join(':')),
      escaped: utf8(values.map(escape).join(':')),
      signature: typeof signature === 'string' && signature !== '' ? signature : null,
    };
  });
}
