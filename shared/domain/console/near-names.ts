/** Names that a person may have meant: those that hold what was typed, then those a few letters away. */
export function nearNames(typed: string, names: readonly string[], most = 3): string[] {
  const wanted = typed.toLowerCase();
  const scored = [...new Set(names)].flatMap((name) => {
    const known = name.toLowerCase();
    if (wanted !== '' && known.startsWith(wanted)) return [{ name, score: 0 }];
    if (wanted !== '' && known.includes(wanted)) return [{ name, score: 1 }];
    const words = [known, ...known.split(/[^\p{L}\p{N}]+/u)];
    const distance = Math.min(...words.map((word) => editDistance(wanted, word)));
    return distance <= Math.max(1, Math.floor(wanted.length / 3)) ? [{ name, score: 1 + distance }] : [];
  });
  return scored
    .toSorted((a, b) => a.score - b.score)
    .slice(0, most)
    .map(({ name }) => name);
}

/** Letters to change, add or leave out (Levenshtein). */
export function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (const [at, letter] of Array.from(left).entries()) {
    const next = [at + 1];
    for (const [other, theirs] of Array.from(right).entries())
      next.push(Math.min((row[other + 1] ?? 0) + 1, (next[other] ?? 0) + 1, (row[other] ?? 0) + (letter === theirs ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}
