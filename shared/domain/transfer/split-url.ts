import { hideNames } from '../console/given-text.ts';
import type { NamedValue } from './imported.ts';

export interface SplitUrl {
  /** With `{parameters}` in the path, without query and fragment. */
  readonly url: string;
  readonly query: readonly NamedValue[];
}

/** Takes an address that may hold `{{names}}` apart; a query in it keeps its values as they were written, decoded. */
export function splitUrl(text: string): SplitUrl {
  const withoutHash = cutOutside(text.trim(), '#')[0];
  const [address, query] = cutOutside(withoutHash, '?');
  return { url: withParameters(address), query: query === null ? [] : queryOf(query) };
}

/** The same for an address that was called, or stands in a command: what is encoded in it, and double braces around no name, is sent as it is. */
export function givenUrl(text: string): SplitUrl {
  const { text: hidden, draft } = hideNames(text);
  const { url, query } = splitUrl(hidden);
  return { url: draft(url), query: query.map(({ name, value }) => ({ name: draft(name), value: draft(value) })) };
}

/** The text before and after the first mark that does not stand inside a placeholder. */
function cutOutside(text: string, mark: string): readonly [string, string | null] {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith('{{', at)) depth += 1;
    else if (text.startsWith('}}', at)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && text[at] === mark) return [text.slice(0, at), text.slice(at + 1)];
  }
  return [text, null];
}

function queryOf(query: string): NamedValue[] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const cut = part.indexOf('=');
      return cut === -1 ? { name: plain(part), value: '' } : { name: plain(part.slice(0, cut)), value: plain(part.slice(cut + 1)) };
    });
}

/** A "%" that begins no escape stands for itself. */
function plain(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    // Not encoded: that is the answer, not a failure.
    return spaced;
  }
}

/** `/payments/:id/captures` is `/payments/{id}/captures` here. A colon of the host, or one within a segment, is none. */
function withParameters(address: string): string {
  const start = /^(?:[a-z][a-z0-9+.-]*:\/\/|\{\{[^{}]*\}\})[^/]*|^[^/]*/i.exec(address)?.[0].length ?? 0;
  return address.slice(0, start) + address.slice(start).replaceAll(/\/:([A-Za-z_][\w.-]*)(?=\/|$)/g, '/{$1}');
}
