/** A command line cut into words as a POSIX shell does (sections 2.2 and 2.3): quotes, backslashes, lines that go on, `$'…'`. */
export function shellWords(line: string): { readonly words: readonly string[]; readonly fault: 'unclosed_quote' | null } {
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
      if (end === -1) return { words, fault: 'unclosed_quote' };
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
      if (at >= line.length) return { words, fault: 'unclosed_quote' };
      at += 1;
    } else if (char === '\\') {
      const next = line.charAt(at + 1);
      // A backslash before a line break goes on with the next line; Windows writes two characters there.
      if (next === '\n') at += 2;
      else if (next === '\r' && line.charAt(at + 2) === '\n') at += 3;
      else {
        add(next);
        at += 2;
      }
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
  return { words, fault: null };
}

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
