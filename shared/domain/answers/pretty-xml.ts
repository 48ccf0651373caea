/** What XML is made of; a lone `<` is taken as text. */
const token =
  /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!(?:[^<>[]|\[[^\]]*\])*>|<\/[^<>]*>|<(?:"[^"]*"|'[^']*'|[^<>"'])*>|[^<]+|</g;

/**
 * Lays XML out with two spaces, from the text itself: attributes, entities and comments stay as they were sent. An element that holds text
 * stays on its line, so that no space is added to a value. What is cut off or not well formed keeps what there is of it.
 */
export function prettyXml(text: string): string {
  const tokens = text.match(token) ?? [];
  const lines: string[] = [];
  let depth = 0;
  let at = 0;
  while (at < tokens.length) {
    const one = tokens[at] ?? '';
    if (one.trim() === '') {
      at += 1;
      continue;
    }
    if (isClosing(one)) depth = Math.max(0, depth - 1);
    const end = isOpening(one) ? inlineEnd(tokens, at) : null;
    if (end !== null) {
      lines.push('  '.repeat(depth) + tokens.slice(at, end + 1).join(''));
      at = end + 1;
      continue;
    }
    lines.push('  '.repeat(depth) + one.trim());
    if (isOpening(one)) depth += 1;
    at += 1;
  }
  return lines.join('\n');
}

/** Where the element ends that begins here, when it holds text; null when it holds only elements. */
function inlineEnd(tokens: readonly string[], start: number): number | null {
  let depth = 0;
  let hasText = false;
  for (let at = start; at < tokens.length && at < start + 200; at += 1) {
    const one = tokens[at] ?? '';
    if (isOpening(one)) depth += 1;
    else if (isClosing(one)) depth -= 1;
    else if (depth === 1 && (one.startsWith('<![CDATA[') || (!one.startsWith('<') && one.trim() !== ''))) hasText = true;
    if (depth === 0) return hasText || at === start + 1 ? at : null;
  }
  return null;
}

const isClosing = (one: string): boolean => one.startsWith('</');
const isOpening = (one: string): boolean => /^<[A-Za-z_:]/.test(one) && !one.endsWith('/>');
