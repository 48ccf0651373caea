import type { ReadableBody } from '../../../shared/domain/answers/line-index.ts';
import { openSealedBody, type SealedFile } from '../vault/vault.ts';

/** Where the bytes of a body are. Crosses threads: a small one goes as it is, a large one as its file and what opens it. */
export type BodySource = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'sealed'; readonly file: SealedFile };

export interface OpenBody extends ReadableBody {
  close(): void;
}

/** Opens a body for reading anywhere, on any thread. */
export async function openBody(source: BodySource): Promise<OpenBody> {
  if (source.kind === 'sealed') return openSealedBody(source.file);
  const { bytes } = source;
  return { byteLength: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length), close: () => undefined };
}

/** Opens a body, works with it, closes it whatever happens. */
export async function withBody<T>(source: BodySource, work: (body: OpenBody) => T | Promise<T>): Promise<T> {
  const body = await openBody(source);
  try {
    return await work(body);
  } finally {
    body.close();
  }
}
