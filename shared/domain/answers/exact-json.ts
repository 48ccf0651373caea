/** A number that JavaScript would change when it reads it: 9007199254740993, 1.0000000000000000001. */
export class ExactNumber {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
  /** Written as it was sent wherever it is shown. */
  toJSON(): number {
    return Number(this.source);
  }
}

/** Digits that may not fit a double; in strings too, which only costs time. */
const mayLose = /\d{16}|\d\.\d{16}|\d[eE]/;
const significant = 15;

/** Parses JSON; numbers that would lose digits keep them. Throws `SyntaxError` as `JSON.parse` does. */
export function parseExactJson(text: string): unknown {
  if (!mayLose.test(text)) return JSON.parse(text) as unknown;
  return JSON.parse(text, function keep(this: unknown, _name: string, value: unknown, context?: { readonly source?: string }): unknown {
    if (typeof value !== 'number' || context?.source === undefined) return value;
    return isExact(value, context.source) ? value : new ExactNumber(context.source);
  } as (this: unknown, name: string, value: unknown) => unknown) as unknown;
}

function isExact(value: number, source: string): boolean {
  if (Number.isSafeInteger(value) && /^-?\d+$/.test(source)) return true;
  const digits = source
    .replace(/[eE].*$/, '')
    .replaceAll(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
  return digits.length <= significant && Number.isFinite(value);
}

/** A value as one line of JSON, exact numbers as they were sent. */
export function exactText(value: unknown): string {
  if (value instanceof ExactNumber) return value.source;
  if (Array.isArray(value)) return `[${value.map(exactText).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([name, one]) => `${JSON.stringify(name)}:${exactText(one)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}
