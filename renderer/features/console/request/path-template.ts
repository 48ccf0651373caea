export type PathPart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'parameter'; readonly name: string };

/** Cuts a path template into its fixed texts and its parameters: "/payments/{id}/refunds" gives three parts; `{{values}}` are text. */
export function pathParts(template: string): PathPart[] {
  return template
    .split(/(\{\{[^{}]*\}\}|\{[^{}]+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => (/^\{[^{}]+\}$/.test(piece) ? { kind: 'parameter', name: piece.slice(1, -1) } : { kind: 'text', text: piece }));
}

/** The path with its values in place; a parameter without a value keeps its braces. */
export function filledPath(template: string, valueOf: (name: string) => string): string {
  return pathParts(template)
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const value = valueOf(part.name);
      return value === '' ? `{${part.name}}` : encodeURIComponent(value);
    })
    .join('');
}

/** Reads the values of a template's parameters back out of a path, or null when the path is of another shape. */
export function readPath(template: string, path: string): Record<string, string> | null {
  const parts = pathParts(template);
  const pattern = parts
    .map((part) => (part.kind === 'text' ? part.text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`) : '([^/]*)'))
    .join('');
  const found = new RegExp(`${pattern}$`).exec(path);
  if (!found) return null;
  const values: Record<string, string> = {};
  let group = 1;
  for (const part of parts) {
    if (part.kind === 'parameter') values[part.name] = decoded(found[group++] ?? '');
  }
  return values;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray "%" is no escape: the text stands for itself.
    return text;
  }
}
