import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** What the page may ask to be written as bytes. Nothing that a double click would run. */
const extensions = [
  'pdf',
  'html',
  'xlsx',
  'csv',
  'md',
  'json',
  'ics',
  'zip',
  'xml',
  'txt',
  'bin',
  'png',
  'jpg',
  'gif',
  'webp',
  'svg',
] as const;
export type SavableExtension = (typeof extensions)[number];

/** The kind of file a suggested name says; throws on any other. */
export function savableExtension(name: string): SavableExtension {
  const found = extensions.find((extension) => name.toLowerCase().endsWith(`.${extension}`));
  if (!found || /[\\/:\0]/.test(name)) throw new Error('refused: not a name of an export');
  return found;
}

/** The chosen path with the extension that the content has. */
export const withExtension = (path: string, extension: SavableExtension): string =>
  path.toLowerCase().endsWith(`.${extension}`) ? path : `${path}.${extension}`;

/** Writes beside the file and renames: after a crash or on a full disk the old file is still there. Returns the path. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<string> {
  const draft = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    return path;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
