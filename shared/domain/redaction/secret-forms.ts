/** Secrets shorter than this are refused: hiding every place where they could stand would destroy the text. */
export const shortestSecret = 4;
/** Forms shorter than this are dropped, for the same reason. */
export const shortestForm = 6;

/**
 * All texts under which a secret may be echoed, longest first, without repeats: as it is, URL-encoded, JSON-escaped,
 * HTML-escaped, in hexadecimal and in base64, the last also as part of a longer encoded text such as `user:secret`.
 * Empty for a secret under 4 characters; forms under 6 characters are left out, so a secret of 4 or 5 characters is
 * found in its encoded forms only.
 */
export function secretForms(secret: string): readonly string[] {
  if (secret.length < shortestSecret) return [];
  const plain = plainVariants(secret);
  const forms = new Set(
    plain.flatMap((text) => [
      text,
      ...jsonForms(text),
      ...htmlForms(text),
      ...byteVariants(text).flatMap((bytes) => [...percentForms(bytes), ...hexForms(bytes), ...base64Forms(bytes)]),
      ...wideVariants(text).flatMap((bytes) => [...hexForms(bytes), ...base64Forms(bytes)]),
    ]),
  );
  return [...forms].filter((form) => form.length >= shortestForm).toSorted((a, b) => b.length - a.length);
}

/** Senders trim, and a key of several lines changes its line ends on the way. */
function plainVariants(secret: string): readonly string[] {
  const unix = secret.replaceAll('\r\n', '\n');
  const variants = [secret, secret.trim(), unix, unix.trim(), unix.replaceAll('\n', '\r\n'), unix.trim().replaceAll('\n', '\r\n')];
  return [...new Set(variants)].filter((text) => text.length >= shortestSecret);
}

/** UTF-8, and Latin-1 where that differs and is possible, as older systems encode Basic credentials. */
function byteVariants(text: string): readonly Uint8Array[] {
  const utf8 = new TextEncoder().encode(text);
  const codes = Array.from(text, (char) => char.charCodeAt(0));
  const isLatin1 = codes.every((code) => code <= 0xff) && codes.some((code) => code > 0x7f);
  return isLatin1 ? [utf8, Uint8Array.from(codes)] : [utf8];
}

/** UTF-16 in both orders: Windows hashes and encodes its strings as they lie in memory. */
function wideVariants(text: string): readonly Uint8Array[] {
  const little = Uint8Array.from({ length: text.length * 2 }, (_none, at) => (text.charCodeAt(at >> 1) >> (8 * (at & 1))) & 0xff);
  const big = Uint8Array.from(little, (_byte, at) => little[at ^ 1] ?? 0);
  return [little, big];
}

function hexForms(bytes: Uint8Array): readonly string[] {
  const lower = [...bytes].map(hexByte).join('');
  return [lower, lower.toUpperCase()];
}

/** What each kind of URL encoding leaves as it is: everything but reserved, component, RFC 3986, form, nothing at all. */
const keptInUrls: readonly RegExp[] = [
  /[A-Za-z0-9\-_.!~*'();/?:@&=+$,#]/,
  /[A-Za-z0-9\-_.!~*'()]/,
  /[A-Za-z0-9\-_.~]/,
  /[A-Za-z0-9\-_.*]/,
  /[A-Za-z0-9]/,
  /[^\s\S]/,
];

function percentForms(bytes: Uint8Array): readonly string[] {
  return keptInUrls.flatMap((kept) => {
    const encoded = [...bytes].map((byte) => {
      const char = String.fromCharCode(byte);
      return kept.test(char) ? char : `%${hexByte(byte)}`;
    });
    const lower = encoded.join('');
    const upper = encoded.map((part) => (part.length === 3 ? part.toUpperCase() : part)).join('');
    return [lower, upper, lower.replaceAll('%20', '+'), upper.replaceAll('%20', '+')];
  });
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** Escapes as JSON writers differ in them: slashes, `<>&'` for HTML, all but ASCII; in either case; and escaped twice. */
function jsonForms(text: string): readonly string[] {
  const inner = JSON.stringify(text).slice(1, -1);
  const markup = inner.replaceAll(/[<>&'+=`\u007F\u2028\u2029]/g, unicodeEscape);
  const onlyHtml = inner.replaceAll(/[<>&\u2028\u2029]/g, unicodeEscape);
  const phpHtml = inner.replaceAll(String.raw`\"`, String.raw`\u0022`).replaceAll(/[<>&']/g, unicodeEscape);
  const styles = [inner, onlyHtml, markup, phpHtml].flatMap((style) => [style, style.replaceAll(/[^\0-\x7E]/g, unicodeEscape)]);
  const slashes = styles.flatMap((style) => [style, style.replaceAll('/', String.raw`\/`)]);
  const cases = slashes.flatMap((style) => [style, style.replaceAll(/\\u[0-9a-f]{4}/g, upperEscape)]);
  const everyChar = text.replaceAll(/[\s\S]/g, unicodeEscape);
  return [...cases, JSON.stringify(inner).slice(1, -1), everyChar, everyChar.replaceAll(/\\u[0-9a-f]{4}/g, upperEscape)];
}

function unicodeEscape(char: string): string {
  return String.raw`\u` + char.charCodeAt(0).toString(16).padStart(4, '0');
}

function upperEscape(escape: string): string {
  return String.raw`\u` + escape.slice(2).toUpperCase();
}

/** Ways in which template engines write the same five characters; the last set also escapes what is harmless in text. */
const htmlStyles: readonly Readonly<Record<string, string>>[] = [
  { '&': '&amp;', '<': '&lt;', '>': '&gt;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#039;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;', '+': '&#43;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;', '/': '&#x2F;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '/': '&#x2F;', '`': '&#x60;', '=': '&#x3D;' },
];

function htmlForms(text: string): readonly string[] {
  return htmlStyles.map((style) => text.replaceAll(/[&<>"'/`=+]/g, (char) => style[char] ?? char));
}

const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Base64 of the bytes standing at each of the three places within a group of three: up to the end of the encoded text,
 * with and without padding, and as the characters that depend on these bytes alone, whatever is around them.
 */
function base64Forms(bytes: Uint8Array): readonly string[] {
  const standard = [0, 1, 2].flatMap((before) => {
    const encoded = base64(Uint8Array.from([...Array<number>(before).fill(0), ...bytes]));
    const start = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    return [encoded.slice(start), encoded.slice(start).replace(/=+$/, ''), encoded.slice(start, end)];
  });
  return standard.flatMap((form) => {
    const urlSafe = form.replaceAll('+', '-').replaceAll('/', '_');
    const inUrl = form.replaceAll('+', '%2B').replaceAll('/', '%2F').replaceAll('=', '%3D');
    return [form, urlSafe, form.replaceAll('/', String.raw`\/`), inUrl, inUrl.replaceAll(/%../g, (hex) => hex.toLowerCase())];
  });
}

/** Standard base64 with padding; our own because `btoa` takes no bytes and `Buffer` does not exist in a window. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const chars = [18, 12, 6, 0].map((shift) => base64Alphabet[(group >> shift) & 63] ?? '');
    text += chars
      .slice(0, Math.min(bytes.length - at, 3) + 1)
      .join('')
      .padEnd(4, '=');
  }
  return text;
}
