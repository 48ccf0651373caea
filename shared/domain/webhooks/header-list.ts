/** Headers as they came, in their order. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** The first value of a header; names compare without case. */
export function headerValue(headers: HeaderList, name: string): string | null {
  const wanted = name.toLowerCase();
  return headers.find(([own]) => own.toLowerCase() === wanted)?.[1] ?? null;
}
