import type { RequestContent } from '../../contract/request-content.ts';
import { asPlainText } from './placeholders.ts';
import type { CurlPart } from './read-curl.ts';

/** The parts of a curl command (-F) as the form with files that they are. */
export const contentOfParts = (parts: readonly CurlPart[]): RequestContent => ({
  kind: 'multipart',
  parts: parts.map(({ name, value, path, mediaType }) => ({
    name,
    value: asPlainText(value),
    isOff: false,
    path: path === null ? null : asPlainText(path),
    mediaType,
  })),
});
