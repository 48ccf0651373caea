import { createHash, randomBytes } from 'node:crypto';
import type { RequestDraft } from '../../../shared/contract/console.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { graphqlOperations } from '../../../shared/domain/console/call-effect.ts';
import { encodeForm } from '../../../shared/domain/console/form-encoding.ts';
import { formEnd, partEnd, partHead } from '../../../shared/domain/console/multipart.ts';
import { isSecretParameter } from '../../../shared/domain/redaction/parameter-names.ts';
import type { RequestBody } from '../http/http-types.ts';
import { describeFile, describeParts, type DescribedPart } from './described-body.ts';
import { findFile, hashFile, readFileBytes, type FileToSend } from './file-body.ts';

/** The body of a draft, ready to leave. */
export interface PreparedContent {
  readonly body: RequestBody | null;
  /** Null when the draft's own holds, or there is no body. */
  readonly mediaType: string | null;
  /**
   * What the history keeps of it: the text itself, or a description of files (their names, sizes and hashes, never their
   * content). Not redacted yet, but for what was shortened. Null without a body.
   */
  readonly kept: string | null;
}

/** The text of a draft as its body. */
export function textContent(draft: Pick<RequestDraft, 'body'>): PreparedContent {
  return { body: draft.body, mediaType: null, kept: draft.body };
}

/**
 * Makes the body of a filled draft. Files are looked at and hashed now, and read again when they are sent, for every attempt.
 * `redact` takes the known secrets out of a text before it is shortened: of a secret that is cut off, no half is left.
 *
 * @throws Fault `bad_input` for a file that is not there or cannot be read, and for GraphQL without an operation to run.
 */
export async function prepareContent(
  draft: Pick<RequestDraft, 'body' | 'content'>,
  redact: (text: string) => string,
): Promise<PreparedContent> {
  const { content } = draft;
  switch (content.kind) {
    case 'text':
      return textContent(draft);
    case 'form': {
      const fields = content.fields.filter(({ name, isOff }) => !isOff && name !== '');
      const kept = encodeForm(
        fields.map(({ name, value }) => ({ name, value: isSecretParameter(name, value) ? '[redacted: field]' : value })),
      );
      return { body: encodeForm(fields), mediaType: 'application/x-www-form-urlencoded', kept };
    }
    case 'multipart':
      return multipart(
        content.parts.filter(({ name, isOff }) => !isOff && name !== ''),
        redact,
      );
    case 'file': {
      const file = await findFile(content.path, 'The body');
      const sha256 = await hashFile(file);
      return {
        body: { byteLength: file.byteLength, open: () => readFileBytes(file) },
        mediaType: content.mediaType ?? file.mediaType,
        kept: describeFile(file.name, file.byteLength, sha256),
      };
    }
    case 'graphql': {
      const text = graphqlBody(content.query, content.variables, content.operationName);
      return { body: text, mediaType: 'application/json', kept: text };
    }
  }
}

interface Part {
  readonly name: string;
  readonly value: string;
  readonly path: string | null;
  readonly mediaType: string | null;
}

async function multipart(parts: readonly Part[], redact: (text: string) => string): Promise<PreparedContent> {
  const boundary = `quartermaster-${randomBytes(18).toString('hex')}`;
  const pieces: (Buffer | FileToSend)[] = [];
  const described: DescribedPart[] = [];
  for (const { name, value, path, mediaType } of parts) {
    if (path === null) {
      const shown = isSecretParameter(name, value) ? '[redacted: part]' : shortened(redact(value));
      pieces.push(Buffer.from(`${partHead(boundary, { name, fileName: null, mediaType })}${value}${partEnd}`));
      described.push({ name, byteLength: Buffer.byteLength(value), mediaType, value: shown, file: null });
      continue;
    }
    const file = await findFile(path, `The part ${name}`);
    const type = mediaType ?? file.mediaType;
    pieces.push(Buffer.from(partHead(boundary, { name, fileName: file.name, mediaType: type })), file, Buffer.from(partEnd));
    const sha256 = await hashFile(file);
    described.push({ name, byteLength: file.byteLength, mediaType: type, value: null, file: { name: file.name, sha256 } });
  }
  pieces.push(Buffer.from(formEnd(boundary)));
  const byteLength = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  async function* open(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) {
      if (Buffer.isBuffer(piece)) yield piece;
      else yield* readFileBytes(piece);
    }
  }
  return {
    body: { byteLength, open },
    mediaType: `multipart/form-data; boundary=${boundary}`,
    kept: describeParts(described, byteLength),
  };
}

const longestShown = 2_000;
const shortened = (value: string): string =>
  value.length <= longestShown ? value : `${value.slice(0, longestShown)}… (SHA-256 ${createHash('sha256').update(value).digest('hex')})`;

/** The JSON that a GraphQL server takes (GraphQL over HTTP, section 5.3). */
function graphqlBody(query: string, variables: string, operationName: string | null): string {
  const names = graphqlOperations(query).map(({ name }) => name);
  if (names.length === 0) throw refusal('The GraphQL document has no operation.', 'Write a query or a mutation.', 'query');
  if (operationName !== null && !names.includes(operationName)) {
    throw refusal(`The document has no operation “${operationName}”.`, `Choose one of ${names.join(', ')}.`, 'operationName');
  }
  if (operationName === null && names.length > 1) {
    throw refusal(`The document has ${names.length} operations.`, 'Choose the one to run.', 'operationName');
  }
  const read = variables.trim() === '' ? undefined : readVariables(variables);
  return JSON.stringify({
    query,
    ...(read === undefined ? {} : { variables: read }),
    ...(operationName === null ? {} : { operationName }),
  });
}

function readVariables(text: string): unknown {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw refusal(`The variables are not JSON: ${(error as Error).message}.`, 'Correct them.', 'variables');
  }
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read;
  throw refusal('The variables are not a JSON object.', 'Write them as { "name": value }.', 'variables');
}

const refusal = (happened: string, remedy: string, path: string): Fault =>
  new Fault('bad_input', { happened, remedy: `${remedy} Nothing was sent.`, place: { path } });
