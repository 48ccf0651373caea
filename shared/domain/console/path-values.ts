/** Reads the values of a template's `{parameters}` back out of the end of a path, or null when the path is of another shape. */
export function readPathValues(template: string, path: string): Readonly<Record<string, string>> | null {
  const names: string[] = [];
  const pattern = template
    .split(/(\{[^{}]+\})/)
    .map((piece) => {
      if (!/^\{[^{}]+\}$/.test(piece)) return piece.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      names.push(piece.slice(1, -1));
      return '([^/]*)';
    })
    .join('');
  const found = new RegExp(`${pattern}$`).exec(path);
  if (!found) return null;
  return Object.fromEntries(names.map((name, index) => [name, decoded(found[index + 1] ?? '')]));
}

/** The text that an encoded one stands for; a stray "%" is no escape and stands for itself. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not encoded: that is the answer, not a failure.
    return text;
  }
}
