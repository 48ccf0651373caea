export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** A line of several: `Name: value`, as headers are copied and other programs edit in bulk. */
const line = /^([^\s:=]+)\s*:\s*(.*)$/;

/**
 * Names with their values, out of what is pasted where one name stands: lines of `Name: value`, or, where it may be one, a
 * query `a=1&b=2` or lines of `A=1`. Null when it is no more than a name. `{{names}}` in it stay what they are.
 */
export function pastedPairs(text: string, mayBeQuery: boolean): readonly Pair[] | null {
  const lines = text.split(/\r?\n/).filter((one) => one.trim() !== '');
  const read = lines.map((one) => line.exec(one.trim()));
  if (lines.length > 0 && read.every((one) => one !== null))
    return read.map(([, name = '', value = '']) => ({ name, value: value.trim() }));
  if (!mayBeQuery || !/^[^=&\s]+=/.test(text.trim())) return null;
  const isQuery = lines.length === 1;
  const parts = isQuery ? text.trim().replace(/^\?/, '').split('&') : lines.map((one) => one.trim());
  const asMeant = isQuery ? decoded : (one: string) => one;
  return parts
    .filter((one) => one !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return { name: asMeant(at < 0 ? part : part.slice(0, at)), value: at < 0 ? '' : asMeant(part.slice(at + 1)) };
    });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // Not encoded: it is meant as it stands.
    return text;
  }
}
