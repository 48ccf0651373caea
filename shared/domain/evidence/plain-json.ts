import type { PlainJson } from './evidence.ts';

const deepest = 6;
const mostMembers = 50;
const longestText = 2000;
const cut = '…';

/** True for an object that is not an array; members of it are still unknown. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A copy of any value as small plain JSON: text over 2,000 characters, lists and objects over 50 members and anything
 * nested deeper than 6 levels are cut short; what JSON has no word for becomes null. Never throws on parsed JSON.
 */
export function plainJson(value: unknown, depth = 0): PlainJson {
  if (typeof value === 'string') return value.length > longestText ? value.slice(0, longestText) + cut : value;
  if (typeof value === 'boolean') return value;
  // Adding 0 makes -0, which JSON cannot carry, 0.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= deepest) return cut;
  if (Array.isArray(value)) return value.slice(0, mostMembers).map((each) => plainJson(each, depth + 1));
  const members = Object.entries(value).slice(0, mostMembers);
  return Object.fromEntries(members.map(([name, each]) => [name, plainJson(each, depth + 1)]));
}

/** The member as text, or null when it is missing or something else. */
export function textMember(record: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  return typeof value === 'string' ? value : null;
}

/** The member as a finite number, also when it is written as text; null when it is missing or something else. */
export function numberMember(record: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== 'string' || !/^-?\d{1,15}(\.\d{1,9})?$/.test(value.trim())) return null;
  return Number(value) + 0;
}
