/** The steps from the whole value to one in it. */
export type Steps = readonly (string | number)[];

const plainName = /^[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*$/;

/** A path as a person writes it, which RFC 9535 reads: `$.items[0]['odd name']`. */
export function pathText(steps: Steps): string {
  return `$${steps.map(stepText).join('')}`;
}

/** The same for every item of the arrays on the way: `$.items[*].price`. What is an item itself stays that item. */
export function generalPath(steps: Steps): string {
  return `$${steps.map((step, at) => (typeof step === 'number' && at < steps.length - 1 ? '[*]' : stepText(step))).join('')}`;
}

function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  if (plainName.test(step)) return `.${step}`;
  return `['${quoted(step)}']`;
}

/** RFC 9535, section 2.3.1.2: a single-quoted string escapes its own quote and what JSON escapes. */
function quoted(name: string): string {
  return JSON.stringify(name)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`);
}

/** Which value stands at a place of a JSON text: the innermost one, or the member whose name is there. Null outside of any. */
export function stepsAt(text: string, offset: number): Steps | null {
  const stack: { readonly isArray: boolean; step: string | number | null }[] = [];
  let name: string | null = null;
  let isStarted = false;
  for (let at = 0; at < text.length && at <= offset;) {
    const letter = text.charAt(at);
    const top = stack.at(-1);
    if (letter === '"') {
      const end = stringEnd(text, at);
      if (top && !top.isArray && name === null && nextSolid(text, end) === ':') {
        name = unescaped(text.slice(at, end));
        top.step = name;
      }
      at = end;
      isStarted = true;
      continue;
    }
    if (letter === '{' || letter === '[') {
      // On the opening bracket itself the whole that it opens is meant.
      if (at === offset) return stepsOf(stack);
      isStarted = true;
      stack.push({ isArray: letter === '[', step: letter === '[' ? 0 : null });
      name = null;
    } else if (letter === '}' || letter === ']') {
      // On the closing bracket itself the whole that it closes is meant.
      if (at === offset) return stepsOf(stack.slice(0, -1));
      stack.pop();
      name = null;
    } else if (letter === ',' && top) {
      if (at === offset) break;
      if (top.isArray) top.step = Number(top.step) + 1;
      name = null;
    } else if (letter > ' ') isStarted = true;
    at += 1;
  }
  return isStarted ? stepsOf(stack) : null;
}

const stepsOf = (stack: readonly { readonly step: string | number | null }[]): Steps =>
  stack.flatMap(({ step }) => (step === null ? [] : [step]));

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '\\') at += 1;
    else if (letter === '"') return at + 1;
  }
  return text.length;
}

function nextSolid(text: string, start: number): string {
  for (let at = start; at < text.length; at += 1) if (text.charAt(at) > ' ') return text.charAt(at);
  return '';
}

function unescaped(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    // A name with an escape that JSON does not have: as it stands.
    return literal.slice(1, -1);
  }
}
