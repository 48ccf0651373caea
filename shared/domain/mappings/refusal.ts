/** Why a step or a check could not take a value. Returned, never thrown: a row must not end a run. */
export class Refusal {
  readonly code: string;
  readonly value: unknown;

  constructor(code: string, value: unknown) {
    this.code = code;
    this.value = value;
  }
}

/** A value of a source as text; empty for what is missing or null. */
export function sourceText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? typeof value);
}

const shownLength = 80;

/** A value as it may stand in an error: one line, short. */
export function sanitised(value: unknown): string {
  if (value === undefined) return '(missing)';
  if (value === null) return '(null)';
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? typeof value);
  // eslint-disable-next-line no-control-regex
  if (text.trim() === '') return '(blank)';
  const line = text.replaceAll(/[\u0000-\u001F\u007F\u2028\u2029]+/g, ' ');
  return line.length > shownLength ? `${line.slice(0, shownLength)}…` : line;
}
