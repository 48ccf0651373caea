import { createHash } from 'node:crypto';
import { createStreamRedactor } from '../../../shared/domain/redaction/stream-redactor.ts';
import type { BodyRow } from '../console/recorded-exchange.ts';
import type { Secrets } from '../credentials/secrets.ts';
import { createSpillSink, type BodySink } from '../http/body-sink.ts';
import type { PartialBody, SunkBody } from '../http/http-types.ts';
import type { Vault } from './vault.ts';

/** Bodies up to this size are kept in the database and checked against the contract; larger ones go to a sealed file. */
export const inlineBytes = 1024 * 1024;

export const sealName = (exchangeId: string, side: BodyRow['side']): string => `${exchangeId}-${side}`;

/** A sink that redacts what comes in and seals what is kept: no plain byte of a body reaches the disk. */
export interface BodyKeeper {
  readonly sink: BodySink;
  /** The row to store for the finished body. Waits until a file is complete. */
  rowOf(body: SunkBody, mediaType: string | null): Promise<BodyRow>;
  /** The row for the beginning of a body that was abandoned; null when nothing of it is settled. */
  rowOfBeginning(body: PartialBody, mediaType: string | null): BodyRow | null;
  /** Takes away what was written when no row will name it. */
  drop(): Promise<void>;
}

/** A body of an answer on its way to the vault. `fileSuffix` keeps two answers to one exchange that come at the same time out of each other's file. */
export function keepAnswerBody(exchangeId: string, vault: Vault, secrets: Secrets, fileSuffix = ''): BodyKeeper {
  const name = sealName(exchangeId, 'answer');
  let written: Promise<void> = Promise.resolve();
  let drop = (): Promise<void> => Promise.resolve();
  const inner = createSpillSink({
    thresholdBytes: inlineBytes,
    openFile: () => {
      const file = vault.createFile(name, fileSuffix);
      written = file.finished;
      // A body that is abandoned destroys its stream; the row is then never asked for.
      written.catch(() => undefined);
      // Only a closed file gives its space back, and the exchange has to be written to the same disk next.
      drop = async (): Promise<void> => {
        await file.finished.catch(() => undefined);
        vault.removeFile(file.file);
      };
      return { stream: file.stream, path: file.file, discard: drop };
    },
  });
  const redacted = (mediaType: string | null): string | null => (mediaType === null ? null : secrets.redactor().text(mediaType));
  return {
    drop: () => drop(),
    sink: redacting(inner, secrets),
    rowOf: async (body, mediaType) => {
      const isFile = body.where.kind === 'file';
      if (isFile) await written;
      return {
        side: 'answer',
        byteLength: body.byteLength,
        sha256: body.sha256,
        mediaType: redacted(mediaType),
        keyId: vault.keyId,
        sealed: body.where.kind === 'memory' ? vault.seal(name, body.where.bytes) : null,
        file: body.where.kind === 'file' ? body.where.path : null,
      };
    },
    rowOfBeginning: ({ preview }, mediaType) =>
      preview.length === 0
        ? null
        : {
            side: 'answer',
            byteLength: preview.length,
            sha256: createHash('sha256').update(preview).digest('hex'),
            mediaType: redacted(mediaType),
            keyId: vault.keyId,
            sealed: vault.seal(name, preview),
            file: null,
          },
  };
}

/** The row for a body we sent; `text` and `mediaType` are redacted already. */
export function keepRequestBody(exchangeId: string, vault: Vault, text: string, mediaType: string | null): BodyRow {
  const bytes = Buffer.from(text);
  return {
    side: 'request',
    byteLength: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    mediaType,
    keyId: vault.keyId,
    sealed: vault.seal(sealName(exchangeId, 'request'), bytes),
    file: null,
  };
}

function redacting(inner: BodySink, secrets: Secrets): BodySink {
  const stream = createStreamRedactor(secrets.byteRedactor());
  const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
  return {
    write: (chunk) => {
      const clean = stream.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1'));
      return clean === '' ? undefined : inner.write(bytesOf(clean));
    },
    finish: async () => {
      const rest = stream.end();
      if (rest !== '') await inner.write(bytesOf(rest));
      return inner.finish();
    },
    abandon: async () => {
      const rest = stream.breakOff();
      const { byteLength, preview } = await inner.abandon();
      return rest === '' || preview.length < byteLength
        ? { byteLength, preview }
        : { byteLength: byteLength + rest.length, preview: Buffer.concat([preview, bytesOf(rest)]) };
    },
  };
}
