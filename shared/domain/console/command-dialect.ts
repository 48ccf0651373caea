/** Where a copied command may begin: behind the prompt of a shell. */
const prompt = String.raw`(?:[$%>❯]\s+|PS [^>\n]{0,200}>\s*|[A-Za-z]:\\[^>\n]{0,200}>\s*)?`;
const start = new RegExp(String.raw`^\s*${prompt}(?:\S*[\\/])?curl(?:\.exe)?(?=\s|$)`, 'i');

/** Whether a text begins with a curl command, perhaps behind a prompt. */
export const startsWithCurl = (text: string): boolean => start.test(text);

/** The command without the prompt that it was copied with. */
export const withoutPrompt = (text: string): string =>
  text.replace(new RegExp(String.raw`^\s*${prompt}(?=(?:\S*[\\/])?curl)`, 'i'), '').trim();

/** Whether the next line belongs to the same command, in any shell. */
export const goesOn = (line: string): boolean => /[\\^`][ \t]*$/.test(line);

/** A browser on Windows writes for cmd.exe: each quote has a caret before it, and so has the end of a line that goes on. */
export const isForCmd = (text: string): boolean => /(?:^|\s)\^"/.test(text) || /\s\^[ \t]*\r?\n/.test(text);

/**
 * A command line for cmd.exe cut into words: cmd takes its carets away (outside of quotes that have none), then the program reads quotes and
 * backslashes as Windows’ C library does.
 */
export const cmdWords = (line: string): { readonly words: readonly string[]; readonly fault: 'unclosed_quote' | null } =>
  libraryWords(withoutCarets(line));

function withoutCarets(line: string): string {
  let text = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '"') isQuoted = !isQuoted;
    if (char !== '^' || isQuoted) {
      text += char;
      continue;
    }
    const end = /^\^[ \t]*\r?\n/.exec(line.slice(at, at + 200))?.[0];
    if (end === undefined) {
      at += 1;
      text += line.charAt(at);
      continue;
    }
    // The line goes on; an empty line behind it is a line break that is meant.
    at += end.length - 1;
    const kept = /^\r?\n/.exec(line.slice(at + 1, at + 3))?.[0] ?? '';
    text += kept;
    at += kept.length;
  }
  return text;
}

function libraryWords(line: string): ReturnType<typeof cmdWords> {
  const words: string[] = [];
  let word: string | null = null;
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '\\') {
      const run = /^\\+/.exec(line.slice(at))?.[0].length ?? 1;
      const isBeforeQuote = line.charAt(at + run) === '"';
      word = (word ?? '') + '\\'.repeat(isBeforeQuote ? Math.floor(run / 2) : run);
      at += run - 1;
      if (isBeforeQuote && run % 2 === 1) {
        word += '"';
        at += 1;
      }
    } else if (char === '"') {
      if (isQuoted && line.charAt(at + 1) === '"') {
        word = `${word ?? ''}"`;
        at += 1;
      } else {
        isQuoted = !isQuoted;
        word ??= '';
      }
    } else if (!isQuoted && /\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (!isQuoted && word === null && /[|&<>]/.test(char)) {
      return { words, fault: null };
    } else word = (word ?? '') + char;
  }
  if (word !== null) words.push(word);
  return { words, fault: isQuoted ? 'unclosed_quote' : null };
}
