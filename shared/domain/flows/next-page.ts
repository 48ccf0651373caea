import { TookTooLong } from '../bounded-work.ts';
import { isTooDeep } from '../too-deep.ts';
import { readLinks } from '../evidence/link.ts';
import { asText, bodyJsonOf, tooDeep, whyNoJson, type AnswerFacts } from './answer-facts.ts';
import type { PageLoop } from './flow-spec.ts';
import { pathFault, valuesAt } from './json-paths.ts';

/** Where the next page is: another address, or a query parameter with another value. */
export type NextPage =
  | { readonly kind: 'address'; readonly href: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly value: string }
  | { readonly kind: 'end'; readonly words: string }
  /** There is more, and it cannot or must not be had: the step fails with these words. */
  | { readonly kind: 'fault'; readonly words: string };

export interface PageScene {
  /** The page that was answered, from 1. */
  readonly page: number;
  /** The address that was sent. */
  readonly url: string;
  /** Where pages were before: addresses, cursors or offsets, in their order. A page that comes again ends the loop. */
  readonly seen: ReadonlySet<string>;
}

/** What comes after a page. */
export function nextPage(
  loop: PageLoop,
  answer: Pick<AnswerFacts, 'headers' | 'bodyText' | 'bodyReason'>,
  { page, url, seen }: PageScene,
): NextPage {
  if (loop.kind === 'none') return { kind: 'end', words: '' };
  // What cannot be read has no cursor either: that is no end.
  const unread = loop.kind === 'link' ? null : whyNoJson(answer);
  if (unread !== null) return { kind: 'fault', words: `the next page is not known: ${unread}` };
  let next: NextPage;
  try {
    next = loop.kind === 'link' ? byLink(answer, url) : loop.kind === 'cursor' ? byCursor(loop, answer) : byOffset(loop, answer, page);
  } catch (error) {
    if (isTooDeep(error)) return { kind: 'fault', words: `the next page is not known: ${tooDeep}` };
    if (!(error instanceof TookTooLong)) throw error;
    return { kind: 'fault', words: 'the path to the next page took too long in this answer' };
  }
  if (next.kind === 'end' || next.kind === 'fault') return next;
  const key = keyOf(next);
  if (seen.has(key)) return { kind: 'fault', words: `page ${page} leads back to a page that was had already` };
  if (page >= loop.maxPages) return { kind: 'fault', words: `there are more than ${loop.maxPages} pages` };
  return next;
}

export const keyOf = (next: Extract<NextPage, { kind: 'address' | 'parameter' }>): string =>
  next.kind === 'address' ? next.href : `${next.name}=${next.value}`;

function byLink(answer: Pick<AnswerFacts, 'headers'>, url: string): NextPage {
  const link = readLinks(answer.headers, url).found.find(({ rel }) => rel === 'next');
  if (!link) return { kind: 'end', words: 'no further page' };
  if (new URL(link.href).origin !== new URL(url).origin) return { kind: 'fault', words: 'the next page is on another host' };
  return { kind: 'address', href: link.href };
}

function byCursor(loop: Extract<PageLoop, { kind: 'cursor' }>, answer: Pick<AnswerFacts, 'bodyText'>): NextPage {
  const value = firstAt(loop.path, answer);
  if (value === undefined || value === null || value === '' || value === false) return { kind: 'end', words: 'no further page' };
  return { kind: 'parameter', name: loop.parameter, value: asText(value) };
}

function byOffset(loop: Extract<PageLoop, { kind: 'offset' }>, answer: Pick<AnswerFacts, 'bodyText'>, page: number): NextPage {
  const items = firstAt(loop.path, answer);
  if (!Array.isArray(items)) return { kind: 'fault', words: `${loop.path} is no list in the answer` };
  if (items.length < loop.size) return { kind: 'end', words: 'no further page' };
  return { kind: 'parameter', name: loop.parameter, value: String(loop.counts === 'pages' ? page + 1 : page * loop.size) };
}

function firstAt(path: string, answer: Pick<AnswerFacts, 'bodyText'>): unknown {
  const json = bodyJsonOf(answer);
  if (json === undefined || pathFault(path) !== null) return undefined;
  return valuesAt(path, json)[0];
}
