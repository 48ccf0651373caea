/** How many ways a part of a pattern can match one text, and how many of its repetitions have no end. */
interface Cost {
  readonly ways: number;
  readonly endless: number;
}

/** With one repetition without an end the ways count for every letter. */
const mostWays = { bounded: 64, endless: 16 } as const;
const single: Cost = { ways: 1, endless: 0 };

/**
 * Whether a backtracking engine may need more than a fixed number of looks at each letter of a text: repetitions in repetitions, several of
 * them one after the other, look-around, back-references, and whatever is not understood. Most patterns of contracts are not; those that
 * are get a time limit.
 */
export function isRiskyPattern(pattern: string): boolean {
  try {
    const reader = { pattern, at: 0 };
    const { ways, endless } = choice(reader);
    if (reader.at < pattern.length) return true;
    const isAnchored = pattern.startsWith('^') && !hasTopLevelChoice(pattern);
    if (endless === 0) return ways > mostWays.bounded;
    return endless > 1 || !isAnchored || ways > mostWays.endless;
  } catch (error) {
    if (error instanceof NotUnderstood) return true;
    throw error;
  }
}

class NotUnderstood extends Error {}

interface Reader {
  readonly pattern: string;
  at: number;
}

function choice(reader: Reader): Cost {
  let { ways, endless } = sequence(reader);
  while (reader.pattern[reader.at] === '|') {
    reader.at += 1;
    const other = sequence(reader);
    ways += other.ways;
    endless += other.endless;
  }
  return { ways, endless };
}

function sequence(reader: Reader): Cost {
  let ways = 1;
  let endless = 0;
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern[reader.at] ?? '')) {
    const isGroup = reader.pattern[reader.at] === '(';
    const part = atom(reader);
    const { least, most } = times(reader);
    const isRepeated = most > 1;
    // What repeats a group that has more than one way is where the time goes.
    if (isGroup && isRepeated && (most === Number.POSITIVE_INFINITY || part.ways > 1 || part.endless > 0)) throw new NotUnderstood();
    ways *= part.ways * (most === Number.POSITIVE_INFINITY ? 1 : most - least + 1);
    endless += part.endless + (most === Number.POSITIVE_INFINITY ? 1 : 0);
  }
  return { ways, endless };
}

function atom(reader: Reader): Cost {
  const { pattern } = reader;
  const letter = pattern[reader.at] ?? '';
  reader.at += 1;
  if (letter === '(') {
    if (pattern[reader.at] === '?') {
      const head = /^\?(?::|<[A-Za-z_]\w*>)/.exec(pattern.slice(reader.at))?.[0];
      if (head === undefined) throw new NotUnderstood();
      reader.at += head.length;
    }
    const inner = choice(reader);
    if (pattern[reader.at] !== ')') throw new NotUnderstood();
    reader.at += 1;
    return inner;
  }
  if (letter === '[') {
    while (reader.at < pattern.length && pattern[reader.at] !== ']') reader.at += pattern[reader.at] === '\\' ? 2 : 1;
    reader.at += 1;
    return single;
  }
  if (letter === '\\') {
    const escape = /^(?:[1-9k]|u\{[^}]*\}|u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|[pP]\{[^}]*\}|c[A-Za-z]|[\s\S])/.exec(
      pattern.slice(reader.at),
    )?.[0];
    if (escape === undefined || /^[1-9k]/.test(escape)) throw new NotUnderstood();
    reader.at += escape.length;
    return single;
  }
  if ('*+?'.includes(letter)) throw new NotUnderstood();
  return single;
}

function times(reader: Reader): { readonly least: number; readonly most: number } {
  const found = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(reader.pattern.slice(reader.at, reader.at + 30));
  if (!found) return { least: 1, most: 1 };
  reader.at += found[0].length;
  const [, sign, from, comma, to] = found;
  if (sign === '?') return { least: 0, most: 1 };
  if (sign !== undefined) return { least: sign === '+' ? 1 : 0, most: Number.POSITIVE_INFINITY };
  const least = Number(from);
  return { least, most: comma === undefined ? least : to === '' ? Number.POSITIVE_INFINITY : Number(to) };
}

/** `^a|b`: only one of the branches is held to the beginning. */
function hasTopLevelChoice(pattern: string): boolean {
  const reader = { pattern, at: 0 };
  sequence(reader);
  return reader.at < pattern.length;
}
