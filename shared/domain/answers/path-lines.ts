import type { Steps } from './json-path.ts';

interface Wanted {
  /** Places in the answer that want this value's line. */
  readonly places: number[];
  readonly below: Map<string | number, Wanted>;
}

/**
 * The line, from 1, of each value in the laid-out JSON. From the text itself, in one walk: names that repeat or look like numbers stay where
 * they are. A name that repeats gives the line of the last one, whose value counts. Null for a value that is not there.
 */
export function linesOfPaths(text: string, paths: readonly Steps[]): (number | null)[] {
  const lines: (number | null)[] = paths.map(() => null);
  const root: Wanted = { places: [], below: new Map() };
  paths.forEach((steps, place) => {
    let wanted = root;
    for (const step of steps) {
      const next = wanted.below.get(step) ?? { places: [], below: new Map() };
      wanted.below.set(step, next);
      wanted = next;
    }
    wanted.places.push(place);
  });
  const reach = (wanted: Wanted | undefined, line: number): void => wanted?.places.forEach((place) => void (lines[place] = line));
  const stack: { readonly isArray: boolean; readonly wanted: Wanted | undefined; at: number; value: Wanted | undefined }[] = [];
  let line = 1;
  let isAfterOpen = false;
  reach(root, 1);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 32) continue;
    const isClosing = code === 125 || code === 93;
    const top = stack.at(-1);
    if (isAfterOpen) {
      isAfterOpen = false;
      if (isClosing) {
        stack.pop();
        continue;
      }
      line += 1;
      if (top?.isArray === true) {
        top.value = top.wanted?.below.get(0);
        reach(top.value, line);
      }
    }
    if (code === 34) {
      const end = endOfString(text, at);
      if (top && !top.isArray && top.value === undefined && isName(text, end)) {
        // Only names that somebody asks about are unescaped.
        if (top.wanted !== undefined && top.wanted.below.size > 0) top.value = top.wanted.below.get(nameOf(text.slice(at, end + 1)));
        reach(top.value, line);
        top.value ??= none;
      }
      at = end;
    } else if (code === 123 || code === 91) {
      const wanted = top === undefined ? root : top.value === none ? undefined : top.value;
      stack.push({ isArray: code === 91, wanted, at: 0, value: undefined });
      isAfterOpen = true;
    } else if (isClosing) {
      stack.pop();
      line += 1;
    } else if (code === 44) {
      line += 1;
      if (top) {
        top.at += 1;
        top.value = top.isArray ? top.wanted?.below.get(top.at) : undefined;
        if (top.isArray) reach(top.value, line);
      }
    }
  }
  return lines;
}

/** A member that nobody asks about. */
const none: Wanted = { places: [], below: new Map() };

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === 34) return at;
  }
  return text.length;
}

function isName(text: string, end: number): boolean {
  for (let at = end + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 32) return code === 58;
  }
  return false;
}

function nameOf(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    // Not a name that JSON has: nobody can have asked about it.
    return literal;
  }
}
