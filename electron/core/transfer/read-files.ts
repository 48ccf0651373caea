import { Fault } from '../../../shared/contract/errors.ts';
import type { TransferFile } from '../../../shared/contract/transfer.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { cleanSet } from '../../../shared/domain/transfer/clean-set.ts';
import { mostRequests, type ImportedEnvironment, type ImportedSet } from '../../../shared/domain/transfer/imported.ts';
import { readBruno } from '../../../shared/domain/transfer/read-bruno.ts';
import { readCurls } from '../../../shared/domain/transfer/read-curls.ts';
import { readHar } from '../../../shared/domain/transfer/read-har.ts';
import { readInsomnia4, readInsomnia5 } from '../../../shared/domain/transfer/read-insomnia.ts';
import { readOpenCollection, type ParsedFile } from '../../../shared/domain/transfer/read-open-collection.ts';
import { readPostman, readPostmanEnvironment } from '../../../shared/domain/transfer/read-postman.ts';
import { isCurlText, recogniseDocument, type DocumentKind } from '../../../shared/domain/transfer/recognise.ts';
import { lookOf } from '../openapi/document-kind.ts';
import type { JsonValue } from '../openapi/json-value.ts';
import { nameOf, notReadable, parseFile } from './parse-files.ts';

interface Recognised extends ParsedFile {
  readonly kind: DocumentKind;
  readonly file: TransferFile;
}

/** Reads what somebody chose or pasted, by its content, as one set of requests without secrets in their texts. */
export function readFiles(files: readonly TransferFile[]): ImportedSet {
  const set = cleanSet(readAll(files));
  if (set.requests.length > mostRequests) {
    throw new Fault('document_too_large', {
      happened: `There are ${grouped(set.requests.length)} requests in it; ${grouped(mostRequests)} are taken at once.`,
      remedy: 'Export it in parts, folder by folder. Nothing was changed.',
    });
  }
  if (set.requests.length === 0 && set.left.length === 0)
    throw new Fault('bad_input', { happened: 'There is no request in it.', remedy: 'Choose another file. Nothing was changed.' });
  return set;
}

function readAll(files: readonly TransferFile[]): ImportedSet {
  if (files.some(({ path }) => /\.bru$/i.test(path))) return readBruno(files);
  const [only] = files;
  if (files.length === 1 && only !== undefined && isCurlText(only.text)) return readCurls(only.text);
  const yaml = files.filter(({ path }) => /\.ya?ml$/i.test(path));
  const parsed = files.filter((file) => files.length === 1 || /\.(?:json|ya?ml|har)$/i.test(file.path)).map(recognise);
  if (yaml.length > 0 && parsed.some(({ kind }) => kind === 'opencollection')) return readOpenCollection(parsed);
  const environments = parsed.filter(({ kind }) => kind === 'postman-environment');
  const mains = parsed.filter(({ kind }) => kind !== 'postman-environment' && kind !== 'unknown');
  const [main, second] = mains;
  if (main === undefined) throw nothingFound(parsed, environments);
  if (second !== undefined) {
    throw new Fault('bad_input', {
      happened: `${main.path} and ${second.path} are both collections.`,
      remedy: 'Import them one after the other; environment files may go along with each. Nothing was changed.',
    });
  }
  return withEnvironments(
    readOne(main),
    environments.map(({ value }) => readPostmanEnvironment(value)),
  );
}

const recognise = (file: TransferFile): Recognised => {
  const value = parseFile(file);
  return { path: file.path, value, file, kind: recogniseDocument(value) };
};

function readOne({ kind, value, path }: Recognised): ImportedSet {
  switch (kind) {
    case 'postman':
      return readPostman(value);
    case 'insomnia4':
      return readInsomnia4(value);
    case 'insomnia5':
      return readInsomnia5(value);
    case 'opencollection':
      return readOpenCollection([{ path, value }]);
    case 'har':
      return { ...readHar(value), name: path === '' ? 'HAR' : (path.split('/').at(-1) ?? path).replace(/\.(?:har|json)$/i, '') };
    case 'postman-1':
      throw notReadable(path, 'is a Postman collection of version 1; export it again as 2.1');
    case 'insomnia-old':
      throw notReadable(path, 'is an Insomnia export of an old version; export it again as version 4 or 5');
    case 'openapi':
      throw new Fault('bad_input', {
        happened: `${nameOf(path)} is an API description, not a list of requests.`,
        remedy: 'Import it in the inventory: its endpoints can then be called from the Console. Nothing was changed.',
        details: { format: 'openapi' },
      });
    default:
      throw notReadable(path, 'is nothing that can be read here');
  }
}

const withEnvironments = (set: ImportedSet, environments: readonly ImportedEnvironment[]): ImportedSet => ({
  ...set,
  environments: [...set.environments, ...environments],
});

function nothingFound(parsed: readonly Recognised[], environments: readonly Recognised[]): Fault {
  const [environment] = environments;
  if (environment) {
    return new Fault('bad_input', {
      happened: `${nameOf(environment.path)} is a Postman environment: it has values, and no request.`,
      remedy: 'Choose it together with its collection. Nothing was changed.',
    });
  }
  const [first] = parsed;
  return notReadable(first?.path ?? '', first ? `looks like ${lookOf(first.value as JsonValue)}` : 'is nothing that can be read here');
}
