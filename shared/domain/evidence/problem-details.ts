import type { HeaderList, ProblemEvidence, Reading } from './evidence.ts';
import { headerValues, unparsed } from './header-list.ts';
import { isRecord, plainJson, textMember } from './plain-json.ts';

const ownMembers: ReadonlySet<string> = new Set(['type', 'title', 'status', 'detail', 'instance']);

/**
 * Reads a problem of RFC 9457 from the content type `application/problem+json` and the parsed JSON body. Members of a
 * wrong type are ignored as section 3.1 demands; without `type` it is `about:blank`.
 */
export function readProblem(headers: HeaderList, body: unknown): Reading<ProblemEvidence> {
  const contentType = headerValues(headers, 'content-type')[0] ?? '';
  if (contentType.split(';')[0]?.trim().toLowerCase() !== 'application/problem+json' || body === undefined) {
    return { found: [], unparsed: [] };
  }
  if (!isRecord(body)) {
    return { found: [], unparsed: [unparsed('body', contentType, 'a problem was announced and the body is no JSON object')] };
  }
  const status = body['status'];
  const extensions = Object.entries(body).filter(([name]) => !ownMembers.has(name));
  const found: ProblemEvidence = {
    kind: 'problem',
    type: textMember(body, 'type')?.trim() || 'about:blank',
    title: textMember(body, 'title'),
    status: typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599 ? status : null,
    detail: textMember(body, 'detail'),
    instance: textMember(body, 'instance'),
    violatedPolicies: policyNames(body['violated-policies']),
    extensions: Object.fromEntries(extensions.slice(0, 50).map(([name, value]) => [name, plainJson(value)])),
  };
  return { found: [found], unparsed: [] };
}

/** The IANA quota problems list policy names, plain or as objects with a `policy` or `name`. */
function policyNames(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    const name = isRecord(each) ? (textMember(each, 'policy') ?? textMember(each, 'name')) : each;
    return typeof name === 'string' ? [name] : [];
  });
}
