import { isSecretMember } from '../redaction/parameter-names.ts';

/** Shorter ones stand in too much else. */
const shortest = 8;
/** What is nested deeper, or is more of them, is not looked at one by one. */
const deepest = 100;
const mostTexts = 1_000;

/** The texts of a document that stand under names of secrets: those that a path without names, or an expression, may bring up all the same. */
export function secretTextsOf(document: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  gather(document, false, 0, found);
  return found;
}

function gather(value: unknown, isSecret: boolean, depth: number, found: Set<string>): void {
  if (found.size >= mostTexts || depth > deepest) return;
  if (typeof value === 'string') {
    if (isSecret && value.length >= shortest) found.add(value);
  } else if (Array.isArray(value)) for (const one of value) gather(one, isSecret, depth + 1, found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) gather(member, isSecretMember(name), depth + 1, found);
}

/** Whether a text of a value holds one of them. */
export function holdsOneOf(value: unknown, secrets: ReadonlySet<string>): boolean {
  if (secrets.size === 0) return false;
  if (typeof value === 'string') return secrets.has(value) || [...secrets].some((one) => value.includes(one));
  return typeof value === 'object' && value !== null && Object.values(value).some((one) => holdsOneOf(one, secrets));
}
