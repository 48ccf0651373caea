import type { RequestContent, RequestForm } from '../../../../shared/contract/console.ts';
import { decodeForm } from '../../../../shared/domain/console/form-encoding.ts';

/** A kind of body as one choice: text with its media type, or one of the others. */
export type BodyKind = `text:${string}` | 'form' | 'multipart' | 'file' | 'graphql';

export interface KindChoice {
  readonly value: BodyKind;
  readonly label: string;
}

const formType = 'application/x-www-form-urlencoded';
const multipartType = 'multipart/form-data';
const usualTypes = ['application/json', 'application/xml', 'text/plain'] as const;

const labels: Readonly<Record<string, string>> = {
  'application/json': 'JSON',
  'application/xml': 'XML',
  'text/plain': 'Text',
  [formType]: 'Form as text',
};

/** What a body may be: what the contract names first, then everything else that can be sent. */
export function kindChoices(form: RequestForm, mediaType: string | null, isText: boolean): readonly KindChoice[] {
  const named = form.bodyMediaTypes.filter((type) => type !== formType && type !== multipartType);
  const types = [...new Set([...named, ...(mediaType === null || !isText ? [] : [mediaType]), ...usualTypes])];
  return [
    ...types.map((type): KindChoice => ({ value: `text:${type}`, label: labels[type] ?? type })),
    { value: 'form', label: 'Form' },
    { value: 'multipart', label: 'Form with files' },
    { value: 'file', label: 'File' },
    { value: 'graphql', label: 'GraphQL' },
  ];
}

export const kindOf = (content: RequestContent, mediaType: string | null): BodyKind =>
  content.kind === 'text' ? `text:${mediaType ?? 'application/json'}` : content.kind;

/** The content that a call begins with: a form where the contract wants one, with the fields of its example. */
export function firstContent(form: Pick<RequestForm, 'bodyMediaTypes' | 'sampleBody' | 'path'>): RequestContent {
  const [type] = form.bodyMediaTypes;
  if (type === formType) return { kind: 'form', fields: fieldsOf(form.sampleBody ?? '') };
  if (type === multipartType) return { kind: 'multipart', parts: fieldsOf('').map((field) => ({ ...field, path: null, mediaType: null })) };
  return { kind: 'text' };
}

const fieldsOf = (text: string): { name: string; value: string; isOff: boolean }[] =>
  decodeForm(text).map((field) => ({ ...field, isOff: false }));

/** Another kind of body, with what can be taken over from the one before. */
export function contentOf(kind: BodyKind, before: RequestContent, body: string): RequestContent {
  const fields = before.kind === 'form' ? before.fields : before.kind === 'multipart' ? before.parts : [];
  switch (kind) {
    case 'form':
      return { kind, fields: fields.map(({ name, value, isOff }) => ({ name, value, isOff })) };
    case 'multipart':
      return { kind, parts: fields.map(({ name, value, isOff }) => ({ name, value, isOff, path: null, mediaType: null })) };
    case 'file':
      return { kind, path: '', mediaType: null };
    case 'graphql':
      return before.kind === 'graphql' ? before : { kind, ...graphqlIn(body), operationName: null };
    default:
      return { kind: 'text' };
  }
}

/** A GraphQL request that was pasted as the JSON it travels as. */
function graphqlIn(body: string): { query: string; variables: string } {
  try {
    const read = JSON.parse(body) as { query?: unknown; variables?: unknown };
    if (typeof read.query === 'string') {
      return { query: read.query, variables: read.variables === undefined ? '' : JSON.stringify(read.variables, null, 2) };
    }
  } catch {
    // Not JSON: the document begins empty.
  }
  return { query: '', variables: '' };
}

/** Whether there is something to send. */
export function hasContent(content: RequestContent, body: string): boolean {
  switch (content.kind) {
    case 'text':
      return body.trim() !== '';
    case 'form':
      return content.fields.some(({ name }) => name !== '');
    case 'multipart':
      return content.parts.some(({ name }) => name !== '');
    case 'file':
      return content.path !== '';
    case 'graphql':
      return content.query.trim() !== '';
  }
}
