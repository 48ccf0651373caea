import { sniffType } from './body-kind.ts';

/** A name and a value about a body that is not shown as text. */
export type BodyFact = readonly [name: string, value: string];

const latin1 = new TextDecoder('latin1');

/** What a PDF says of itself without being opened: version, pages, title, who made it. From its first and last bytes (ISO 32000, 7.5). */
export function pdfFacts(bytes: Uint8Array): BodyFact[] {
  const text = latin1.decode(bytes);
  const version = /^%PDF-(\d\.\d)/.exec(text)?.[1];
  const counts = [...text.matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)|\/Count\s+(\d+)[^>]*?\/Type\s*\/Pages\b/g)];
  const counted = counts.map((match) => Number(match[1] ?? match[2]));
  const single = text.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  const pages = counted.length > 0 ? Math.max(...counted) : single;
  const named = (key: string): string | undefined => pdfText(new RegExp(`/${key}\\s*\\(((?:\\\\.|[^\\\\)])*)\\)`).exec(text)?.[1]);
  const facts: (BodyFact | null)[] = [
    version === undefined ? null : ['PDF version', version],
    pages > 0 ? ['Pages', String(pages)] : null,
    factOf('Title', named('Title')),
    factOf('Made with', named('Producer')),
    /\/Encrypt\b/.test(text) ? ['Protected', 'yes, it may ask for a password'] : null,
  ];
  return facts.filter((fact) => fact !== null);
}

const factOf = (name: string, value: string | undefined): BodyFact | null => (value === undefined || value === '' ? null : [name, value]);

/** A literal string of a PDF; UTF-16 ones begin with a mark. */
function pdfText(raw: string | undefined): string | undefined {
  if (raw === undefined) return undefined;
  const plain = raw.replaceAll(/\\([()\\])/g, '$1');
  if (!plain.startsWith('\u00fe\u00ff')) return plain.trim();
  const bytes = Uint8Array.from(plain.slice(2), (letter) => letter.charCodeAt(0) & 0xff);
  return new TextDecoder('utf-16be').decode(bytes).trim();
}

/** Type and size of an image, from its header. */
export function imageFacts(bytes: Uint8Array): BodyFact[] {
  const type = sniffType(bytes);
  const size = imageSize(bytes, type);
  return [
    ...(type === null ? [] : [['Type', type] as const]),
    ...(size === null ? [] : [['Size', `${size[0]} × ${size[1]} pixels`] as const]),
  ];
}

function imageSize(bytes: Uint8Array, type: string | null): readonly [number, number] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === 'image/png' && bytes.length >= 24) return [view.getUint32(16), view.getUint32(20)];
  if (type === 'image/gif' && bytes.length >= 10) return [view.getUint16(6, true), view.getUint16(8, true)];
  if (type !== 'image/jpeg') return null;
  // Segments of a JPEG up to its frame header (ITU T.81, B.2.2).
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
