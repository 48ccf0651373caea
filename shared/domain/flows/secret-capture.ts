import { isSecretHeader } from '../redaction/header-names.ts';
import { isSecretMember, isSecretParameter } from '../redaction/parameter-names.ts';
import type { Capture } from './flow-spec.ts';

/** Whether a captured value must not be written anywhere: said so, or sounding like a secret. */
export const isSecretCapture = ({ name, from, path, isSecret }: Capture): boolean =>
  isSecret ||
  isSecretParameter(name) ||
  (from === 'header' && isSecretHeader(path)) ||
  (from === 'body' && isSecretParameter(lastMemberOf(path))) ||
  (from === 'jsonata' && (path.match(/[A-Za-z_][\w-]*/g) ?? []).some((one) => isSecretParameter(one)));

/** Whether an object or a list has a member in it that sounds like a secret: it is then as secret as that. */
export function holdsSecretMember(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth >= deepest) return true;
  if (Array.isArray(value)) return value.some((one) => holdsSecretMember(one, depth + 1));
  return Object.entries(value).some(
    ([name, member]) => (typeof member === 'string' && member !== '' && isSecretMember(name)) || holdsSecretMember(member, depth + 1),
  );
}

/** What is nested deeper is not looked at, and counts as secret. */
const deepest = 100;

/** The member that a path ends with: `access_token` of `$.data['access_token']`. */
export const lastMemberOf = (path: string): string => /([A-Za-z_][\w-]*)['"]?\]?$/.exec(path)?.[1] ?? '';
