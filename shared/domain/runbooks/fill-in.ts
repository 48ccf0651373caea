/** What {{places}} in a text may name: "incident.title", "input.ticket", "run.number". */
export type Facts = Readonly<Record<string, string>>;

/** "{{api.name}}", or "{{api.name or the API}}" with words for when nobody knows it. */
const place = /\{\{\s*([a-z][\w.-]{0,80})(?:\s+or\s+([^{}]{1,200}?))?\s*\}\}/gi;

/** Puts facts into the {{places}} of a text; a place without a fact and without other words stays as it is, so that it is seen. */
export function fillIn(text: string, facts: Facts): string {
  return text.replaceAll(place, (whole, name: string, otherwise: string | undefined) => facts[name.toLowerCase()] ?? otherwise ?? whole);
}

/** The names of the places in a text that neither a fact nor other words fill. */
export function missingFacts(text: string, facts: Facts): string[] {
  const names = [...text.matchAll(place)]
    .filter(([, , otherwise]) => otherwise === undefined)
    .map(([, name]) => (name ?? '').toLowerCase());
  return [...new Set(names.filter((name) => facts[name] === undefined))];
}
