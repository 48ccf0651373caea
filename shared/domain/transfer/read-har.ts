import { plainRequest, type ImportedRequest, type ImportedSet, type NamedValue } from './imported.ts';
import { asGivenText, hideNames } from '../console/given-text.ts';
import { guessedType, noBody, type ReadBody } from './postman-body.ts';
import { listAt, shapeAt, textAt } from './read-shapes.ts';
import { givenUrl } from './split-url.ts';

/** What a browser sends by itself and what only held for that one connection. */
const ownHeaders =
  /^(?::.*|host|connection|content-length|accept-encoding|accept-language|user-agent|origin|referer|cookie|dnt|priority|pragma|cache-control|te|sec-.*|upgrade-insecure-requests|if-none-match|if-modified-since)$/i;

const pagesOnly = /\.(?:js|mjs|css|png|jpe?g|gif|svg|ico|woff2?|ttf|map|webp|avif|mp4)$/i;

/** Reads an HTTP Archive: each entry is a request, and the same call is taken once. Cookies and what authenticates are left out. */
export function readHar(document: unknown): ImportedSet {
  const entries = listAt(shapeAt(document, 'log'), 'entries');
  const requests: ImportedRequest[] = [];
  const left: { name: string; reason: string }[] = [];
  const seen = new Set<string>();
  let repeated = 0;
  let parts = 0;
  for (const entry of entries) {
    const given = shapeAt(entry, 'request');
    const address = textAt(given, 'url') ?? '';
    const method = (textAt(given, 'method') ?? 'GET').toUpperCase();
    const split = givenUrl(address);
    const hidden = hideNames(address);
    const url = URL.parse(hidden.text);
    if (url === null || !/^https?:$/.test(url.protocol)) {
      left.push({
        name: address.slice(0, 120) || 'an entry',
        reason: address === '' ? 'It has no address.' : 'It is no http or https address.',
      });
      continue;
    }
    // Files of a web page are no calls of an API, and nobody sends them by hand.
    if (method === 'GET' && pagesOnly.test(url.pathname)) {
      parts += 1;
      continue;
    }
    const body = readBody(shapeAt(given, 'postData'));
    const key = JSON.stringify([method, split, body]);
    if (seen.has(key)) {
      repeated += 1;
      continue;
    }
    seen.add(key);
    const listed = listAt(given, 'headers').map((one): NamedValue => ({
      name: textAt(one, 'name') ?? '',
      value: asGivenText(textAt(one, 'value') ?? ''),
    }));
    const contentType = listed.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? null;
    const hasCookies = listed.some(({ name }) => name.toLowerCase() === 'cookie') || listAt(given, 'cookies').length > 0;
    requests.push({
      ...plainRequest,
      // Where the archive names it (ours does), the name is kept.
      name: textAt(entry, 'comment')?.trim().slice(0, 120) || nameOf(method, hidden.raw(url.pathname)),
      folder: [],
      method,
      url: split.url,
      query: split.query,
      headers: listed.filter(({ name }) => name !== '' && name.toLowerCase() !== 'content-type' && !ownHeaders.test(name)),
      ...body,
      mediaType: body.body === null ? null : (contentType ?? body.mediaType),
      lost: hasCookies ? ['Its cookies: they belonged to that one session.'] : [],
    });
  }
  const notes = [
    ...(repeated > 0
      ? [
          `${repeated} ${repeated === 1 ? 'entry was' : 'entries were'} the same call again and ${repeated === 1 ? 'is' : 'are'} taken once.`,
        ]
      : []),
    ...(parts > 0 ? [`${parts} ${parts === 1 ? 'file of a web page was' : 'files of web pages were'} left out.`] : []),
  ];
  return { format: 'har', name: 'HAR', requests, base: { name: '', values: [], secrets: [] }, environments: [], left, notes };
}

const nameOf = (method: string, path: string): string => `${method} ${path}`.slice(0, 120);

function readBody(given: unknown): ReadBody {
  const type = textAt(given, 'mimeType') ?? '';
  const params = listAt(given, 'params');
  if (/x-www-form-urlencoded/i.test(type) && params.length > 0) {
    const fields = params.map((one) => ({
      name: plain(textAt(one, 'name') ?? ''),
      value: fieldValue(textAt(one, 'value') ?? ''),
      isOff: false,
    }));
    return { ...noBody, content: { kind: 'form', fields } };
  }
  const text = textAt(given, 'text') ?? '';
  return text === '' ? noBody : { ...noBody, body: asGivenText(text), mediaType: type || guessedType(text) };
}

function fieldValue(text: string): string {
  const hidden = hideNames(text);
  return hidden.draft(plain(hidden.text));
}

/** Browsers write form values encoded, other tools do not. */
function plain(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // A lone "%": the text stands for itself.
    return text;
  }
}
