import type { KeptDraft, RequestContent } from '../../../shared/contract/console.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { isSecretHeader } from '../../../shared/domain/redaction/header-names.ts';
import { isSecretParameter } from '../../../shared/domain/redaction/parameter-names.ts';
import type { Redactor } from '../../../shared/domain/redaction/redact.ts';

/** A saved request lies in a table: what would put a secret there, as a fault with its place; null when nothing does. */
export function keptSecretFault(draft: KeptDraft, redactor: Redactor): Fault | null {
  const named = draft.parameters.find(({ in: place, name, value }) => {
    if (value.trim() === '' || onlyPlaceholder.test(value)) return false;
    return place === 'header' ? isSecretHeader(name) : place === 'query' && isSecretParameter(name, value);
  });
  if (named) return refused(`The ${named.in === 'header' ? 'header' : 'parameter'} “${named.name}” carries a secret.`, named.name);
  const field = fieldsOf(draft.content).find(
    ({ name, value }) => value.trim() !== '' && !onlyPlaceholder.test(value) && isSecretParameter(name, value),
  );
  if (field) return refused(`The field “${field.name}” carries a secret.`, field.name);
  const isKnown = (text: string): boolean => redactor.text(text) !== text;
  const parts: readonly (readonly [string, string])[] = [
    ['path', draft.path],
    ['body', draft.body ?? ''],
    ...draft.parameters.map(({ name, value }) => [name, value] as const),
    ...Object.entries(draft.variables),
  ];
  const known = [...parts, ...partsOf(draft.content)].find(([, text]) => isKnown(text));
  return known ? refused(`“${known[0]}” holds the secret of one of your credentials.`, known[0]) : null;
}

/** Values of an environment lie in a table too. */
export function keptVariableFault(variables: Readonly<Record<string, string>>, redactor: Redactor): Fault | null {
  const found = Object.entries(variables).find(([name, value]) => isSecretParameter(name, value) || redactor.text(value) !== value);
  return found ? refused(`The value “${found[0]}” looks like a secret.`, found[0]) : null;
}

const fieldsOf = (content: RequestContent): readonly { readonly name: string; readonly value: string }[] =>
  content.kind === 'form' ? content.fields : content.kind === 'multipart' ? content.parts : [];

/** What a content holds, by where it stands. */
function partsOf(content: RequestContent): readonly (readonly [string, string])[] {
  if (content.kind === 'graphql') {
    return [
      ['query', content.query],
      ['variables', content.variables],
    ];
  }
  if (content.kind === 'file') return [['file', content.path]];
  return fieldsOf(content).map(({ name, value }) => [name, value] as const);
}

const onlyPlaceholder = /^\s*\{\{[^{}]+\}\}\s*$/;

const refused = (happened: string, path: string): Fault =>
  new Fault('bad_input', {
    happened,
    remedy: 'Keep it as a credential and bind that to the environment: it is then sent from the keychain. Nothing was saved.',
    place: { path },
  });
