// Looks for a secret in files, in every form it may take.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** How much of a base64 text is independent of what stands before and after the secret in it. */
function base64Cores(secret: Buffer): string[] {
  // A secret inside a longer text begins at one of three offsets within a group of three bytes.
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), secret])
      .toString('base64')
      .replaceAll('=', '');
    const firstWhole = [0, 2, 3][offset] ?? 0;
    const endsInPart = (secret.length + offset) % 3 !== 0;
    return text.slice(firstWhole, endsInPart ? -1 : undefined);
  });
}

/** The forms to look for: plain, base64 (at any offset, also URL-safe), URL-encoded, JSON-escaped, UTF-16 in both orders. */
export function secretForms(secret: string): ReadonlyMap<string, Buffer> {
  const forms = new Map<string, Buffer>();
  const add = (name: string, bytes: Buffer): void => void forms.set(name, bytes);
  const plain = Buffer.from(secret, 'utf8');
  add('plain', plain);
  add('latin-1', Buffer.from(secret, 'latin1'));
  add('UTF-16LE', Buffer.from(secret, 'utf16le'));
  add('UTF-16BE', Buffer.from(secret, 'utf16le').swap16());
  add('URL-encoded', Buffer.from(encodeURIComponent(secret)));
  add('URL-encoded in lower case', Buffer.from(encodeURIComponent(secret).replaceAll(/%[0-9A-F]{2}/g, (one) => one.toLowerCase())));
  add('form-encoded', Buffer.from(new URLSearchParams({ a: secret }).toString().slice(2)));
  add('JSON-escaped', Buffer.from(JSON.stringify(secret).slice(1, -1)));
  add(
    'JSON-escaped in ASCII',
    Buffer.from(
      JSON.stringify(secret)
        .slice(1, -1)
        .replaceAll(/[^\u0000-\u007f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ),
  );
  add('hexadecimal', Buffer.from(plain.toString('hex')));
  base64Cores(plain).forEach((core, offset) => {
    add(`base64 at offset ${offset}`, Buffer.from(core));
    add(`base64url at offset ${offset}`, Buffer.from(core.replaceAll('+', '-').replaceAll('/', '_')));
    add(`base64 at offset ${offset}, URL-encoded`, Buffer.from(encodeURIComponent(core)));
  });
  return forms;
}

export interface Finding {
  readonly where: string;
  readonly form: string;
}

/** Where the secret is in some bytes, also in the streams that are compressed as a whole. */
export function findInBytes(secret: string, where: string, bytes: Buffer): Finding[] {
  const texts = [bytes, ...[gunzipSync, inflateSync, brotliDecompressSync].flatMap((unpack) => tryUnpack(unpack, bytes))];
  return [...secretForms(secret)].flatMap(([form, needle]) => (texts.some((text) => text.includes(needle)) ? [{ where, form }] : []));
}

/** Every file below these folders, whatever it is. */
export async function findSecret(secret: string, folders: readonly string[]): Promise<Finding[]> {
  return folders.flatMap((folder) => filesBelow(folder).flatMap((file) => findInBytes(secret, file, readFileSync(file))));
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    // Sockets and links of the browser's lock are no files.
    return entry.isFile() && statSync(path).size > 0 ? [path] : [];
  });
}

function tryUnpack(unpack: (bytes: Buffer) => Buffer, bytes: Buffer): Buffer[] {
  try {
    return [unpack(bytes)];
  } catch {
    // It is not compressed in this way, as nearly all files are not.
    return [];
  }
}
