import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { Fault } from '../../shared/contract/errors.ts';
import type { TransferFile } from '../../shared/contract/transfer.ts';

const mostBytes = 50 * 1024 * 1024;
const mostFiles = 20_000;
/** Folders of a collection; what lies in these is none of it. */
const otherFolders = /^(?:node_modules|\.git|\.[^/]*)$/;

/** Reads a file, or a folder with everything that can be part of a collection in it. Links are not followed: they may lead anywhere. */
export async function readTransferFiles(cwd: string, given: string): Promise<TransferFile[]> {
  const path = resolve(cwd, given);
  const found = await lstat(path).catch(() => null);
  if (found === null)
    throw new Fault('not_found', {
      happened: `There is no file ${given}.`,
      remedy: 'Check its name. Nothing was changed.',
      place: { file: given },
    });
  if (found.isFile()) return [{ path: basename(path), text: await readAsText(path, given, found.size) }];
  if (!found.isDirectory())
    throw new Fault('bad_input', {
      happened: `${given} is neither a file nor a folder.`,
      remedy: 'Name the file itself. Nothing was changed.',
      place: { file: given },
    });
  const files: TransferFile[] = [];
  let bytes = 0;
  for (const folders = [path]; folders.length > 0;) {
    const folder = folders.pop() ?? path;
    for (const entry of (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => a.name.localeCompare(b.name))) {
      const at = join(folder, entry.name);
      if (entry.isDirectory() && !otherFolders.test(entry.name)) folders.push(at);
      if (!entry.isFile() || !/\.(?:bru|json|ya?ml)$/i.test(entry.name)) continue;
      const { size } = await lstat(at);
      bytes += size;
      if (bytes > mostBytes || files.length >= mostFiles) throw tooLarge(given);
      files.push({ path: join(basename(path), relative(path, at)).replaceAll('\\', '/'), text: await readAsText(at, given, size) });
    }
  }
  if (files.length > 0) return files;
  throw new Fault('bad_input', {
    happened: `${given} has no file of a collection in it.`,
    remedy: 'Name the folder that bruno.json or the .bru files lie in. Nothing was changed.',
    place: { file: given },
  });
}

async function readAsText(path: string, given: string, size: number): Promise<string> {
  if (size > mostBytes) throw tooLarge(given);
  const bytes = await readFile(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Fault('not_a_document', {
      happened: `${basename(path)} is not text in UTF-8.`,
      remedy: 'Choose the file that the other program exported. Nothing was changed.',
      place: { file: given },
    });
  }
}

const tooLarge = (given: string): Fault =>
  new Fault('document_too_large', {
    happened: `${given} is larger than 50 MB.`,
    remedy: 'Export it in parts, folder by folder. Nothing was changed.',
    place: { file: given },
  });
