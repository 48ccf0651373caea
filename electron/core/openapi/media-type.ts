/** `application/json; charset=utf-8` -> `application/json`. */
export function bareMediaType(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase();
}

export function isJsonMediaType(value: string): boolean {
  return /^(?:application\/json|text\/json|[^/]+\/[^/]+\+json)$/.test(bareMediaType(value));
}

/** The entry of a `content` map that a media type falls under: itself, then `text/*`, then anything (OpenAPI 3.1, Media Type Object). */
export function matchMediaType(listed: readonly string[], actual: string): string | null {
  const wanted = bareMediaType(actual);
  const exact = listed.find((entry) => bareMediaType(entry) === wanted);
  if (exact !== undefined) return exact;
  const range = `${wanted.split('/')[0] ?? ''}/*`;
  return listed.find((entry) => bareMediaType(entry) === range) ?? listed.find((entry) => bareMediaType(entry) === '*/*') ?? null;
}
