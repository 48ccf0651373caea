import type { RequestContent } from '../../../shared/contract/console.ts';
import { asPlainText } from '../../../shared/domain/console/placeholders.ts';
import { grouped } from '../../../shared/domain/grouped.ts';

/** The first line of a kept body that stands for files; whoever sends an exchange again tells by it. */
export const describedBody = '[Described, not kept whole]';

export interface DescribedPart {
  readonly name: string;
  readonly byteLength: number;
  readonly mediaType: string | null;
  /** A text part's value, shortened and without a secret; null for a file. */
  readonly value: string | null;
  readonly file: { readonly name: string; readonly sha256: string } | null;
}

/** A form with files as the history keeps it: names, sizes and hashes. */
export function describeParts(parts: readonly DescribedPart[], byteLength: number): string {
  const lines = parts.map(({ name, byteLength: length, mediaType, value, file }) => {
    const type = mediaType === null ? '' : `, ${mediaType}`;
    // On one line each, whatever the name holds.
    const shown = name.replaceAll(/[\r\n]+/g, ' ');
    return file
      ? `${shown}: file ${file.name}${type}, ${bytesWords(length)}, SHA-256 ${file.sha256}`
      : `${shown}: ${bytesWords(length)}${type}: ${JSON.stringify(value ?? '')}`;
  });
  return [describedBody, `multipart/form-data, ${parts.length} parts, ${bytesWords(byteLength)}`, ...lines, ''].join('\n');
}

/** One file as the whole body. */
export const describeFile = (name: string, byteLength: number, sha256: string): string =>
  `${describedBody}\nfile ${name}, ${bytesWords(byteLength)}, SHA-256 ${sha256}\n`;

/** What such a body would be sent again with: the texts, and the files to be chosen anew. Null for a body that was kept whole. */
export function contentOfDescription(text: string): RequestContent | null {
  const [first, second = '', ...lines] = text.split('\n');
  if (first !== describedBody) return null;
  if (!second.startsWith('multipart/')) return { kind: 'file', path: '', mediaType: null };
  const parts = lines.flatMap((line): Extract<RequestContent, { kind: 'multipart' }>['parts'] => {
    const file = /^(.*?): file .*, SHA-256 [0-9a-f]{64}$/.exec(line);
    if (file) return [{ name: file[1] ?? '', value: '', isOff: false, path: '', mediaType: null }];
    const field = /^(.*?): [\d,]+ bytes?(?:, \S+)?: (".*")$/.exec(line);
    const value = field ? parsed(field[2] ?? '""') : '';
    return field ? [{ name: field[1] ?? '', value: asPlainText(value), isOff: false, path: null, mediaType: null }] : [];
  });
  return { kind: 'multipart', parts };
}

function parsed(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    // Redaction cut through the quotes: the value has to be written again.
    return '';
  }
}

const bytesWords = (count: number): string => `${grouped(count)} ${count === 1 ? 'byte' : 'bytes'}`;
