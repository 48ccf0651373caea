import type { RequestContent } from '../../contract/request-content.ts';
import { fileToChoose } from './file-to-choose.ts';
import { asGivenText } from './given-text.ts';
import { asPlainText } from './placeholders.ts';
import type { CurlCommand, CurlPart } from './read-curl.ts';

/** The parts of a curl command (-F) as the form with files that they are. Its files are named, and to be chosen. */
export const contentOfParts = (parts: readonly CurlPart[]): RequestContent => ({
  kind: 'multipart',
  parts: parts.map(({ name, value, path, mediaType }) => ({
    name,
    value: asGivenText(value),
    isOff: false,
    path: path === null ? null : asPlainText(fileToChoose(path)),
    mediaType,
  })),
});

/** What the body of a curl command is besides text; null for text, or none. */
export function contentOfCurl({ parts, file, headers }: CurlCommand): RequestContent | null {
  if (parts.length > 0) return contentOfParts(parts);
  if (file === null) return null;
  const mediaType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
  return { kind: 'file', path: asPlainText(fileToChoose(file)), mediaType };
}

/** One sentence for each file that is to be chosen. */
export const filesToChoose = ({ parts, file }: CurlCommand): string[] => [
  ...parts.flatMap(({ name, path }) => (path === null ? [] : [fileWords(`The part “${name}”`, path)])),
  ...(file === null ? [] : [fileWords('Its body', file)]),
];

/** "Its body is a file (a.pdf): choose it." */
export const fileWords = (what: string, path: string): string => {
  const name = fileToChoose(path);
  return `${what} is a file${name === '' ? '' : ` (${name.slice(-80)})`}: choose it again.`;
};
