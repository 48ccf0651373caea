import { jsonpath, type JSONPathQuery } from 'json-p3';
import { bounded } from '../bounded-work.ts';

const compiled = new Map<string, JSONPathQuery>();
const mostKept = 500;

/** Patterns, and several descents or wildcards one after the other: their time may grow faster than the document. */
const mayTakeLong = /(?:match|search)\s*\(|\.\.[\s\S]*\.\.|\*[\s\S]*\*[\s\S]*\*/;

/** The values at a JSONPath (RFC 9535), in the document's order. Throws when the path cannot be read, and `TookTooLong` when it takes too long here. */
export function valuesAt(path: string, document: unknown): unknown[] {
  const query = compilePath(path);
  const find = (): unknown[] => query.query(document as never).values();
  return mayTakeLong.test(path) ? bounded(find) : find();
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
