import { sanitised } from '../../../shared/domain/mappings/refusal.ts';
import { readerOf } from '../../../shared/domain/mappings/source-path.ts';

/** What of a sample's input a rule reads: "12990 HUF". */
export function inputText(input: Readonly<Record<string, unknown>>, paths: readonly string[]): string {
  const values = paths.map((path) => readerOf(path)(input));
  return values.map(sanitised).join(' ') || 'nothing';
}
