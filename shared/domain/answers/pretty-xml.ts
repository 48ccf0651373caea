/** What XML is made of; a lone `<` is taken as text. */
const token =
  /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!(?:[^<>[]|\[[^\]]*\])*>|<\/[^<>]*>|<(?:"[^"]*"|'[^']*'|[^<>"'])*>|[^<]+|</g;

/**
 * Lays XML out with two spaces, from the text itself: attributes, entities and comments stay as they were sent. An element that holds text
 * stays on its line, so that no space is added to a value. What is cut off or not well formed keeps what there is of it.
 */
export const prettyXml = (text: string): string => layOut(text.match(token) ?? [], isOpening, () => false);

/** Elements that hold nothing and are not closed (HTML, section 13.1.2). */
const isVoid = /^<(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b/i;
/** Elements whose content is no markup, or whose spaces count. */
const verbatim = /<(script|style|pre|textarea)\b(?:"[^"]*"|'[^']*'|[^<>"'])*>[\s\S]*?<\/\1\s*>/gi;
/** Elements that the next of their kind ends (HTML, section 13.1.2.4). */
const endedByNext: ReadonlySet<string> = new Set(['li', 'p', 'dt', 'dd', 'tr', 'td', 'th', 'option']);

/** Lays HTML out like XML: elements that are never closed hold nothing, and scripts, styles and what is laid out already stay whole. */
export function prettyHtml(text: string): string {
  const tokens: string[] = [];
  const whole = new Set<string>();
  let from = 0;
  for (const found of text.matchAll(verbatim)) {
    tokens.push(...(text.slice(from, found.index).match(token) ?? []), found[0]);
    whole.add(found[0]);
    from = found.index + found[0].length;
  }
  tokens.push(...(text.slice(from).match(token) ?? []));
  return layOut(
    tokens,
    (one) => isOpening(one) && !isVoid.test(one) && !whole.has(one),
    (name) => endedByNext.has(name),
  );
}

function layOut(
  tokens: readonly string[],
  opens: (token: string) => boolean,
  /** Whether an element of this name ends where the next one of it begins. */
  endsAtNext: (name: string) => boolean,
): string {
  const lines: string[] = [];
  const open: string[] = [];
  let at = 0;
  while (at < tokens.length) {
    const one = tokens[at] ?? '';
    if (one.trim() === '') {
      at += 1;
      continue;
    }
    const name = nameOf(one);
    // What closes nothing that is open closes the last that is.
    if (isClosing(one)) open.length = Math.max(0, open.includes(name) ? open.lastIndexOf(name) : open.length - 1);
    else if (opens(one) && open.at(-1) === name && endsAtNext(name)) open.pop();
    const indent = '  '.repeat(open.length);
    const end = opens(one) ? inlineEnd(tokens, at, opens) : null;
    if (end !== null) {
      lines.push(indent + tokens.slice(at, end + 1).join(''));
      at = end + 1;
      continue;
    }
    lines.push(indent + one.trim());
    if (opens(one)) open.push(name);
    at += 1;
  }
  return lines.join('\n');
}

const nameOf = (one: string): string => /^<\/?([^\s/>]*)/.exec(one)?.[1]?.toLowerCase() ?? '';

/** Where the element ends that begins here, when it holds text; null when it holds only elements. */
function inlineEnd(tokens: readonly string[], start: number, opens: (one: string) => boolean): number | null {
  let depth = 0;
  let hasText = false;
  for (let at = start; at < tokens.length && at < start + 200; at += 1) {
    const one = tokens[at] ?? '';
    if (opens(one)) depth += 1;
    else if (isClosing(one)) depth -= 1;
    else if (depth === 1 && (one.startsWith('<![CDATA[') || (!one.startsWith('<') && one.trim() !== ''))) hasText = true;
    if (depth === 0) return hasText || at === start + 1 ? at : null;
  }
  return null;
}

const isClosing = (one: string): boolean => one.startsWith('</');
const isOpening = (one: string): boolean => /^<[A-Za-z_:]/.test(one) && !one.endsWith('/>');
