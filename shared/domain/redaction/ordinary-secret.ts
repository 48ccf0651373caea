/** Above this nothing is ordinary but a pattern: it does not turn up in a text by chance. */
const longestOrdinary = 16;
/** Two words this short together are a term of the trade, such as "test key". */
const longestPair = 10;
/** What fields and headers of a call are called, whatever the vendor. */
const usualName =
  /^(?:(?:x|api|access|app|auth|bearer|client|private|public|refresh|session|shared|signing|user|webhook)[ _-]?)+(?:key|token|secret|password|id|signature)$|^authorization$/i;
const runs = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl', 'azertyuiop'];

/**
 * Why a secret would turn up in texts that have nothing to do with it, where it would be cut out and refused, and be guessed by others:
 * "an ordinary word". Null for what looks made at random. A guess on the side of asking: a person may say that it is meant.
 */
export function whyOrdinary(secret: string): string | null {
  if (new Set(secret).size <= 2) return 'a pattern of one or two characters';
  if (secret.length > longestOrdinary) return null;
  const plain = secret.toLowerCase();
  if (/^[\d .,/-]+$/.test(secret) && secret.replaceAll(/\D/g, '').length < 10) return 'a short number';
  if (runs.some((run) => run.includes(plain) && plain.length < 13)) return 'a pattern of the keyboard or the alphabet';
  if (usualName.test(secret)) return 'a name that stands in calls themselves';
  // "Summer2026!" is a word as well: what people put at the end of one makes it no other.
  const words = secret.replace(/\d{0,4}[!?.*#]?$/, '').split(/[\s._-]+/);
  if (!words.every(isWordLike)) return null;
  if (words.length === 1) return 'an ordinary word';
  return words.length === 2 && secret.length <= longestPair ? 'two ordinary words' : null;
}

/** Letters of one case, or with a capital first, that can be pronounced. */
function isWordLike(part: string): boolean {
  const isOneCase = /^(?:\p{Lu}?\p{Ll}+|\p{Lu}+)$/u.test(part);
  const vowels = part.match(/[aeiouyäöüáéíóúàèâêô]/giu)?.length ?? 0;
  return isOneCase && part.length >= 2 && vowels > 0 && !/[^aeiouyäöüáéíóúàèâêô]{5}/iu.test(part);
}
