const space = /\s/;
/** A value that is filled in on Send, and the escape that says that two braces are meant as they stand. */
const filledIn = /\\?\{\{[^{}]*\}\}/y;

/**
 * Lays JSON out with two spaces, as `JSON.stringify(value, null, 2)` does, but from the text itself: numbers beyond 2^53,
 * repeated keys and escapes stay exactly as they were sent, and a text that was cut off keeps what there is of it. A
 * `{{name}}` is a value like any other.
 */
export function prettyJson(text: string): string {
  let out = '';
  let depth = 0;
  let at = 0;
  const line = (): string => `\n${'  '.repeat(depth)}`;
  while (at < text.length) {
    const letter = text.charAt(at);
    if (letter === '"') {
      const end = stringEnd(text, at);
      out += text.slice(at, end);
      at = end;
      continue;
    }
    filledIn.lastIndex = at;
    const [template] = filledIn.exec(text) ?? [];
    if (template !== undefined) {
      out += template;
      at += template.length;
      continue;
    }
    if (letter === '{' || letter === '[') {
      const close = nextSolid(text, at + 1);
      if (text.charAt(close) === (letter === '{' ? '}' : ']')) {
        out += letter + text.charAt(close);
        at = close + 1;
        continue;
      }
      depth += 1;
      out += letter + line();
    } else if (letter === '}' || letter === ']') {
      depth = Math.max(0, depth - 1);
      out += line() + letter;
    } else if (letter === ',') out += letter + line();
    else if (letter === ':') out += ': ';
    else if (!space.test(letter)) out += letter;
    at += 1;
  }
  return out;
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const letter = text.charAt(at);
    if (letter === '\\') at += 2;
    else if (letter === '"') return at + 1;
    else at += 1;
  }
  return text.length;
}

function nextSolid(text: string, start: number): number {
  let at = start;
  while (at < text.length && space.test(text.charAt(at))) at += 1;
  return at;
}

/** Whether a media type's content is JSON: application/json, or any with the +json suffix (RFC 6839, section 3.1). */
export function isJsonType(mediaType: string | null): boolean {
  return mediaType !== null && /^[\w.+-]+\/([\w.-]+\+)?json\b/i.test(mediaType);
}

/** Whether a text is JSON once its `{{names}}` are filled in, within its strings or in place of a value. */
export function isJsonTemplate(text: string): boolean {
  return isJson(text.replaceAll(new RegExp(filledIn.source, 'g'), '0'));
}

/** Whether a text is one whole JSON document. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Not JSON: that is the answer, not a failure.
    return false;
  }
}
