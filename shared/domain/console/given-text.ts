import { asPlainText } from './placeholders.ts';

/** `{{name}}` as people write it in a command. `{{{name}}}`, `{{#each}}` and `\{{` belong to another language and are sent as they are. */
const named = /(?<![\\{])\{\{[ \t]*\$?[A-Za-z_][\w.-]*[ \t]*\}\}/g;

/** A text from outside whose `{{names}}` are out of the way, so that it can be encoded or read as an address. */
export interface HiddenNames {
  /** The text with a mark of letters and digits in the place of each name. */
  readonly text: string;
  /** A part of it with the names back in their places, and nothing else changed. */
  readonly raw: (part: string) => string;
  /** A part of it as a draft has it: its names are values to fill in, other double braces are sent as they are. */
  readonly draft: (part: string) => string;
}

/** Takes the `{{names}}` of a text out of the way of what would encode their braces. */
export function hideNames(text: string): HiddenNames {
  const names: string[] = [];
  // Lower case: a host is read so.
  let mark = 'qmname';
  while (text.toLowerCase().includes(mark)) mark += 'x';
  const hidden = text.replaceAll(named, (whole) => `${mark}${names.push(whole) - 1}z`);
  const marks = new RegExp(`${mark}(\\d+)z`, 'g');
  const raw = (part: string): string => part.replaceAll(marks, (_whole, at: string) => names[Number(at)] ?? '');
  return { text: hidden, raw, draft: (part) => raw(asPlainText(part)) };
}

/** A text that came from outside, as a draft has it: `{{names}}` in it are values to fill in, other double braces are sent as they are. */
export function asGivenText(text: string): string {
  const hidden = hideNames(text);
  return hidden.draft(hidden.text);
}
