import { jsonpath, type JSONPathQuery } from 'json-p3';

const compiled = new Map<string, JSONPathQuery>();
const mostKept = 500;

/** The values at a JSONPath (RFC 9535), in the document's order. Throws when the path cannot be read. */
export function valuesAt(path: string, document: unknown): unknown[] {
  return compilePath(path)
    .query(document as never)
    .values();
}

/** Why a path cannot be read; null when it can. */
export function pathFault(path: string): string | null {
  try {
    compilePath(path);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function compilePath(path: string): JSONPathQuery {
  const known = compiled.get(path);
  if (known) return known;
  const query = jsonpath.compile(path);
  if (compiled.size >= mostKept) compiled.clear();
  compiled.set(path, query);
  return query;
}
