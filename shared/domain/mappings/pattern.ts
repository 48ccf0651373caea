import { RE2JS } from 're2js';
import { ExpressionFault } from './expression-fault.ts';

/** A pattern of a person, in RE2: its time grows with the text only, so no pattern can hang a run. */
export interface Pattern {
  /** The group of the first match; null without a match. */
  readonly extract: (text: string, group: number) => string | null;
  /** Whether the whole text matches. */
  readonly fits: (text: string) => boolean;
}

export function compilePattern(source: string): Pattern {
  let pattern: RE2JS;
  try {
    pattern = RE2JS.compile(source);
  } catch (error) {
    const part = (error as { input?: unknown }).input;
    throw new ExpressionFault((error as Error).message, Math.max(0, typeof part === 'string' ? source.indexOf(part) : 0));
  }
  return {
    extract: (text, group) => {
      const matcher = pattern.matcher(text);
      if (!matcher.find() || group > matcher.groupCount()) return null;
      return matcher.group(group) ?? null;
    },
    fits: (text) => pattern.matches(text),
  };
}
