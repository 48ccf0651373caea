export interface ShellWords {
  readonly words: readonly string[];
  readonly fault: 'unclosed_quote' | null;
  /** What the command reads from a here-document (`<<EOF`); null without one. */
  readonly input: string | null;
}

/**
 * The first command of a text cut into words as a POSIX shell does (sections 2.2 and 2.3): quotes, backslashes, lines that go on, `$'…'`.
 * What the shell does with it ends it: a pipe, a redirection, the next command. Quotes that a word processor made round are quotes too.
 */
export function shellWords(line: string): ShellWords {
  const words: string[] = [];
  let word: string | null = null;
  let at = 0;
  const add = (text: string): void => {
    word = (word ?? '') + text;
  };
  while (at < line.length) {
    const char = line.charAt(at);
    if (char === "'" || (char === '$' && line.charAt(at + 1) === "'")) {
      const isEscaped = char === '$';
      const start = at + (isEscaped ? 2 : 1);
      const end = isEscaped ? endOfEscaped(line, start) : line.indexOf("'", start);
      if (end === -1) return { words, fault: 'unclosed_quote', input: null };
      add(isEscaped ? unescaped(line.slice(start, end)) : line.slice(start, end));
      at = end + 1;
    } else if (char === '"') {
      at += 1;
      add('');
      for (; at < line.length && line.charAt(at) !== '"'; at += 1) {
        if (line.charAt(at) === '\\' && /["\\$`\n]/.test(line.charAt(at + 1))) {
          at += 1;
          if (line.charAt(at) === '\n') continue;
        }
        add(line.charAt(at));
      }
      if (at >= line.length) return { words, fault: 'unclosed_quote', input: null };
      at += 1;
    } else if (word === null && /[“”‘’]/.test(char)) {
      const end = endOfRound(line, at + 1, char);
      if (end === -1) return { words, fault: 'unclosed_quote', input: null };
      add(straightened(line.slice(at + 1, end)));
      at = end + 1;
    } else if (char === '\\' || char === '`') {
      // It goes on with the next line, also where a web page left blanks behind the backslash (a backtick for PowerShell).
      const goesOn = /^.[ \t]*\r?\n/.exec(line.slice(at, at + 200))?.[0];
      if (goesOn !== undefined) at += goesOn.length;
      else if (char === '`') {
        add(char);
        at += 1;
      } else {
        add(line.charAt(at + 1));
        at += 2;
      }
    } else if (/[|<>]/.test(char) || (word === null && /[;&]/.test(char))) {
      // `2>` is a redirection too; a semicolon and an ampersand within a word are left to the address that they stand in.
      if (word !== null && !(/[<>]/.test(char) && /^[012]$/.test(word))) words.push(word);
      return { words, fault: null, input: hereDocument(line.slice(at)) };
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
      at += 1;
    } else {
      add(char);
      at += 1;
    }
  }
  if (word !== null) words.push(word);
  return { words, fault: null, input: null };
}

function hereDocument(rest: string): string | null {
  const found = /^<<-?\s*(['"]?)(\w+)\1[^\n]*\n/.exec(rest);
  if (!found) return null;
  const text = rest.slice(found[0].length);
  const end = new RegExp(`^\\s*${found[2]}\\s*$`, 'm').exec(text);
  return end === null ? text : text.slice(0, end.index).replace(/\r?\n$/, '');
}

/** Where a text in round quotes ends: at the same kind, however they are turned. */
function endOfRound(line: string, start: number, open: string): number {
  const closing = /[“”]/.test(open) ? /[“”]/ : /[‘’]/;
  for (let at = start; at < line.length; at += 1) {
    if (line.charAt(at) === '\\') at += 1;
    else if (closing.test(line.charAt(at))) return at;
  }
  return -1;
}

const straightened = (text: string): string =>
  text
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/\\(["'])/g, '$1');

function endOfEscaped(line: string, start: number): number {
  for (let at = start; at < line.length; at += 1) {
    if (line.charAt(at) === '\\') at += 1;
    else if (line.charAt(at) === "'") return at;
  }
  return -1;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', "'": "'", '"': '"', '\\': '\\', '!': '!' };

const unescaped = (text: string): string =>
  text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_whole, unicode?: string, hex?: string, letter?: string) => {
    const code = unicode ?? hex;
    return code === undefined ? (escapes[letter ?? ''] ?? letter ?? '') : String.fromCharCode(Number.parseInt(code, 16));
  });
