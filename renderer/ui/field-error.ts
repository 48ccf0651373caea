import { isFault } from '../../shared/contract/errors.ts';

/**
 * What a fault says about one field, or null: `fieldError(error, 'baseUrl')`. A fault without a place concerns the form
 * as a whole and is drawn with `FaultNote`.
 */
export function fieldError(error: unknown, field: string): string | null {
  if (!isFault(error)) return null;
  const path = error.data.place?.path;
  if (path === undefined) return null;
  const isHere = path === field || path === `/${field}` || path.startsWith(`${field}.`) || path.startsWith(`/${field}/`);
  return isHere ? `${error.data.happened} ${error.data.remedy}` : null;
}
