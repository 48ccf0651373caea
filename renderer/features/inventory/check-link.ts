/** Why a text is not a web link, or null; an empty text is fine and means no link. */
export function checkLink(text: string): string | null {
  if (text === '') return null;
  try {
    const { protocol } = new URL(text);
    if (protocol === 'https:' || protocol === 'http:') return null;
    return 'A link here starts with https:// or http://.';
  } catch {
    // Not a URL at all: the usual cause is a missing scheme.
    return 'This is not a whole link. It starts with https://.';
  }
}
