/** Lenient readers for documents of other programs: what has another shape counts as not there, and nothing throws. */
export type Shape = Readonly<Record<string, unknown>>;

export const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own member only: `__proto__` and the like are no members. */
export const memberOf = (value: unknown, name: string): unknown => (isShape(value) && Object.hasOwn(value, name) ? value[name] : undefined);

export const shapeAt = (value: unknown, name: string): Shape => {
  const member = memberOf(value, name);
  return isShape(member) ? member : {};
};

export const listAt = (value: unknown, name: string): readonly unknown[] => {
  const member = memberOf(value, name);
  return Array.isArray(member) ? (member as unknown[]) : [];
};

/** Text; numbers and flags as they are written. Null for everything else. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

export const textAt = (value: unknown, name: string): string | null => textOf(memberOf(value, name));

/** Whether a member says yes; several programs write it as text. */
export const isTrue = (value: unknown, name: string): boolean => {
  const member = memberOf(value, name);
  return member === true || member === 'true' || member === 1;
};

export const numberAt = (value: unknown, name: string): number | null => {
  const member = memberOf(value, name);
  return typeof member === 'number' && Number.isFinite(member) ? member : null;
};
