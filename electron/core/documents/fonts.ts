import { readFileSync } from 'node:fs';

/** The weights that paper uses. */
export type Weight = 400 | 500 | 600 | 700;

/** Parts of Inter by script; a character is drawn from the first part that has it. */
export const fontParts = ['latin', 'latin-ext', 'cyrillic', 'greek'] as const;
export type FontPart = (typeof fontParts)[number];

const here = import.meta.url;
// The same distance up from out/main/ as from electron/core/documents/, but for one folder.
const folder = new URL(here.endsWith('.ts') ? '../../../resources/fonts/inter/' : '../../resources/fonts/inter/', here);
const read = new Map<string, Uint8Array>();

/** The bytes of one part of Inter (WOFF), read once. */
export function fontBytes(part: FontPart, weight: Weight): Uint8Array {
  const name = `inter-${part}-${weight}-normal.woff`;
  let bytes = read.get(name);
  if (!bytes) {
    bytes = new Uint8Array(readFileSync(new URL(name, folder)));
    read.set(name, bytes);
  }
  return bytes;
}
