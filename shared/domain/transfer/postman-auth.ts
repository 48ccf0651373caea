import { foreignAuth, noAuth, type ReadAuth } from './foreign-auth.ts';
import { listAt, memberOf, textAt } from './read-shapes.ts';

/** Authentication of Postman's: `{ type, bearer: [{ key, value }] }` in 2.1, `{ type, bearer: { … } }` in 2.0. */
export function readPostmanAuth(given: unknown): ReadAuth {
  const type = textAt(given, 'type');
  if (type === null) return noAuth;
  const listed = listAt(given, type);
  const valueOf = (name: string): string => {
    const found = listed.find((one) => textAt(one, 'key') === name);
    return (found === undefined ? textAt(memberOf(given, type), name) : textAt(found, 'value')) ?? '';
  };
  return foreignAuth(type, (...names) => names.map(valueOf).find((value) => value !== '') ?? '');
}
