import { hideNames } from '../../../../shared/domain/console/given-text.ts';
import { isSent } from '../../../../shared/domain/console/sent-parameters.ts';
import type { Draft } from './draft.ts';

/** Whether a text is one whole address, as a browser or a vendor's page gives it. */
export const isAddress = (text: string): boolean => /^https?:\/\/\S+$/i.test(hideNames(text.trim()).text);

/** An address as the command that calls it. */
export const commandOf = (address: string): string => `curl '${address.trim().replaceAll("'", '%27')}'`;

/** A draft that goes to an address below its base URL: the path, and each part of the query as a field; what is off stays. Null when it lies elsewhere. */
export function atAddress(draft: Draft, base: string, text: string): Draft | null {
  const hidden = hideNames(text.trim());
  const url = URL.parse(hidden.text);
  const root = URL.parse(base);
  if (url === null || root === null || url.origin !== root.origin || url.username !== '' || url.password !== '') return null;
  const below = root.pathname.replace(/\/+$/, '');
  if (!`${url.pathname}/`.startsWith(`${below}/`)) return null;
  const query = [...url.searchParams].map(([name, value]) => ({
    in: 'query' as const,
    name: hidden.draft(name),
    value: hidden.draft(value),
  }));
  return {
    ...draft,
    path: hidden.draft(url.pathname.slice(below.length) || '/'),
    extras: [...draft.extras.filter((one) => one.in !== 'query' || !isSent(one)), ...query],
  };
}
