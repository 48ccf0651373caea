import type { Span } from './paper.ts';

/** Breaks spans into lines at spaces; a word that is wider than a line is cut at its last hyphen or slash, else where it must be. */
export function wrapSpans(spans: readonly Span[], width: number, measure: (span: Span) => number): Span[][] {
  const lines: Span[][] = [];
  let line: Span[] = [];
  let used = 0;
  const close = (): void => {
    const last = line.at(-1);
    if (last) line[line.length - 1] = { ...last, text: last.text.trimEnd() };
    lines.push(line.filter(({ text }) => text !== ''));
    line = [];
    used = 0;
  };
  const put = (piece: Span): void => {
    const last = line.at(-1);
    const isSame = last && last.weight === piece.weight && last.color === piece.color && last.isRaised === piece.isRaised;
    if (last && isSame) line[line.length - 1] = { ...last, text: last.text + piece.text };
    else line.push(piece);
    used += measure(piece);
  };
  for (const span of spans) {
    for (const [place, paragraph] of span.text.split('\n').entries()) {
      if (place > 0) close();
      for (const word of paragraph.match(/\S+\s*|\s+/g) ?? []) {
        for (const piece of cutToFit({ ...span, text: word }, width, measure)) {
          if (used > 0 && used + measure({ ...piece, text: piece.text.trimEnd() }) > width + 0.01) close();
          if (used === 0 && piece.text.trim() === '' && lines.length > 0) continue;
          put(piece);
        }
      }
    }
  }
  if (line.length > 0 || lines.length === 0) close();
  return lines;
}

function cutToFit(piece: Span, width: number, measure: (span: Span) => number): Span[] {
  if (measure({ ...piece, text: piece.text.trimEnd() }) <= width) return [piece];
  const pieces: Span[] = [];
  let text = '';
  for (const letter of piece.text) {
    if (text !== '' && measure({ ...piece, text: text + letter }) > width) {
      const kept = text.slice(0, Math.max(text.lastIndexOf('-'), text.lastIndexOf('/')) + 1) || text;
      pieces.push({ ...piece, text: kept });
      text = text.slice(kept.length);
    }
    text += letter;
  }
  return text === '' ? pieces : [...pieces, { ...piece, text }];
}
