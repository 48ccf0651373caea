import { createDynamicValues, isDynamicName, type DynamicName, type DynamicSource } from '../console/dynamic-values.ts';
import { readPlaceholders } from '../console/placeholders.ts';
import type { Compensation } from './flow-spec.ts';

type StepValues = Compensation['values'];

/** What was made for the `{{$uuid}}` and the like in a step's values, by the value's name, in their order. */
export type Drawn = Readonly<Record<string, readonly string[]>>;

/** Draws what a step's values ask for; null when they ask for nothing. Once for a row: every attempt and every resume sends the same. */
export function drawValues(values: StepValues, source: () => DynamicSource): Drawn | null {
  let make: ReturnType<typeof createDynamicValues> | null = null;
  const drawn: Record<string, string[]> = {};
  for (const { name, value } of values) {
    const made = madeIn(value).map((one) => (make ??= createDynamicValues(source()))(one.name));
    if (made.length > 0) drawn[name] = made;
  }
  return make === null ? null : drawn;
}

/** The values with what was drawn put in; their other placeholders, and what is escaped, stay as they are. */
export function withDrawn(values: StepValues, drawn: Drawn | null): StepValues {
  if (drawn === null) return values;
  return values.map(({ name, value }) => {
    let filled = '';
    let from = 0;
    madeIn(value).forEach(({ start, end }, at) => {
      filled += value.slice(from, start) + (drawn[name]?.[at] ?? value.slice(start, end));
      from = end;
    });
    return { name, value: filled + value.slice(from) };
  });
}

interface Made {
  readonly name: DynamicName;
  readonly start: number;
  readonly end: number;
}

/** Where a text asks for something that is made. */
const madeIn = (text: string): Made[] =>
  text.includes('{{$') || text.includes('{{ ')
    ? readPlaceholders(text).found.flatMap(({ name, start, end }) => (isDynamicName(name) ? [{ name, start, end }] : []))
    : [];

/** Whether a value asks for something that is made. */
export const isDrawn = (text: string): boolean => madeIn(text).length > 0;

/** Under this name it lies among the captures of its call: no capture can be called so. */
const place = '$drawn';

export const keepDrawn = (captures: Readonly<Record<string, unknown>>, drawn: Drawn | null): Record<string, unknown> =>
  drawn === null ? { ...captures } : { ...captures, [place]: drawn };

/** What a call captured, and what was drawn for it, as they were kept. */
export function readKept(text: string): { readonly captures: Record<string, unknown>; readonly drawn: Drawn | null } {
  const { [place]: drawn, ...captures } = JSON.parse(text) as Record<string, unknown>;
  return { captures, drawn: (drawn as Drawn | undefined) ?? null };
}
