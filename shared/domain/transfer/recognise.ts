import { startsWithCurl } from '../console/command-dialect.ts';
import { memberOf, shapeAt, textAt } from './read-shapes.ts';

/** What a parsed document is, by its content: a file's name may say anything. */
export type DocumentKind =
  | 'postman'
  | 'postman-1'
  | 'postman-environment'
  | 'insomnia4'
  | 'insomnia5'
  | 'insomnia-old'
  | 'har'
  | 'opencollection'
  | 'openapi'
  | 'unknown';

export function recogniseDocument(value: unknown): DocumentKind {
  if (Array.isArray(memberOf(shapeAt(value, 'log'), 'entries'))) return 'har';
  if (textAt(value, '_type') === 'export' || Array.isArray(memberOf(value, 'resources'))) {
    if (!Array.isArray(memberOf(value, 'resources'))) return 'unknown';
    return memberOf(value, '__export_format') === 4 ? 'insomnia4' : 'insomnia-old';
  }
  if (/^(?:collection|spec)\.insomnia\.rest\/5/.test(textAt(value, 'type') ?? '')) return 'insomnia5';
  if (memberOf(value, 'opencollection') !== undefined) return 'opencollection';
  if (memberOf(value, 'openapi') !== undefined || memberOf(value, 'swagger') !== undefined) return 'openapi';
  const schema = textAt(shapeAt(value, 'info'), 'schema') ?? '';
  if (Array.isArray(memberOf(value, 'item')) && memberOf(value, 'info') !== undefined)
    return /\/v1\.0\.0\//.test(schema) ? 'postman-1' : 'postman';
  if (Array.isArray(memberOf(value, 'requests')) && (Array.isArray(memberOf(value, 'order')) || Array.isArray(memberOf(value, 'folders'))))
    return 'postman-1';
  if (
    Array.isArray(memberOf(value, 'values')) &&
    (memberOf(value, '_postman_variable_scope') !== undefined || textAt(value, 'name') !== null)
  )
    return 'postman-environment';
  return 'unknown';
}

/** Whether a pasted text is curl, one command or several, perhaps below comments. */
export const isCurlText = (text: string): boolean => startsWithCurl(text.replace(/^(?:\s*(?:#[^\n]*)?\n)*/, ''));
