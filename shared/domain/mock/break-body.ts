type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The text of a body that ends in the middle, as when a connection or a proxy gave up. */
export function cutOff(text: string): string {
  return text.slice(0, Math.max(0, Math.floor(text.length * 0.6) - 1));
}

/**
 * A body with one field of another type: text for a number, a number in text, a list where one thing was. `pointer` names the
 * field (`*` means every item of a list); empty takes the first one inside. Null when there is no such field.
 */
export function withOtherType(body: unknown, pointer: string): { readonly body: unknown; readonly pointer: string } | null {
  const copy = structuredClone(body) as Json;
  const path =
    pointer === ''
      ? firstField(copy)
      : pointer
          .split('/')
          .slice(1)
          .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (path === null || path.length === 0 || change(copy, path) === 0) return null;
  return {
    body: copy,
    pointer: pointer === '' ? `/${path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}` : pointer,
  };
}

function change(holder: Json, [part = '', ...rest]: readonly string[]): number {
  if (typeof holder !== 'object' || holder === null) return 0;
  if (Array.isArray(holder)) {
    const places = part === '*' ? [...holder.keys()] : /^\d+$/.test(part) && Number(part) < holder.length ? [Number(part)] : [];
    return places.reduce((changed, place) => {
      if (rest.length > 0) return changed + change(holder[place] ?? null, rest);
      holder[place] = otherType(holder[place] ?? null);
      return changed + 1;
    }, 0);
  }
  if (!Object.hasOwn(holder, part)) return 0;
  if (rest.length > 0) return change(holder[part] ?? null, rest);
  holder[part] = otherType(holder[part] ?? null);
  return 1;
}

function otherType(value: Json): Json {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return 42;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null ? 0 : 'changed';
}

/** The outermost field that holds a plain value; of a list, that of its items. */
function firstField(value: Json): string[] | null {
  if (Array.isArray(value)) {
    const inner = value.length === 0 ? null : firstField(value[0] ?? null);
    return value.length === 0 ? null : ['*', ...(inner ?? [])];
  }
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value);
  const plain = entries.find(([, field]) => typeof field !== 'object' && field !== null);
  if (plain) return [plain[0]];
  for (const [name, field] of entries) {
    const inner = firstField(field);
    if (inner) return [name, ...inner];
  }
  return entries[0] ? [entries[0][0]] : null;
}
