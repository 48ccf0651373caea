import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import { mediaTypeOfFile } from '../../../shared/domain/console/media-types.ts';

/** A file that is about to be sent, as it was found. */
export interface FileToSend {
  readonly path: string;
  readonly name: string;
  readonly byteLength: number;
  readonly mediaType: string;
  readonly changedAt: number;
}

/** More than this is no attachment of a call by hand. */
const mostBytes = 2_000_000_000;

/** Looks at a file that is to be sent. Faults name what is wrong with it, before anything leaves. */
export async function findFile(path: string, what: string): Promise<FileToSend> {
  if (!isAbsolute(path)) {
    throw refusal(unchosenWords(path, what), 'Choose the file.', what);
  }
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const words = error.code === 'EACCES' || error.code === 'EPERM' ? 'may not be read' : 'is not there';
    throw refusal(`The file ${path} ${words}.`, 'Choose it again, or another one.', what);
  });
  if (!found.isFile()) throw refusal(`${path} is not a file.`, 'Choose a file.', what);
  if (found.size > mostBytes) throw refusal(`The file ${path} is larger than 2 GB.`, 'Send a smaller one.', what);
  const name = basename(path);
  return { path, name, byteLength: found.size, mediaType: mediaTypeOfFile(name), changedAt: found.mtimeMs };
}

/** A name alone is what an import left of somebody else’s path. */
const unchosenWords = (path: string, what: string): string => {
  if (path === '') return `${what} has no file yet.`;
  return /[\\/]/.test(path)
    ? `“${path}” is not the whole path of a file.`
    : `${what} has no file yet: “${path}” is to be chosen on this computer.`;
};

/** The bytes of a file, as many as it had when it was looked at; a file that has another length by now ends the send. */
export async function* readFileBytes(file: FileToSend): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of createReadStream(file.path) as ReadStream & AsyncIterable<Buffer>) {
    read += chunk.length;
    if (read > file.byteLength) throw changed(file);
    yield chunk;
  }
  if (read !== file.byteLength) throw changed(file);
}

/** SHA-256 of a file, in lower-case hex. */
export async function hashFile(file: FileToSend): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of readFileBytes(file)) hash.update(chunk);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw refusal(`The file ${file.path} cannot be read.`, 'Choose it again, or another one.', file.name);
  }
  return hash.digest('hex');
}

const changed = (file: FileToSend): Fault =>
  refusal(`The file ${file.path} was changed while it was read.`, 'Send again when it is complete.', file.name);

const refusal = (happened: string, remedy: string, path: string): Fault =>
  new Fault('bad_input', { happened, remedy: `${remedy} Nothing was sent.`, place: { path } });
