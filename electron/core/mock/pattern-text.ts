import { oneOf, wholeBetween, type Random } from '../../../shared/domain/mock/seeded-random.ts';
import { matchesSoon, textForPattern } from '../openapi/pattern-sample.ts';

const maxLength = 200;
const maxSteps = 600;
/** How much further than its least a part that may repeat is repeated. */
const extraRepeats = 3;

const digits = '0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = upper.toLowerCase();
const wordLetters = `${upper}${digits}${lower}`;
const printable = `${wordLetters} -_.,:/`;

/**
 * A text that matches a pattern, or null when none was found. Bounded however the pattern is made: at most 200 letters and a few
 * hundred steps, and the result is checked with the pattern itself.
 */
export function textOfPattern(pattern: string, random: Random, limits: { readonly min: number; readonly max: number }): string | null {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'u');
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const most = Math.min(limits.max, maxLength);
  for (let extra = 0; extra < 6; extra += 1) {
    // Each try repeats more, until the least length is reached.
    const made = generate(pattern, random, extra === 0 ? extraRepeats : Math.ceil((limits.min * extra) / 2) + 1);
    if (made !== null && made.length >= limits.min && made.length <= most && matchesSoon(pattern, expression, made)) return made;
  }
  return textForPattern(pattern, limits);
}

/** Null for what it does not know: look-around, back-references, properties of letters. */
function generate(pattern: string, random: Random, repeats: number): string | null {
  let at = 0;
  let steps = 0;
  const isUnknown = (): never => {
    throw new UnknownPattern();
  };
  const atom = (): (() => string) => {
    const letter = pattern[at] ?? '';
    at += 1;
    if (letter === '^' || letter === '$') return () => '';
    if (letter === '.') return () => oneOf(random, Array.from(wordLetters)) ?? 'a';
    if (letter === '[') return classOf();
    if (letter === '(') {
      if (pattern[at] === '?') {
        if (pattern[at + 1] === ':') at += 2;
        else if (/^\?<[A-Za-z]\w*>/.test(pattern.slice(at))) at += pattern.slice(at).indexOf('>') + 1;
        else isUnknown();
      }
      const inner = choice();
      if (pattern[at] !== ')') isUnknown();
      at += 1;
      return inner;
    }
    if (letter === '\\') {
      const letters = escaped();
      return () => oneOf(random, Array.from(letters)) ?? '';
    }
    return () => letter;
  };
  const escaped = (): string => {
    const letter = pattern[at] ?? '';
    at += 1;
    if (letter === 'd') return digits;
    if (letter === 'w') return wordLetters;
    if (letter === 's') return ' ';
    if (letter === 'S' || letter === 'D') return `${upper}${lower}`;
    if (letter === 'W') return '-';
    if (letter === 'n') return '\n';
    if (letter === 't') return '\t';
    if (letter === 'r') return '\r';
    if (letter === 'b') return '';
    return /[A-Za-z0-9]/.test(letter) ? isUnknown() : letter;
  };
  const classOf = (): (() => string) => {
    const isNot = pattern[at] === '^';
    if (isNot) at += 1;
    const letters = new Set<string>();
    let previous = '';
    while (at < pattern.length && pattern[at] !== ']') {
      const letter = pattern[at] ?? '';
      at += 1;
      if (letter === '\\') {
        const set = escaped();
        for (const one of set) letters.add(one);
        previous = set.length === 1 ? set : '';
      } else if (letter === '-' && previous !== '' && pattern[at] !== ']') {
        let end = pattern[at] ?? '';
        at += 1;
        if (end === '\\') end = escaped();
        const [from, to] = [previous.codePointAt(0) ?? 0, end.codePointAt(0) ?? 0];
        // A range over all of Unicode is written with its first hundred letters.
        for (let code = from; code <= Math.min(to, from + 100); code += 1) letters.add(String.fromCodePoint(code));
        previous = '';
      } else {
        letters.add(letter);
        previous = letter;
      }
    }
    at += 1;
    const allowed = isNot ? Array.from(printable).filter((letter) => !letters.has(letter)) : [...letters];
    // Plain letters before marks: what is made is to be read.
    const plain = allowed.filter((letter) => wordLetters.includes(letter));
    return () => oneOf(random, plain.length > 0 ? plain : allowed) ?? '';
  };
  const times = (): { least: number; most: number } => {
    const letter = pattern[at];
    const rest = pattern.slice(at);
    const braces = /^\{(\d+)(?:(,)(\d*))?\}/.exec(rest);
    let found = { least: 1, most: 1 };
    if (letter === '?') found = { least: 0, most: 1 };
    else if (letter === '*') found = { least: 0, most: Number.POSITIVE_INFINITY };
    else if (letter === '+') found = { least: 1, most: Number.POSITIVE_INFINITY };
    else if (braces) {
      const least = Number(braces[1]);
      found = { least, most: braces[2] === undefined ? least : braces[3] === '' ? Number.POSITIVE_INFINITY : Number(braces[3]) };
    } else return found;
    at += braces ? braces[0].length : 1;
    if (pattern[at] === '?') at += 1;
    return found;
  };
  const sequence = (): (() => string) => {
    const parts: (() => string)[] = [];
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
      const made = atom();
      const { least, most } = times();
      parts.push(() => {
        let text = '';
        const count = wholeBetween(random, least, Math.min(most, least + repeats));
        for (let time = 0; time < count; time += 1) {
          steps += 1;
          if (steps > maxSteps || text.length > maxLength) isUnknown();
          text += made();
        }
        return text;
      });
    }
    return () => parts.map((part) => part()).join('');
  };
  const choice = (): (() => string) => {
    const branches = [sequence()];
    while (pattern[at] === '|') {
      at += 1;
      branches.push(sequence());
    }
    return () => oneOf(random, branches)?.() ?? '';
  };
  try {
    const made = choice();
    if (at < pattern.length) return null;
    return made();
  } catch (error) {
    if (error instanceof UnknownPattern || error instanceof RangeError) return null;
    throw error;
  }
}

class UnknownPattern extends Error {}
