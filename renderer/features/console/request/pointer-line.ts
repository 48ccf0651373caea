import { jsonLanguage } from '@codemirror/lang-json';

type Node = ReturnType<typeof jsonLanguage.parser.parse>['topNode'];

/** The line, from 1, at which a JSON pointer (RFC 6901) leads in a text as it is written; null when the text has no such place. */
export function pointerLine(text: string, pointer: string): number | null {
  let node = firstValue(jsonLanguage.parser.parse(text).topNode);
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const next = node === null ? null : node.name === 'Object' ? member(node, name, text) : element(node, Number(name));
    // What is missing stands where it would be: at its object.
    if (next === null) break;
    node = next;
  }
  return node === null ? null : text.slice(0, node.from).split('\n').length;
}

const valueNames = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null']);

function firstValue(node: Node): Node | null {
  for (let child = node.firstChild; child !== null; child = child.nextSibling) if (valueNames.has(child.name)) return child;
  return null;
}

function member(object: Node, name: string, text: string): Node | null {
  for (const property of object.getChildren('Property')) {
    const key = property.getChild('PropertyName');
    if (key && unquoted(text.slice(key.from, key.to)) === name) return firstValue(property) ?? property;
  }
  return null;
}

function element(array: Node, index: number): Node | null {
  let at = 0;
  for (let child = array.firstChild; child !== null; child = child.nextSibling) {
    if (!valueNames.has(child.name)) continue;
    if (at === index) return child;
    at += 1;
  }
  return null;
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    // Not finished: it is taken as it is written.
    return text;
  }
}
