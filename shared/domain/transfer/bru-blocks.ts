/** One block of a .bru file: `headers { … }` has pairs, `body:json { … }` has text, `vars:secret [ … ]` has a list. */
export interface BruBlock {
  readonly name: string;
  readonly pairs: readonly BruPair[];
  readonly text: string;
  readonly list: readonly string[];
  /** From 1. */
  readonly line: number;
}

export interface BruPair {
  readonly name: string;
  readonly value: string;
  /** Written with "~": switched off. */
  readonly isOff: boolean;
}

export interface BruFault {
  readonly line: number;
  readonly happened: string;
}

const opening = /^([A-Za-z][\w:.-]*)\s*([{[])\s*$/;
/** Blocks whose content is text; it may hold braces of its own and ends with a "}" at the start of a line. */
const isText = (name: string): boolean =>
  /^(?:tests|docs|example|script:.*)$/.test(name) ||
  (/^body(?::|$)/.test(name) && !/^body:(?:form-urlencoded|multipart-form|file)$/.test(name));

/** Reads the blocks of a .bru file. The first line that is no block is a fault, with its place. */
export function readBru(source: string): { readonly blocks: readonly BruBlock[]; readonly fault: BruFault | null } {
  const lines = source.split(/\r?\n/);
  const blocks: BruBlock[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || /^\s*(?:#|\/\/)/.test(line)) continue;
    // A dictionary may be empty on one line: "headers {}".
    const empty = /^([A-Za-z][\w:.-]*)\s*(?:\{\s*\}|\[\s*\])\s*$/.exec(line);
    if (empty) {
      blocks.push({ name: empty[1] ?? '', pairs: [], text: '', list: [], line: at + 1 });
      continue;
    }
    const [, name, bracket] = opening.exec(line) ?? [];
    if (name === undefined) return { blocks, fault: { line: at + 1, happened: `“${line.trim().slice(0, 40)}” begins no block` } };
    const end = lines.findIndex((one, index) => index > at && (bracket === '[' ? /^\s*\]\s*$/ : /^\}\s*$/).test(one));
    if (end === -1) return { blocks, fault: { line: at + 1, happened: `The block “${name}” is not closed` } };
    const inside = lines.slice(at + 1, end);
    blocks.push({
      name,
      pairs: bracket === '{' && !isText(name) ? pairsOf(inside) : [],
      text: isText(name) ? inside.map((one) => (one.startsWith('  ') ? one.slice(2) : one)).join('\n') : '',
      list: bracket === '[' ? inside.map((one) => one.replace(/,\s*$/, '').trim()).filter((one) => one !== '') : [],
      line: at + 1,
    });
    at = end;
  }
  return { blocks, fault: null };
}

/** `name: value`, one a line; a value in three quotes goes over several lines. */
function pairsOf(lines: readonly string[]): BruPair[] {
  const pairs: BruPair[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim();
    if (line === '' || line.startsWith('@description') || line.startsWith('//')) continue;
    const found = /^(~?)\s*(?:"((?:[^"\\]|\\.)*)"|([^:]*?))\s*:\s?(.*)$/.exec(line);
    if (!found) {
      pairs.push({ name: line, value: '', isOff: false });
      continue;
    }
    const [, off = '', quoted, bare = '', rest = ''] = found;
    let value = rest.trim();
    if (value.startsWith("'''")) {
      const many = [value.slice(3)];
      while (!(many.at(-1) ?? '').includes("'''") && at + 1 < lines.length) many.push(lines[(at += 1)] ?? '');
      value = many
        .join('\n')
        .replace(/'''[\s\S]*$/, '')
        .split('\n')
        .map((one) => one.replace(/^ {4}/, ''))
        .join('\n')
        .trim();
    }
    pairs.push({ name: quoted === undefined ? bare.trim() : quoted.replaceAll(/\\(.)/g, '$1'), value, isOff: off === '~' });
  }
  return pairs;
}
