import { isObject, listAt, objectAt, textAt, textsAt } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { plainText } from './plain-text.ts';

export type EnvironmentKind = 'sandbox' | 'production' | 'other';

export interface PlannedVariable {
  readonly name: string;
  readonly default: string | null;
  readonly allowed: readonly string[];
  readonly description: string;
}

export interface PlannedEnvironment {
  readonly name: string;
  /** Without a trailing slash; may hold `{variables}`. Null when the document gives no absolute address. */
  readonly baseUrl: string | null;
  /** What the document gives when it gives no absolute address, such as `/v1`; else null. */
  readonly relativeUrl: string | null;
  readonly kind: EnvironmentKind;
  readonly description: string;
  readonly variables: readonly PlannedVariable[];
}

const sandboxWords = new Set(
  'test testing tests sandbox sandboxes staging stage stg qa uat demo dev development mock preview preprod localhost 127 int'.split(' '),
);
const productionWords = new Set(['live', 'production', 'prod']);

/** The environments behind a document's servers; always at least one. */
export function planEnvironments(root: JsonObject): PlannedEnvironment[] {
  const servers = listAt(root, 'servers').filter(isObject);
  const drafts = (servers.length > 0 ? servers : [{}]).map(draftOf);
  const seen = new Set<string>();
  const unique = drafts.filter((draft) => {
    const key = draft.baseUrl ?? `relative ${draft.relativeUrl ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
  const kinds = kindsOf(unique);
  return unique.map((draft, index) => {
    const kind = kinds[index] ?? 'other';
    const isOnlyOfKind = kinds.filter((other) => other === kind).length === 1;
    return { ...draft, kind, name: nameOf(draft, kind, isOnlyOfKind) };
  });
}

type Draft = Omit<PlannedEnvironment, 'kind' | 'name'>;

function draftOf(server: JsonObject): Draft {
  const variables = Object.entries(objectAt(server, 'variables')).map(([name, variable]) => ({
    name,
    default: textAt(variable, 'default'),
    allowed: textsAt(variable, 'enum'),
    description: plainText(textAt(variable, 'description'), 200),
  }));
  const url = textAt(server, 'url')?.trim() ?? '';
  const withDefaults = withVariableDefaults(url, variables);
  const isAbsolute = /^https?:\/\//i.test(withDefaults) && URL.canParse(withDefaults);
  return {
    baseUrl: isAbsolute ? url.replace(/\/+$/, '') : null,
    relativeUrl: isAbsolute || url === '' ? null : url,
    description: plainText(textAt(server, 'description'), 200),
    variables,
  };
}

/** A server address with its variables filled in; a variable without a default becomes its own name. */
export function withVariableDefaults(url: string, variables: readonly Pick<PlannedVariable, 'name' | 'default' | 'allowed'>[]): string {
  return url.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = variables.find((candidate) => candidate.name === name);
    return variable?.default ?? variable?.allowed[0] ?? name;
  });
}

function wordsOf(text: string): string[] {
  // "pre-production" is no production; it is joined before it is taken apart.
  return text
    .toLowerCase()
    .replace(/\b(?:pre|non)[-_ ]?prod(?:uction)?\b/g, 'preprod')
    .split(/[^a-z0-9]+/);
}

function statedKind(text: string): EnvironmentKind | null {
  const words = wordsOf(text);
  if (words.some((word) => sandboxWords.has(word))) return 'sandbox';
  return words.some((word) => productionWords.has(word)) ? 'production' : null;
}

/** The address says more than the description; the one that says nothing, when it is the only one, is production. */
function kindsOf(drafts: readonly Draft[]): EnvironmentKind[] {
  const stated = drafts.map((draft) => {
    const url = draft.baseUrl ?? draft.relativeUrl ?? '';
    return statedKind(withVariableDefaults(url, draft.variables)) ?? statedKind(draft.description);
  });
  const isOneUnsaid = stated.filter((kind) => kind === null).length === 1;
  const isLeftForProduction = isOneUnsaid && !stated.includes('production');
  return stated.map((kind) => kind ?? (isLeftForProduction ? 'production' : 'other'));
}

function nameOf(draft: Draft, kind: EnvironmentKind, isOnlyOfKind: boolean): string {
  const kindName = { sandbox: 'Sandbox', production: 'Production', other: 'Default' }[kind];
  if (isOnlyOfKind && kind !== 'other') return kindName;
  if (draft.description !== '' && draft.description.length <= 40) return draft.description;
  const shown = draft.baseUrl?.replace(/^https?:\/\//i, '').split('/')[0] ?? draft.relativeUrl;
  if (kind === 'other') return shown ?? kindName;
  return shown ? `${kindName} (${shown})` : kindName;
}
