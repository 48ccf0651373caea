import type { ChosenFile } from './open-transfer.ts';

/** What one drop may bring: a collection of ten thousand requests has as many files. */
const mostFiles = 20_000;
const collectionFile = /\.(?:bru|json|ya?ml)$/i;

/** The files of a drop; of a folder those that can be part of a collection, with their paths. */
export async function droppedFiles(transfer: DataTransfer): Promise<ChosenFile[]> {
  // Read before anything is awaited: the browser empties it after the event.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const plain = [...transfer.files].map((file): ChosenFile => ({ path: file.name, file }));
  if (!entries.some((entry) => entry.isDirectory)) return plain;
  const found: ChosenFile[] = [];
  const walk = async (entry: FileSystemEntry, path: string): Promise<void> => {
    if (found.length >= mostFiles) return;
    if (entry.isFile && collectionFile.test(entry.name)) found.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
    if (entry.isDirectory && !/^(?:node_modules|\..*)$/.test(entry.name)) {
      for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) await walk(child, `${path}/${child.name}`);
    }
  };
  for (const entry of entries) await walk(entry, entry.name);
  return found;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

/** A reader gives at most a hundred at a time, and an empty list at the end. */
async function childrenOf(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** How much of a file tells what it is. */
const headBytes = 64 * 1024;

/** Whether files hold requests of another program, by their content, and not an API description. */
export async function holdRequests(files: readonly ChosenFile[]): Promise<boolean> {
  const [first] = files;
  if (first === undefined) return false;
  if (files.some(({ path }) => /\.(?:bru|har)$/i.test(path))) return true;
  const texts = await Promise.all(files.slice(0, 20).map(({ file }) => file.slice(0, headBytes).text()));
  return texts.some(
    (text) =>
      /schema\.getpostman\.com|"_postman_(?:id|variable_scope)"|"__export_format"|insomnia\.rest\/5|^opencollection\s*:/m.test(text) ||
      /^\s*\{\s*"log"\s*:\s*\{/.test(text) ||
      /^\s*(?:\$\s+)?curl(?:\.exe)?\s/i.test(text),
  );
}
