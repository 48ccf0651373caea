import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import { protocol } from 'electron';

export const appOrigin = 'app://quartermaster';

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** The kit's few style elements carry the nonce; scripts are files of ours and nothing else. */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Which file of the page's folder an address asks for; null when it asks for anything else. */
export function fileFor(folder: string, address: string): string | null {
  const url = new URL(address);
  if (`${url.protocol}//${url.host}` !== appOrigin) return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    // Not a decodable path: nothing of ours is called so.
    return null;
  }
  if (path.includes('\0')) return null;
  const file = join(folder, path === '/' ? 'index.html' : path);
  const inside = relative(folder, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) || !(extname(file) in mimeTypes) ? null : file;
}

/** Serves the page from its folder: GET only, this host only, nothing outside the folder, no type guessed. */
export function serveApp(folder: string): void {
  protocol.handle('app', async (request) => {
    const refuse = (status: number): Response => new Response(null, { status, headers: { 'X-Content-Type-Options': 'nosniff' } });
    if (request.method !== 'GET') return refuse(405);
    const file = fileFor(folder, request.url);
    if (!file) return refuse(404);
    try {
      const bytes = await readFile(file);
      const nonce = randomBytes(16).toString('base64');
      const isPage = extname(file) === '.html';
      const body = isPage ? bytes.toString('utf8').replaceAll('__NONCE__', nonce) : new Uint8Array(bytes);
      return new Response(body, {
        headers: {
          'Content-Type': mimeTypes[extname(file)] ?? '',
          'X-Content-Type-Options': 'nosniff',
          'Content-Security-Policy': policyWith(nonce),
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Referrer-Policy': 'no-referrer',
        },
      });
    } catch {
      // The file is not there.
      return refuse(404);
    }
  });
}
