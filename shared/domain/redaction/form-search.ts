/** One text to look for, and the number of the secret it belongs to. */
export interface SearchForm {
  readonly form: string;
  readonly secret: number;
}

export interface FormMatch {
  readonly start: number;
  readonly end: number;
  readonly secret: number;
}

export interface FormSearch {
  /** Length of the longest form; 0 without forms. */
  readonly longest: number;
  /** The first match that starts at `from` or later; of several at one place the longest. Null when there is none. */
  find(text: string, from: number): FormMatch | null;
  /**
   * The first place at `from` or later where the text ends in the midst of a form, so that text to come may complete
   * it; the length of the text when there is no such place.
   */
  openEnd(text: string, from: number): number;
}

/** Characters hashed at a time. With three, the random letters of encoded secrets still leave most hashes unused. */
const block = 3;
const tableSize = 1 << 16;
/** Looking further ahead than this saves nothing more. */
const widestWindow = 64;

/**
 * Prepares the search for many texts at once (Wu and Manber's method): a table tells for the last characters of a
 * window how far it may move without passing a form. An alternation regex needs a test per place and form; here most
 * places are never looked at. Forms must have at least 3 characters.
 */
export function createFormSearch(forms: readonly SearchForm[]): FormSearch {
  const longest = forms.reduce((max, { form }) => Math.max(max, form.length), 0);
  const window = forms.reduce((min, { form }) => Math.min(min, form.length), widestWindow);
  const shifts = new Uint8Array(tableSize).fill(window - block + 1);
  const candidates = new Map<number, SearchForm[]>();
  const byFirstChar = new Map<number, SearchForm[]>();
  for (const each of [...forms].toSorted((a, b) => b.form.length - a.form.length)) {
    for (let at = 0; at + block <= window; at += 1) {
      const hash = hashAt(each.form, at);
      shifts[hash] = Math.min(shifts[hash] ?? 0, window - block - at);
    }
    append(candidates, hashAt(each.form, window - block), each);
    append(byFirstChar, each.form.charCodeAt(0), each);
  }

  return {
    longest,
    find(text, from) {
      const last = text.length - window;
      if (forms.length === 0) return null;
      for (let start = from; start <= last;) {
        const hash = hashAt(text, start + window - block);
        const shift = shifts[hash] ?? 0;
        if (shift > 0) {
          start += shift;
          continue;
        }
        const match = candidates.get(hash)?.find(({ form }) => text.startsWith(form, start));
        if (match) return { start, end: start + match.form.length, secret: match.secret };
        start += 1;
      }
      return null;
    },
    openEnd(text, from) {
      for (let start = Math.max(from, text.length - longest + 1); start < text.length; start += 1) {
        const starting = byFirstChar.get(text.charCodeAt(start));
        if (!starting) continue;
        const rest = text.slice(start);
        if (starting.some(({ form }) => form.length > rest.length && form.startsWith(rest))) return start;
      }
      return text.length;
    },
  };
}

function hashAt(text: string, at: number): number {
  return ((text.charCodeAt(at) << 10) ^ (text.charCodeAt(at + 1) << 5) ^ text.charCodeAt(at + 2)) & (tableSize - 1);
}

function append(map: Map<number, SearchForm[]>, key: number, value: SearchForm): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
