import type { FaultData } from '../../../shared/contract/errors.ts';

/** Largest document that is read, in bytes; the same as `maxDocumentBytes` of the core. */
export const largestDocument = 30 * 1024 * 1024;

/**
 * The fault for a file over the limit, known from its size alone, so that it is never read; null when it may be read.
 * The words are those of the core's reader, which the terminal shows for the same file.
 */
export function refuseBySize(file: Pick<File, 'name' | 'size'>): FaultData | null {
  if (file.size <= largestDocument) return null;
  return {
    code: 'document_too_large',
    happened: `${file.name} is ${megabytes(file.size)} MB; an API description may be ${megabytes(largestDocument)} MB.`,
    remedy: 'Check that this is the API description itself, or split it by API and import each part.',
    place: { file: file.name },
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1);
}
