/** Markdown or HTML as one run of plain text, cut at a word to at most `maxLength` characters. */
export function plainText(marked: string | null, maxLength: number): string {
  if (!marked) return '';
  const text = marked
    .slice(0, maxLength * 8)
    .replace(/<\/?(?:a|abbr|b|code|em|i|small|span|strong|sub|sup|tt|u)(?:\s[^<>]*)?>/gi, '')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/^[ \t]*(?:#+|[-*>])[ \t]+/gm, '')
    .replace(/(\*\*|__|`)/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
  if (text.length <= maxLength) return text;
  const cut = text.slice(0, maxLength - 1);
  const lastSpace = cut.lastIndexOf(' ');
  return `${(lastSpace > maxLength / 2 ? cut.slice(0, lastSpace) : cut).trimEnd()}…`;
}
