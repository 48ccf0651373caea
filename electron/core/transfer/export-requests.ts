import type { RequestDraft } from '../../../shared/contract/console.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { isSecretParameter } from '../../../shared/domain/redaction/parameter-names.ts';
import { exportFormatFacts, type ExportFormat } from '../../../shared/domain/transfer/export-formats.ts';
import { harOfRequests } from '../../../shared/domain/transfer/har-write.ts';
import { outgoingHar } from '../../../shared/domain/transfer/outgoing-har.ts';
import { writePostman, type PostmanInput } from '../../../shared/domain/transfer/write-postman.ts';
import { openSavedRequest } from '../console/saved-requests.ts';
import { findTarget } from '../console/target.ts';
import type { Engine } from '../engine.ts';
import { requestChecks } from '../flows/request-checks.ts';
import { usedNames } from './layers.ts';
import { outgoingCredential, outgoingRequest } from './outgoing-requests.ts';
import { writeSnippet } from './write-snippet.ts';

export type ExportChoice =
  | { readonly kind: 'requests'; readonly ids: readonly string[] }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'all' };

export interface Exported {
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
  readonly requests: number;
  readonly notes: string[];
}

/** Saved requests as one text in another program's form. None of it is a secret. */
export async function exportRequests(engine: Engine, what: ExportChoice, format: ExportFormat): Promise<Exported> {
  const ids = idsOf(engine, what);
  const facts = exportFormatFacts[format];
  const named = ids.length === 1 ? openSavedRequest(engine.db, ids[0] ?? '').name : what.kind === 'folder' ? what.folder : 'Requests';
  const fileName = `${fileSafe(named)}.${facts.ending}`;
  const notes = new Set<string>();
  if (format === 'postman') {
    const { text, notes: said } = collectionOf(engine, ids, named);
    return { fileName, mediaType: facts.mediaType, text: engine.secrets.redactor().text(text), requests: ids.length, notes: [...said] };
  }
  const requests = ids.flatMap((id) => {
    const saved = openSavedRequest(engine.db, id);
    if (saved.environmentId === null) {
      notes.add(`“${saved.name}” was left out: it is not said in which environment it is sent.`);
      return [];
    }
    const made = outgoingRequest(engine, { ...saved.draft, environmentId: saved.environmentId }, saved);
    for (const note of made.notes) notes.add(`“${saved.name}”: ${note}`);
    return [made.request];
  });
  const text =
    format === 'har'
      ? `${JSON.stringify(harOfRequests(requests.map(outgoingHar), engine.clock.now()), null, 2)}\n`
      : (
          await Promise.all(
            requests.map(
              async (one) => `${requests.length === 1 ? '' : `${heading(format, one.name)}\n`}${await writeSnippet(one, format)}\n`,
            ),
          )
        ).join('\n');
  return { fileName, mediaType: facts.mediaType, text, requests: requests.length, notes: [...notes] };
}

/** A request as it stands in the editor. */
export async function copyRequestAs(
  engine: Engine,
  draft: RequestDraft,
  name: string,
  format: ExportFormat,
): Promise<{ text: string; notes: string[] }> {
  const { request, notes } = outgoingRequest(engine, draft, { name, folder: '', notes: '' });
  if (format === 'har')
    return { text: JSON.stringify(harOfRequests([outgoingHar(request)], engine.clock.now()), null, 2), notes: [...notes] };
  if (format === 'postman') {
    const { text, notes: said } = writePostman(
      name || 'Request',
      [postmanInput(engine, { name: name || 'Request', folder: '', notes: '', draft, environmentId: draft.environmentId }, [])],
      {},
    );
    return { text: engine.secrets.redactor().text(text), notes: [...said] };
  }
  return { text: await writeSnippet(request, format), notes: [...notes] };
}

function idsOf({ db }: Engine, what: ExportChoice): string[] {
  const rows = (sql: string, ...values: string[]): string[] => db.all<{ id: string }>(sql, ...values).map(({ id }) => id);
  const found =
    what.kind === 'requests'
      ? [...what.ids]
      : what.kind === 'folder'
        ? rows(
            "SELECT id FROM saved_requests WHERE lower(folder) = lower(?) OR lower(folder) LIKE lower(?) || ' / %' ORDER BY lower(folder), lower(name)",
            what.folder,
            what.folder,
          )
        : rows('SELECT id FROM saved_requests ORDER BY lower(folder), lower(name)');
  if (found.length > 0) return found;
  throw new Fault('not_found', {
    happened: what.kind === 'folder' ? `No saved request is in a folder “${what.folder}”.` : 'There is no saved request yet.',
    remedy: 'Save a request first; the list of saved requests shows them with their folders.',
  });
}

interface Kept extends Pick<PostmanInput, 'name' | 'folder' | 'notes' | 'draft'> {
  readonly environmentId: string;
}

function postmanInput(engine: Engine, { name, folder, notes, draft, environmentId }: Kept, checks: PostmanInput['checks']): PostmanInput {
  const { environment, credential } = findTarget(engine.db, environmentId);
  return {
    name,
    folder,
    notes,
    draft,
    baseUrl: environment.baseUrl.replace(/\/+$/, ''),
    place: `${environment.name} of ${environment.vendorName} ${environment.apiName}`,
    credential: outgoingCredential(credential),
    checks,
  };
}

function collectionOf(engine: Engine, ids: readonly string[], name: string): { readonly text: string; readonly notes: readonly string[] } {
  const values: Record<string, string> = {};
  const left: string[] = [];
  const inputs = ids.flatMap((id) => {
    const saved = openSavedRequest(engine.db, id);
    if (saved.environmentId === null) {
      left.push(`“${saved.name}” was left out: it is not said in which environment it is sent.`);
      return [];
    }
    const { variables, wider } = findTarget(engine.db, saved.environmentId);
    const known = { ...wider.workspace, ...wider.api, ...variables, ...saved.draft.variables };
    for (const one of usedNames(saved.draft)) {
      const value = known[one];
      if (value !== undefined && !Object.hasOwn(values, one) && !isSecretParameter(one, value)) values[one] = value;
    }
    return [postmanInput(engine, { ...saved, environmentId: saved.environmentId }, requestChecks(engine.db, id))];
  });
  const { text, notes } = writePostman(name, inputs, values);
  return { text, notes: [...left, ...notes] };
}

/** What stands above each of several requests in one file. */
function heading(format: ExportFormat, name: string): string {
  const plain = name.replaceAll(/[\r\n]+/g, ' ');
  // Behind an empty REM an & would begin a command.
  if (format === 'curl-cmd') return `REM ${plain.replaceAll(/[&|<>^%"]/g, ' ').trim()}`;
  return format === 'node' || format === 'go' || format === 'php' || format === 'java' || format === 'csharp'
    ? `// ${plain}`
    : `# ${plain}`;
}

const fileSafe = (name: string): string =>
  name
    .replaceAll(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/^\.+|\.+$/g, '')
    .slice(0, 80) || 'Requests';
